"""Reminder letters on a real database: who has let the days pass, what they get, and how long is waited then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import LetterHeld
from rhs_desktop.domain.events import Channel, Eligibility
from rhs_desktop.domain.pathway import Step, StepKind, next_step
from rhs_desktop.letters.preview import Preview
from rhs_desktop.services import casework, mailing, reminder_letters, replies, settings, undoing
from rhs_desktop.services.workplace import Workplace
from tests.builders import Desk, add_round, details, import_people, opened
from tests.services.test_mailing import CLINIC

WAIT = 21


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def w(tmp_path: Path, desk: Desk) -> Iterator[Workplace]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def posted(w: Workplace, tmp_path: Path) -> list[int]:
    """Three who got their letter today."""
    people = [details(number, phones=()) for number in range(3)]
    cases = list(import_people(w, add_round(w), people).done.cases)
    casework.check_cosmic(w, cases, Eligibility.LISTED_ALIVE)
    for case in cases:
        casework.route(w, case, Channel.LETTER)
    made = mailing.make(w, 1, cases, tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    mailing.confirm_posted(w, made.batch, cases)
    return cases


def step(w: Workplace, case: int) -> Step:
    found = next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)
    assert isinstance(found, Step)
    return found


def test_nobody_is_late_before_the_days_have_passed(w: Workplace, desk: Desk, posted: list[int]) -> None:
    desk.tick(days=WAIT - 1)
    assert reminder_letters.unanswered(w, 1) == ()
    desk.tick(days=2)
    assert set(reminder_letters.unanswered(w, 1)) == set(posted)


def test_who_answered_or_came_back_is_not_reminded(w: Workplace, desk: Desk, posted: list[int]) -> None:
    desk.tick(days=2)
    replies.record_reply(w, posted[0], ev.Answer.NO)
    casework.letter_returned(w, posted[1])
    desk.tick(days=WAIT)
    assert reminder_letters.unanswered(w, 1) == (posted[2],)


def test_they_get_other_words_with_a_reply_letter_and_the_days_again(
    w: Workplace, desk: Desk, posted: list[int], tmp_path: Path
) -> None:
    desk.tick(days=WAIT + 1)
    target = tmp_path / "igen.pdf"
    done = reminder_letters.save(w, reminder_letters.unanswered(w, 1), target)
    assert set(done.cases) == set(posted)
    with Preview(target) as pages:
        texts = [pages.text(page) for page in range(pages.pages)]
    assert len(texts) == 6
    assert "Vill du komma på hälsosamtal?" in texts[0]
    assert "Ditt svar" in texts[1]
    assert reminder_letters.unanswered(w, 1) == ()
    assert {step(w, case).kind for case in posted} == {StepKind.GIVE_UP}
    assert {step(w, case).due for case in posted} == {w.today + timedelta(days=WAIT)}
    assert {w.store.state(case).invitation for case in posted} == {(Channel.LETTER, w.today - timedelta(days=WAIT + 1))}
    desk.tick(days=WAIT)
    assert set(reminder_letters.unanswered(w, 1)) == set(posted)


def test_it_can_be_undone(w: Workplace, desk: Desk, posted: list[int], tmp_path: Path) -> None:
    desk.tick(days=WAIT + 1)
    done = reminder_letters.save(w, posted, tmp_path / "igen.pdf")
    undoing.undo(w, done.act)
    assert set(reminder_letters.unanswered(w, 1)) == set(posted)


def test_cancelled_there_is_no_file_and_nobody_waits(
    w: Workplace, desk: Desk, posted: list[int], tmp_path: Path
) -> None:
    desk.tick(days=WAIT + 1)
    target = tmp_path / "igen.pdf"
    with pytest.raises(LetterHeld, match="cancelled"):
        reminder_letters.save(w, posted, target, cancelled=lambda: True)
    assert not target.exists()
    assert set(reminder_letters.unanswered(w, 1)) == set(posted)


def test_somebody_who_became_protected_is_left_out(w: Workplace, desk: Desk, posted: list[int], tmp_path: Path) -> None:
    desk.tick(days=WAIT + 1)
    resident = w.store.resident_of(posted[0])
    casework.edit_details(w, resident.id, replace(resident.details, protected=True))
    assert set(reminder_letters.unanswered(w, 1)) == set(posted[1:])
    with pytest.raises(LetterHeld, match="no_letters"):
        reminder_letters.save(w, posted[:1], tmp_path / "igen.pdf")
