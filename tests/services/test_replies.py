"""A reply letter's code on a real database: whose it is, and what one act records of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.events import Noted
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.letters.reply_code import CodeRefused, code_of, scan_text
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list, replies, undo
from rhs_desktop.services.context import Context
from rhs_desktop.strings.errors import said
from tests.builders import filled, opened


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    with opened(tmp_path / "data") as place:
        yield place


def code(ctx: Context, case: int) -> str:
    return code_of(case, settings.code_salt(ctx))


@pytest.mark.parametrize("how", [str, str.lower, scan_text, lambda text: f" {text.replace('-', ' ')} "])
def test_a_code_finds_its_case_however_it_is_written(ctx: Context, how: object) -> None:
    cases = filled(ctx, 3)
    assert callable(how)
    assert [replies.find(ctx, how(code(ctx, case))) for case in cases] == cases


def test_a_right_code_of_nobody_here_is_unknown(ctx: Context) -> None:
    filled(ctx, 3)
    with pytest.raises(CodeRefused, match="unknown") as refused:
        replies.find(ctx, code(ctx, 4))
    assert "Ingen här har den koden" in said(refused.value)


def test_a_mistyped_code_says_so_and_finds_nobody(ctx: Context) -> None:
    cases = filled(ctx, 3)
    right = code(ctx, cases[0])
    wrong = right[:-1] + ("2" if right[-1] != "2" else "3")
    with pytest.raises(CodeRefused, match="mistyped"):
        replies.find(ctx, wrong)


def test_a_reply_is_one_act_with_number_and_note(ctx: Context) -> None:
    case = filled(ctx, 1)[0]
    before = ctx.store.resident_of(case).details.phones
    done = replies.record_reply(ctx, case, Answer.YES_CALL, phone="013-10 10 10", note="Passar: tisdag")
    state = ctx.store.state(case)
    assert state.word is not None
    assert (state.word.wish.value, state.word.via) == ("call", Via.LETTER)
    assert ctx.store.resident_of(case).details.phones == ("013-10 10 10", *before)
    notes = [entry.record.event for entry in case_list.case_view(ctx, case).timeline]
    assert [event.text for event in notes if isinstance(event, Noted)] == ["Passar: tisdag"]
    undo.undo(ctx, done.act)
    assert ctx.store.state(case).word is None
    assert ctx.store.resident_of(case).details.phones == before


def test_a_number_known_already_is_not_kept_twice(ctx: Context) -> None:
    case = filled(ctx, 1)[0]
    (known,) = ctx.store.resident_of(case).details.phones
    replies.record_reply(ctx, case, Answer.YES_CALL, phone=known.replace(" ", "").replace("-", ""))
    assert len(ctx.store.resident_of(case).details.phones) == 1


def test_a_no_by_letter_ends_the_case(ctx: Context) -> None:
    case = filled(ctx, 1)[0]
    replies.record_reply(ctx, case, Answer.NO)
    end = next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today)
    assert isinstance(end, Finished)
