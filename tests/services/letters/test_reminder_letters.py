"""Reminder letters on a real database: who has let the days pass, what they get, and the pile that is answered for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Step, StepKind
from rhs_desktop.domain.codes import Answer, Channel, Eligibility
from rhs_desktop.domain.errors import Cancelled, HistoryRefused, LetterWithheld
from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterHold, LetterKind, LetterOrder
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record, replies, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.letters import pages as letters_pages
from rhs_desktop.services.letters import texts as letters_texts
from rhs_desktop.services.letters.print_batch import Printed
from rhs_desktop.strings.cases import replies as reply_strings
from tests.builders import Desk, add_round, details, import_people, opened
from tests.services.letters.test_mailing import CLINIC

WAIT = 21
OTHER_WORDS = "Vill du komma på hälsosamtal?"


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def posted(ctx: Context) -> list[int]:
    """Three who got their letter today."""
    people = [details(number, phones=()) for number in range(3)]
    cases = list(import_people(ctx, add_round(ctx), people).done.cases)
    record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
    for case in cases:
        record.route(ctx, case, Channel.LETTER)
    print_batch.confirm_posted(ctx, number_of(print_batch.make(ctx, 1, cases, None)), cases)
    return cases


@pytest.fixture
def late(desk: Desk, posted: list[int]) -> list[int]:
    """The days have passed."""
    desk.tick(days=WAIT + 1)
    return posted


def number_of(made: Printed) -> int:
    assert made.done is not None
    assert made.done.batch is not None
    return made.done.batch


def reminded(ctx: Context, cases: list[int]) -> int:
    """Their reminder letters are printed; the number of the pile."""
    return number_of(print_batch.make(ctx, 1, cases, None, kind=LetterKind.REMINDER))


def unanswered(ctx: Context) -> set[int]:
    return {one.case for one in mailing_proposal.propose(ctx, 1, kind=LetterKind.REMINDER).ready}


def step(ctx: Context, case: int) -> Step:
    found = next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today)
    assert isinstance(found, Step)
    return found


def texts(pdf: bytes | Path) -> list[str]:
    with PdfPreview(pdf) as pages:
        return [" ".join(pages.text(page).split()) for page in range(pages.pages)]


def test_nobody_is_late_before_the_days_have_passed(ctx: Context, desk: Desk, posted: list[int]) -> None:
    desk.tick(days=WAIT - 1)
    assert unanswered(ctx) == set()
    desk.tick(days=2)
    assert unanswered(ctx) == set(posted)
    assert mailing_proposal.propose(ctx, 1).ready == (), "no invitation again"


def test_who_has_time_left_or_no_letter_yet_is_held_back_for_that(ctx: Context, posted: list[int]) -> None:
    (new,) = import_people(ctx, 1, [details(9, phones=())]).done.cases
    held = mailing_proposal.propose(ctx, 1, [posted[0], new], kind=LetterKind.REMINDER).held_back
    assert [why for _, why in held] == [(LetterHold(HoldReason.NOT_LATE),)] * 2


def test_who_answered_or_came_back_is_not_reminded(ctx: Context, desk: Desk, posted: list[int]) -> None:
    desk.tick(days=2)
    replies.record_reply(ctx, posted[0], Answer.NO)
    record.record_plain(ctx, posted[1], Act.RETURNED)
    desk.tick(days=WAIT)
    assert unanswered(ctx) == {posted[2]}


def test_they_get_other_words_with_a_reply_letter(ctx: Context, late: list[int]) -> None:
    pages = texts(*print_batch.make(ctx, 1, late, None, kind=LetterKind.REMINDER, order=LetterOrder.NAME).in_memory)
    assert len(pages) == 6
    assert OTHER_WORDS in pages[0]
    assert "Ditt svar" in pages[1]
    assert texts(mailing_proposal.preview(ctx, 1, late[0], kind=LetterKind.REMINDER))[0].count(OTHER_WORDS) == 1
    assert len(letters_pages.overlays(ctx, 1, kind=LetterKind.REMINDER)) == 2


def test_printed_they_wait_in_a_pile_that_is_found_again(ctx: Context, late: list[int]) -> None:
    batch = reminded(ctx, late)
    assert {step(ctx, case).kind for case in late} == {StepKind.CONFIRM_LETTER}
    assert unanswered(ctx) == set()
    found = print_batch.batches(ctx)
    assert [(one.id, one.kind) for one in found] == [(batch, LetterKind.REMINDER)]
    assert [(one.case, waits) for one, waits in found[0].members] == [(case, True) for case in late]


def test_those_posted_have_the_days_again_and_stay_invited_when_they_were(
    ctx: Context, desk: Desk, late: list[int]
) -> None:
    print_batch.confirm_posted(ctx, reminded(ctx, late), late)
    assert print_batch.batches(ctx) == ()
    assert unanswered(ctx) == set()
    assert {step(ctx, case).kind for case in late} == {StepKind.GIVE_UP}
    assert {step(ctx, case).due for case in late} == {ctx.today + timedelta(days=WAIT)}
    assert {reply_strings.posted(ctx.store.state(case), ctx.today) for case in late} == {"Brevet postades i dag."}
    assert {ctx.store.state(case).invitation for case in late} == {
        (Channel.LETTER, ctx.today - timedelta(days=WAIT + 1))
    }
    desk.tick(days=WAIT)
    assert unanswered(ctx) == set(late)


def test_those_not_posted_are_offered_again(ctx: Context, late: list[int]) -> None:
    print_batch.confirm_posted(ctx, reminded(ctx, late), late[:2])
    assert unanswered(ctx) == {late[2]}


def test_again_from_the_jam_in_the_words_of_the_pile(ctx: Context, late: list[int]) -> None:
    batch = reminded(ctx, late)
    made = print_batch.print_again(ctx, batch, None, late[1:])
    assert (made.letters, made.pages, made.done) == (2, 4, None)
    assert OTHER_WORDS in texts(*made.in_memory)[0]
    assert [waits for _, waits in print_batch.batch_view(ctx, batch).members] == [True] * 3


def test_again_they_are_reminders_also_where_the_words_of_then_are_gone(
    ctx: Context, late: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = reminded(ctx, late)
    monkeypatch.setattr(letters_texts, "source", lambda ctx, fingerprint: None)
    made = print_batch.print_again(ctx, batch, None, late[1:])
    assert OTHER_WORDS in texts(*made.in_memory)[0]


def test_who_answers_or_comes_back_meanwhile_leaves_the_pile(ctx: Context, late: list[int]) -> None:
    batch = reminded(ctx, late)
    replies.record_reply(ctx, late[0], Answer.NO)
    record.record_plain(ctx, late[1], Act.RETURNED)
    assert [waits for _, waits in print_batch.batch_view(ctx, batch).members] == [False, False, True]
    print_batch.confirm_posted(ctx, batch, late)
    assert step(ctx, late[1]).kind is StepKind.FIX_ADDRESS
    assert step(ctx, late[2]).kind is StepKind.GIVE_UP


def test_an_answer_that_came_before_the_pile_was_printed_leaves_it_when_it_is_found(
    ctx: Context, desk: Desk, late: list[int]
) -> None:
    batch = reminded(ctx, late)
    desk.tick(days=1)
    came = ctx.today - timedelta(days=3)
    replies.record_reply(ctx, late[0], Answer.NO, on=came)
    replies.record_reply(ctx, late[1], Answer.YES_CALL, on=came)
    assert [waits for _, waits in print_batch.batch_view(ctx, batch).members] == [False, False, True]
    print_batch.confirm_posted(ctx, batch, late)
    assert ctx.store.state(late[0]).reminder_posted_on is None
    assert step(ctx, late[1]).kind is StepKind.FIND_PHONE
    assert step(ctx, late[2]).kind is StepKind.GIVE_UP


def test_a_reminder_that_comes_back_is_a_letter_that_came_back(ctx: Context, late: list[int]) -> None:
    print_batch.confirm_posted(ctx, reminded(ctx, late), late)
    record.record_plain(ctx, late[0], Act.RETURNED)
    assert step(ctx, late[0]).kind is StepKind.FIX_ADDRESS


def test_nobody_is_reminded_twice_at_once(ctx: Context, late: list[int]) -> None:
    reminded(ctx, late[:1])
    with pytest.raises(LetterWithheld, match="held_back") as refused:
        reminded(ctx, late)
    assert refused.value.data["reasons"] == (LetterHold(HoldReason.POSTED),)


def test_both_steps_can_be_taken_back(ctx: Context, late: list[int]) -> None:
    made = print_batch.make(ctx, 1, late, None, kind=LetterKind.REMINDER)
    confirmed = print_batch.confirm_posted(ctx, number_of(made), late)
    undo.undo(ctx, confirmed.act)
    assert [one.id for one in print_batch.batches(ctx)] == [number_of(made)]
    assert made.done is not None
    undo.undo(ctx, made.done.act)
    assert unanswered(ctx) == set(late)
    with pytest.raises(HistoryRefused, match="unknown_batch"):
        print_batch.batch_view(ctx, number_of(made))


def test_cancelled_there_is_no_file_and_nobody_waits(ctx: Context, late: list[int], tmp_path: Path) -> None:
    target = tmp_path / "igen.pdf"
    with pytest.raises(Cancelled):
        print_batch.make(ctx, 1, late, target, kind=LetterKind.REMINDER, cancelled=lambda: True)
    assert not target.exists()
    assert unanswered(ctx) == set(late)


def test_somebody_who_became_protected_is_held_back(ctx: Context, late: list[int], tmp_path: Path) -> None:
    resident = ctx.store.resident_of(late[0])
    record.edit_details(ctx, resident.id, replace(resident.details, protected=True))
    proposal = mailing_proposal.propose(ctx, 1, kind=LetterKind.REMINDER)
    assert {one.case for one in proposal.ready} == set(late[1:])
    assert [why[0].reason for _, why in proposal.held_back] == [HoldReason.PROTECTED]
    with pytest.raises(LetterWithheld, match="held_back"):
        print_batch.make(ctx, 1, late, tmp_path / "igen.pdf", kind=LetterKind.REMINDER)


def test_the_log_tells_of_them(ctx: Context, late: list[int]) -> None:
    reminded(ctx, late)
    with ctx.store.reading() as db:
        found = db.execute("SELECT kind, details FROM access_log ORDER BY id DESC LIMIT 1").fetchone()
    assert found[0] == "remind_by_letter"
