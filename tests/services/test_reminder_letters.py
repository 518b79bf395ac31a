"""Reminder letters on a real database: who has let the days pass, what they get, and the pile that is answered for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import HistoryRefused, LetterHeld
from rhs_desktop.domain.events import Channel, Eligibility
from rhs_desktop.domain.mailing import Hold, HoldReason, LetterOrder
from rhs_desktop.domain.pathway import Step, StepKind, next_step
from rhs_desktop.letters.preview import Preview
from rhs_desktop.services import casework, letter_pages, letter_texts, mailing, replies, settings, undoing
from rhs_desktop.services.mailing import Printed
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import replies as reply_words
from tests.builders import Desk, add_round, details, import_people, opened
from tests.services.test_mailing import CLINIC

WAIT = 21
OTHER_WORDS = "Vill du komma på hälsosamtal?"


@pytest.fixture
def w(tmp_path: Path, desk: Desk) -> Iterator[Workplace]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def posted(w: Workplace) -> list[int]:
    """Three who got their letter today."""
    people = [details(number, phones=()) for number in range(3)]
    cases = list(import_people(w, add_round(w), people).done.cases)
    casework.check_cosmic(w, cases, Eligibility.LISTED_ALIVE)
    for case in cases:
        casework.route(w, case, Channel.LETTER)
    mailing.confirm_posted(w, number_of(mailing.make(w, 1, cases, BytesIO())), cases)
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


def reminded(w: Workplace, cases: list[int]) -> int:
    """Their reminder letters are printed; the number of the pile."""
    return number_of(mailing.make(w, 1, cases, BytesIO(), reminder=True))


def unanswered(w: Workplace) -> set[int]:
    return {one.case for one in mailing.propose(w, 1, reminder=True).ready}


def step(w: Workplace, case: int) -> Step:
    found = next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)
    assert isinstance(found, Step)
    return found


def texts(pdf: bytes | Path) -> list[str]:
    with Preview(pdf) as pages:
        return [" ".join(pages.text(page).split()) for page in range(pages.pages)]


def test_nobody_is_late_before_the_days_have_passed(w: Workplace, desk: Desk, posted: list[int]) -> None:
    desk.tick(days=WAIT - 1)
    assert unanswered(w) == set()
    desk.tick(days=2)
    assert unanswered(w) == set(posted)
    assert mailing.propose(w, 1).ready == (), "no invitation again"


def test_who_has_time_left_or_no_letter_yet_is_held_back_for_that(w: Workplace, posted: list[int]) -> None:
    (new,) = import_people(w, 1, [details(9, phones=())]).done.cases
    held = mailing.propose(w, 1, [posted[0], new], reminder=True).held_back
    assert [why for _, why in held] == [(Hold(HoldReason.NOT_LATE),)] * 2


def test_who_answered_or_came_back_is_not_reminded(w: Workplace, desk: Desk, posted: list[int]) -> None:
    desk.tick(days=2)
    replies.record_reply(w, posted[0], ev.Answer.NO)
    casework.letter_returned(w, posted[1])
    desk.tick(days=WAIT)
    assert unanswered(w) == {posted[2]}


def test_they_get_other_words_with_a_reply_letter(w: Workplace, late: list[int]) -> None:
    target = BytesIO()
    mailing.make(w, 1, late, target, reminder=True, order=LetterOrder.NAME)
    pages = texts(target.getvalue())
    assert len(pages) == 6
    assert OTHER_WORDS in pages[0]
    assert "Ditt svar" in pages[1]
    assert texts(mailing.preview(w, 1, late[0], reminder=True))[0].count(OTHER_WORDS) == 1
    assert len(letter_pages.overlays(w, 1, reminder=True)) == 2


def test_printed_they_wait_in_a_pile_that_is_found_again(w: Workplace, late: list[int]) -> None:
    batch = reminded(w, late)
    assert {step(w, case).kind for case in late} == {StepKind.CONFIRM_LETTER}
    assert unanswered(w) == set()
    found = mailing.batches(w)
    assert [(one.id, one.reminder) for one in found] == [(batch, True)]
    assert [(one.case, waits) for one, waits in found[0].members] == [(case, True) for case in late]


def test_those_posted_have_the_days_again_and_stay_invited_when_they_were(
    w: Workplace, desk: Desk, late: list[int]
) -> None:
    mailing.confirm_posted(w, reminded(w, late), late)
    assert mailing.batches(w) == ()
    assert unanswered(w) == set()
    assert {step(w, case).kind for case in late} == {StepKind.GIVE_UP}
    assert {step(w, case).due for case in late} == {w.today + timedelta(days=WAIT)}
    assert {reply_words.posted(w.store.state(case), w.today) for case in late} == {"Brevet postades i dag."}
    assert {w.store.state(case).invitation for case in late} == {(Channel.LETTER, w.today - timedelta(days=WAIT + 1))}
    desk.tick(days=WAIT)
    assert unanswered(w) == set(late)


def test_those_not_posted_are_offered_again(w: Workplace, late: list[int]) -> None:
    mailing.confirm_posted(w, reminded(w, late), late[:2])
    assert unanswered(w) == {late[2]}


def test_again_from_the_jam_in_the_words_of_the_pile(w: Workplace, late: list[int]) -> None:
    batch = reminded(w, late)
    target = BytesIO()
    made = mailing.print_again(w, batch, target, late[1:])
    assert (made.letters, made.pages, made.done) == (2, 4, None)
    assert OTHER_WORDS in texts(target.getvalue())[0]
    assert [waits for _, waits in mailing.batch_view(w, batch).members] == [True] * 3


def test_again_they_are_reminders_also_where_the_words_of_then_are_gone(
    w: Workplace, late: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = reminded(w, late)
    monkeypatch.setattr(letter_texts, "source", lambda w, fingerprint: None)
    target = BytesIO()
    mailing.print_again(w, batch, target, late[1:])
    assert OTHER_WORDS in texts(target.getvalue())[0]


def test_who_answers_or_comes_back_meanwhile_leaves_the_pile(w: Workplace, late: list[int]) -> None:
    batch = reminded(w, late)
    replies.record_reply(w, late[0], ev.Answer.NO)
    casework.letter_returned(w, late[1])
    assert [waits for _, waits in mailing.batch_view(w, batch).members] == [False, False, True]
    mailing.confirm_posted(w, batch, late)
    assert step(w, late[1]).kind is StepKind.FIX_ADDRESS
    assert step(w, late[2]).kind is StepKind.GIVE_UP


def test_an_answer_that_came_before_the_pile_was_printed_leaves_it_when_it_is_found(
    w: Workplace, desk: Desk, late: list[int]
) -> None:
    batch = reminded(w, late)
    desk.tick(days=1)
    came = w.today - timedelta(days=3)
    replies.record_reply(w, late[0], ev.Answer.NO, on=came)
    replies.record_reply(w, late[1], ev.Answer.YES_CALL, on=came)
    assert [waits for _, waits in mailing.batch_view(w, batch).members] == [False, False, True]
    mailing.confirm_posted(w, batch, late)
    assert w.store.state(late[0]).reminder_posted_on is None
    assert step(w, late[1]).kind is StepKind.FIND_PHONE
    assert step(w, late[2]).kind is StepKind.GIVE_UP


def test_a_reminder_that_comes_back_is_a_letter_that_came_back(w: Workplace, late: list[int]) -> None:
    mailing.confirm_posted(w, reminded(w, late), late)
    casework.letter_returned(w, late[0])
    assert step(w, late[0]).kind is StepKind.FIX_ADDRESS


def test_nobody_is_reminded_twice_at_once(w: Workplace, late: list[int]) -> None:
    reminded(w, late[:1])
    with pytest.raises(LetterHeld, match="held_back") as refused:
        reminded(w, late)
    assert refused.value.data["reasons"] == (Hold(HoldReason.POSTED),)


def test_both_steps_can_be_taken_back(w: Workplace, late: list[int]) -> None:
    made = mailing.make(w, 1, late, BytesIO(), reminder=True)
    confirmed = mailing.confirm_posted(w, number_of(made), late)
    undoing.undo(w, confirmed.act)
    assert [one.id for one in mailing.batches(w)] == [number_of(made)]
    assert made.done is not None
    undoing.undo(w, made.done.act)
    assert unanswered(w) == set(late)
    with pytest.raises(HistoryRefused, match="unknown_batch"):
        mailing.batch_view(w, number_of(made))


def test_cancelled_there_is_no_file_and_nobody_waits(w: Workplace, late: list[int], tmp_path: Path) -> None:
    target = tmp_path / "igen.pdf"
    with pytest.raises(LetterHeld, match="cancelled"):
        mailing.make(w, 1, late, target, reminder=True, cancelled=lambda: True)
    assert not target.exists()
    assert unanswered(w) == set(late)


def test_somebody_who_became_protected_is_held_back(w: Workplace, late: list[int], tmp_path: Path) -> None:
    resident = w.store.resident_of(late[0])
    casework.edit_details(w, resident.id, replace(resident.details, protected=True))
    proposal = mailing.propose(w, 1, reminder=True)
    assert {one.case for one in proposal.ready} == set(late[1:])
    assert [why[0].reason for _, why in proposal.held_back] == [HoldReason.PROTECTED]
    with pytest.raises(LetterHeld, match="held_back"):
        mailing.make(w, 1, late, tmp_path / "igen.pdf", reminder=True)


def test_the_log_tells_of_them(w: Workplace, late: list[int]) -> None:
    reminded(w, late)
    with w.store.reading() as db:
        found = db.execute("SELECT kind, details FROM access_log ORDER BY id DESC LIMIT 1").fetchone()
    assert found[0] == "remind_by_letter"
