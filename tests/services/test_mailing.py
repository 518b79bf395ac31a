"""Letters on a real database and as real PDFs: who gets one, what waits to be confirmed, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.clinic import Clinic
from rhs_desktop.domain.errors import HistoryRefused, LetterHeld
from rhs_desktop.domain.events import Channel, Eligibility
from rhs_desktop.domain.mailing import HoldReason
from rhs_desktop.domain.pathway import Finished, Step, StepKind, next_step
from rhs_desktop.domain.resident import Address
from rhs_desktop.letters.preview import Preview
from rhs_desktop.services import casework, letter_texts, mailing, settings, undoing
from rhs_desktop.services.workplace import Workplace
from tests.builders import Desk, add_round, details, import_people, opened

CLINIC = Clinic(
    "Vårdcentralen Ekeby", Address(street="Ekvägen 1", postcode="59030", city="Borensberg"), "013-465 00 00"
)


@pytest.fixture
def w(tmp_path: Path, desk: Desk) -> Iterator[Workplace]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def people(w: Workplace) -> list[int]:
    """Four without a phone in Cosmic; the second is protected and the third has no postort."""
    found = [details(number, phones=()) for number in range(4)]
    found[2] = replace(found[2], address=replace(found[2].address, city=""))
    cases = list(import_people(w, add_round(w), found).done.cases)
    casework.check_cosmic(w, cases, Eligibility.LISTED_ALIVE)
    resident = w.store.resident_of(cases[1])
    casework.edit_details(w, resident.id, replace(resident.details, protected=True))
    for case in cases:
        casework.route(w, case, Channel.LETTER)
    return cases


def kind(w: Workplace, case: int) -> StepKind:
    step = next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)
    assert isinstance(step, Step)
    return step.kind


def test_who_gets_a_letter_and_why_not(w: Workplace, people: list[int]) -> None:
    proposal = mailing.propose(w, 1)
    assert {one.case for one in proposal.ready} == {people[0], people[3]}
    assert {one.case: [hold.reason for hold in why] for one, why in proposal.held_back} == {
        people[1]: [HoldReason.PROTECTED],
        people[2]: [HoldReason.ADDRESS],
    }
    first = next(one for one in proposal.ready if one.case == people[0])
    assert first.lines == ("Karin Ek", "Storgatan 1", "590 30 Borensberg")


def test_printed_is_not_posted(w: Workplace, people: list[int], tmp_path: Path) -> None:
    target = tmp_path / "brev.pdf"
    printed = mailing.make(w, 1, [people[0], people[3]], target)
    assert (printed.letters, printed.pages, printed.path) == (2, 4, target)
    with Preview(target) as pages:
        words = "".join(pages.text(page) for page in range(4))
    assert "Karin Ek" in words
    assert "Storgatan 4" in words
    assert code_of(people[0], settings.code_salt(w)) in words
    assert details(0).identity.dashed not in words
    assert [kind(w, case) for case in (people[0], people[3])] == [StepKind.CONFIRM_LETTER] * 2
    (batch,) = mailing.batches(w)
    assert [(one.case, waits) for one, waits in batch.members] == [(people[0], True), (people[3], True)]


def test_some_were_posted(w: Workplace, people: list[int], tmp_path: Path) -> None:
    done = mailing.make(w, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    mailing.confirm_posted(w, done.batch, [people[3]])
    assert kind(w, people[0]) is StepKind.SEND_LETTER
    assert w.store.state(people[3]).invitation == (Channel.LETTER, w.today)
    assert kind(w, people[3]) is StepKind.GIVE_UP
    assert not mailing.batches(w)
    with pytest.raises(HistoryRefused, match="batch_closed"):
        mailing.confirm_posted(w, done.batch, [people[0]])


@pytest.mark.parametrize("said", [False, True])
def test_letters_printed_by_a_clock_that_was_ahead_count_from_then(
    w: Workplace, people: list[int], desk: Desk, tmp_path: Path, said: bool
) -> None:
    done = mailing.make(w, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    printed = w.today
    desk.now -= timedelta(days=3)
    mailing.confirm_posted(w, done.batch, [people[0]], printed if said else None)
    state = w.store.state(people[0])
    assert (state.posted_on, state.printed) == (printed, None)
    assert w.store.state(people[3]).printed is None


def test_letters_that_were_posted_earlier_count_from_their_day(
    w: Workplace, people: list[int], desk: Desk, tmp_path: Path
) -> None:
    done = mailing.make(w, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    printed = w.today
    desk.now += timedelta(days=4)
    for day, code in ((printed - timedelta(days=1), "before_printing"), (w.today + timedelta(days=1), "in_the_future")):
        with pytest.raises(HistoryRefused, match=code):
            mailing.confirm_posted(w, done.batch, people[:1], day)
    mailing.confirm_posted(w, done.batch, people[:1], printed)
    state = w.store.state(people[0])
    assert (state.posted_on, state.printed) == (printed, None)
    assert kind(w, people[3]) is StepKind.SEND_LETTER


def test_again_they_have_the_words_that_they_had(w: Workplace, people: list[int], tmp_path: Path) -> None:
    batch = mailing.make(w, 1, [people[0]], tmp_path / "brev.pdf").done
    assert batch is not None
    assert batch.batch is not None
    text = next(one for one in letter_texts.editable(w) if one.key == "brevinbjudan")
    letter_texts.save(w, "brevinbjudan", text.source + "\nNya ord sedan dess.\n")
    again = BytesIO()
    mailing.print_again(w, batch.batch, again)
    assert first_page(again.getvalue()) == first_page((tmp_path / "brev.pdf").read_bytes())
    assert "Nya ord" in first_page(mailing.preview(w, 1, people[0]))


def first_page(pdf: bytes) -> str:
    with Preview(pdf) as pages:
        return pages.text(0)


def test_undo_of_what_was_posted_lets_it_wait_again(w: Workplace, people: list[int], tmp_path: Path) -> None:
    made = mailing.make(w, 1, [people[0]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    undoing.undo(w, mailing.confirm_posted(w, made.batch, [people[0]]).act)
    assert kind(w, people[0]) is StepKind.CONFIRM_LETTER
    assert [one.id for one in mailing.batches(w)] == [made.batch]


def test_a_jam_at_the_second_letter(w: Workplace, people: list[int], tmp_path: Path) -> None:
    made = mailing.make(w, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    again = mailing.print_again(w, made.batch, tmp_path / "igen.pdf", [people[3]])
    assert (again.letters, again.done) == (1, None)
    assert len(mailing.batches(w)) == 1


def test_a_cancelled_batch_leaves_no_file_and_no_mark(w: Workplace, people: list[int], tmp_path: Path) -> None:
    target = tmp_path / "brev.pdf"
    with pytest.raises(LetterHeld, match="cancelled"):
        mailing.make(w, 1, [people[0], people[3]], target, cancelled=lambda: True)
    assert not target.exists()
    assert not mailing.batches(w)
    assert kind(w, people[0]) is StepKind.SEND_LETTER


def test_a_protected_person_is_never_put_into_a_batch(w: Workplace, people: list[int], tmp_path: Path) -> None:
    with pytest.raises(LetterHeld) as held:
        mailing.make(w, 1, [people[0], people[1]], tmp_path / "brev.pdf")
    assert held.value.data["case"] == people[1]
    assert not (tmp_path / "brev.pdf").exists()
    with pytest.raises(LetterHeld):
        mailing.preview(w, 1, people[1])


def test_a_preview_is_the_letter_of_one_person(w: Workplace, people: list[int]) -> None:
    with Preview(mailing.preview(w, 1, people[0])) as pages:
        assert "Karin Ek" in pages.text(0)
    assert kind(w, people[0]) is StepKind.SEND_LETTER


def test_without_the_clinics_address_there_are_no_letters(w: Workplace, people: list[int], tmp_path: Path) -> None:
    settings.save(w, replace(settings.load(w), clinic=Clinic("Vårdcentralen Ekeby")))
    with pytest.raises(LetterHeld, match="clinic_incomplete"):
        mailing.make(w, 1, [people[0]], tmp_path / "brev.pdf")


def test_a_letter_that_nobody_answers_ends_after_its_days(
    w: Workplace, people: list[int], tmp_path: Path, desk: Desk
) -> None:
    made = mailing.make(w, 1, [people[0]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    mailing.confirm_posted(w, made.batch, [people[0]])
    desk.now += timedelta(days=21)
    casework.give_up(w, people[0])
    end = next_step(w.store.state(people[0]), w.rules("rhs-004"), w.today)
    assert isinstance(end, Finished)


def test_a_returned_letter_asks_for_a_better_address(
    w: Workplace, people: list[int], tmp_path: Path, desk: Desk
) -> None:
    made = mailing.make(w, 1, [people[0]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    mailing.confirm_posted(w, made.batch, [people[0]])
    desk.tick(days=4)
    casework.letter_returned(w, people[0])
    assert kind(w, people[0]) is StepKind.FIX_ADDRESS
    desk.tick(minutes=5)
    resident = w.store.resident_of(people[0])
    moved = replace(resident.details, address=Address(street="Nygatan 2", postcode="59030", city="Borensberg"))
    casework.edit_details(w, resident.id, moved)
    assert kind(w, people[0]) is StepKind.SEND_LETTER
    assert [one.case for one in mailing.propose(w, 1).ready if one.case == people[0]] == [people[0]]
