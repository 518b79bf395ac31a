"""A reply letter's code on a real database: whose it is, and what one act records of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.domain.case_code import CodeRefused, code_of, scan_text
from rhs_desktop.domain.events import Answer, Noted, Via
from rhs_desktop.domain.pathway import Finished, next_step
from rhs_desktop.services import overview, replies, settings, undoing
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words.trouble import said
from tests.builders import filled, opened


@pytest.fixture
def w(tmp_path: Path) -> Iterator[Workplace]:
    with opened(tmp_path / "data") as place:
        yield place


def code(w: Workplace, case: int) -> str:
    return code_of(case, settings.code_salt(w))


@pytest.mark.parametrize("how", [str, str.lower, scan_text, lambda text: f" {text.replace('-', ' ')} "])
def test_a_code_finds_its_case_however_it_is_written(w: Workplace, how: object) -> None:
    cases = filled(w, 3)
    assert callable(how)
    assert [replies.find(w, how(code(w, case))) for case in cases] == cases


def test_a_right_code_of_nobody_here_is_unknown(w: Workplace) -> None:
    filled(w, 3)
    with pytest.raises(CodeRefused, match="unknown") as refused:
        replies.find(w, code(w, 4))
    assert "Ingen här har den koden" in said(refused.value)


def test_a_mistyped_code_says_so_and_finds_nobody(w: Workplace) -> None:
    cases = filled(w, 3)
    right = code(w, cases[0])
    wrong = right[:-1] + ("2" if right[-1] != "2" else "3")
    with pytest.raises(CodeRefused, match="mistyped"):
        replies.find(w, wrong)


def test_a_reply_is_one_act_with_number_and_note(w: Workplace) -> None:
    case = filled(w, 1)[0]
    before = w.store.resident_of(case).details.phones
    done = replies.record_reply(w, case, Answer.YES_CALL, phone="013-10 10 10", note="Passar: tisdag")
    state = w.store.state(case)
    assert state.word is not None
    assert (state.word.wish.value, state.word.via) == ("call", Via.LETTER)
    assert w.store.resident_of(case).details.phones == ("013-10 10 10", *before)
    notes = [entry.record.event for entry in overview.case_view(w, case).timeline]
    assert [event.text for event in notes if isinstance(event, Noted)] == ["Passar: tisdag"]
    undoing.undo(w, done.act)
    assert w.store.state(case).word is None
    assert w.store.resident_of(case).details.phones == before


def test_a_number_known_already_is_not_kept_twice(w: Workplace) -> None:
    case = filled(w, 1)[0]
    (known,) = w.store.resident_of(case).details.phones
    replies.record_reply(w, case, Answer.YES_CALL, phone=known.replace(" ", "").replace("-", ""))
    assert len(w.store.resident_of(case).details.phones) == 1


def test_a_no_by_letter_ends_the_case(w: Workplace) -> None:
    case = filled(w, 1)[0]
    replies.record_reply(w, case, Answer.NO)
    end = next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)
    assert isinstance(end, Finished)
