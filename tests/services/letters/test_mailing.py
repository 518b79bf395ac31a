"""Letters on a real database and as real PDFs: who gets one, what waits to be confirmed, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, Step, StepKind
from rhs_desktop.domain.codes import Channel, Eligibility
from rhs_desktop.domain.errors import Cancelled, HistoryRefused, LetterWithheld
from rhs_desktop.domain.letters.clinic import Clinic, ReplyEnvelope
from rhs_desktop.domain.letters.letter_plan import HoldReason
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.letters import batch
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch, protected, texts
from tests.builders import Desk, add_round, details, import_people, opened

CLINIC = Clinic(
    "Vårdcentralen Ekeby", Address(street="Ekvägen 1", postcode="59030", city="Borensberg"), "013-465 00 00"
)


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def people(ctx: Context) -> list[int]:
    """Four without a phone in Cosmic; the second is protected and the third has no postort."""
    found = [details(number, phones=()) for number in range(4)]
    found[2] = replace(found[2], address=replace(found[2].address, city=""))
    cases = list(import_people(ctx, add_round(ctx), found).done.cases)
    record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
    resident = ctx.store.resident_of(cases[1])
    record.edit_details(ctx, resident.id, replace(resident.details, protected=True))
    for case in cases:
        record.route(ctx, case, Channel.LETTER)
    return cases


def kind(ctx: Context, case: int) -> StepKind:
    step = next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today)
    assert isinstance(step, Step)
    return step.kind


def test_who_gets_a_letter_and_why_not(ctx: Context, people: list[int]) -> None:
    proposal = mailing_proposal.propose(ctx, 1)
    assert {one.case for one in proposal.ready} == {people[0], people[3]}
    assert {one.case: [hold.reason for hold in why] for one, why in proposal.held_back} == {
        people[1]: [HoldReason.PROTECTED],
        people[2]: [HoldReason.ADDRESS],
    }
    first = next(one for one in proposal.ready if one.case == people[0])
    assert first.lines == ("Karin Ek", "Storgatan 1", "590 30 Borensberg")


def titles(pdf: bytes) -> list[str]:
    """Of each page the title, or the heading beside the address of a reply letter."""
    known = ("Välkommen på hälsosamtal", "Inför ditt hälsosamtal", "Hur skyddas mina data?", "Ditt svar")
    with PdfPreview(pdf) as pages:
        words = [pages.text(page).split("\n") for page in range(pages.pages)]
    return [next(line.strip() for line in lines if line.strip() in known) for lines in words]


INVITATION, BACK, DATA, REPLY = (
    *("Välkommen på hälsosamtal", "Inför ditt hälsosamtal"),
    *("Hur skyddas mina data?", "Ditt svar"),
)


@pytest.mark.parametrize(
    ("back", "data", "sheets"),
    [
        pytest.param(False, False, [INVITATION, REPLY], id="as the manual"),
        pytest.param(True, False, [INVITATION, BACK, REPLY], id="the back"),
        pytest.param(False, True, [INVITATION, DATA, REPLY], id="the data sheet"),
        pytest.param(True, True, [INVITATION, BACK, DATA, REPLY], id="both"),
    ],
)
def test_the_sheets_that_a_clinic_wants(
    ctx: Context, people: list[int], *, back: bool, data: bool, sheets: list[str]
) -> None:
    settings.save(ctx, replace(settings.load(ctx), before_visit_sheet=back, data_sheet=data))
    assert titles(mailing_proposal.preview(ctx, 1, people[0])) == sheets


@pytest.mark.parametrize(
    ("chosen", "there", "absent"),
    [
        pytest.param(None, "Du behöver inget frimärke.", "Sätt på", id="as manual RHS: franked"),
        pytest.param(ReplyEnvelope.UNFRANKED, "Sätt på ett frimärke.", "inget frimärke", id="unfranked"),
        pytest.param(ReplyEnvelope.NONE, "i ett kuvert, skriv Vårdcentralen Ekeby", "svarskuvert", id="none"),
    ],
)
def test_the_envelope_decides_the_words(
    ctx: Context, people: list[int], chosen: ReplyEnvelope | None, there: str, absent: str
) -> None:
    settings.save(ctx, replace(settings.load(ctx), reply_envelope=chosen))
    assert settings.load(ctx).reply_envelope is chosen
    with PdfPreview(mailing_proposal.preview(ctx, 1, people[0])) as pages:
        for page in range(pages.pages):
            words = " ".join(pages.text(page).split())
            assert there in words
            assert absent not in words
    printed = print_batch.make(ctx, 1, [people[0]], None)
    assert printed.done is not None
    assert printed.done.batch is not None
    packed = print_batch.packing(ctx, printed.done.batch)
    assert packed == (("Brevinbjudan", "Svarsbrev"), chosen or ReplyEnvelope.FRANKED)
    sealed = BytesIO(protected.draw(ctx, people[1]))
    with PdfPreview(sealed.getvalue()) as pages:
        assert ("svarskuvert" in pages.text(0)) == (chosen is not ReplyEnvelope.NONE)


def test_printed_is_not_posted(ctx: Context, people: list[int], tmp_path: Path) -> None:
    target = tmp_path / "brev.pdf"
    printed = print_batch.make(ctx, 1, [people[0], people[3]], target)
    assert (printed.letters, printed.pages, printed.paths) == (2, 4, (target,))
    with PdfPreview(target) as pages:
        words = "".join(pages.text(page) for page in range(4))
    assert "Karin Ek" in words
    assert "Storgatan 4" in words
    assert code_of(people[0], settings.code_salt(ctx)) in words
    assert details(0).identity.dashed not in words
    assert [kind(ctx, case) for case in (people[0], people[3])] == [StepKind.CONFIRM_LETTER] * 2
    (batch,) = print_batch.batches(ctx)
    assert [(one.case, waits) for one, waits in batch.members] == [(people[0], True), (people[3], True)]


def test_some_were_posted(ctx: Context, people: list[int], tmp_path: Path) -> None:
    done = print_batch.make(ctx, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    print_batch.confirm_posted(ctx, done.batch, [people[3]])
    assert kind(ctx, people[0]) is StepKind.SEND_LETTER
    assert ctx.store.state(people[3]).invitation == (Channel.LETTER, ctx.today)
    assert kind(ctx, people[3]) is StepKind.GIVE_UP
    assert not print_batch.batches(ctx)
    with pytest.raises(HistoryRefused, match="batch_closed"):
        print_batch.confirm_posted(ctx, done.batch, [people[0]])


@pytest.mark.parametrize("said", [False, True])
def test_letters_printed_by_a_clock_that_was_ahead_count_from_then(
    ctx: Context, people: list[int], desk: Desk, tmp_path: Path, said: bool
) -> None:
    done = print_batch.make(ctx, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    printed = ctx.today
    desk.now -= timedelta(days=3)
    print_batch.confirm_posted(ctx, done.batch, [people[0]], printed if said else None)
    state = ctx.store.state(people[0])
    assert (state.posted_on, state.printed) == (printed, None)
    assert ctx.store.state(people[3]).printed is None


def test_letters_that_were_posted_earlier_count_from_their_day(
    ctx: Context, people: list[int], desk: Desk, tmp_path: Path
) -> None:
    done = print_batch.make(ctx, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert done is not None
    assert done.batch is not None
    printed = ctx.today
    desk.now += timedelta(days=4)
    for day, code in (
        (printed - timedelta(days=1), "before_printing"),
        (ctx.today + timedelta(days=1), "in_the_future"),
    ):
        with pytest.raises(HistoryRefused, match=code):
            print_batch.confirm_posted(ctx, done.batch, people[:1], day)
    print_batch.confirm_posted(ctx, done.batch, people[:1], printed)
    state = ctx.store.state(people[0])
    assert (state.posted_on, state.printed) == (printed, None)
    assert kind(ctx, people[3]) is StepKind.SEND_LETTER


def test_again_they_have_the_words_that_they_had(ctx: Context, people: list[int], tmp_path: Path) -> None:
    batch = print_batch.make(ctx, 1, [people[0]], tmp_path / "brev.pdf").done
    assert batch is not None
    assert batch.batch is not None
    text = next(one for one in texts.editable(ctx) if one.key == "brevinbjudan")
    texts.save(ctx, "brevinbjudan", text.source + "\nNya ord sedan dess.\n")
    again = print_batch.print_again(ctx, batch.batch, None)
    assert first_page(*again.in_memory) == first_page((tmp_path / "brev.pdf").read_bytes())
    assert "Nya ord" in first_page(mailing_proposal.preview(ctx, 1, people[0]))


def first_page(pdf: bytes) -> str:
    with PdfPreview(pdf) as pages:
        return pages.text(0)


def test_undo_of_what_was_posted_lets_it_wait_again(ctx: Context, people: list[int], tmp_path: Path) -> None:
    made = print_batch.make(ctx, 1, [people[0]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    undo.undo(ctx, print_batch.confirm_posted(ctx, made.batch, [people[0]]).act)
    assert kind(ctx, people[0]) is StepKind.CONFIRM_LETTER
    assert [one.id for one in print_batch.batches(ctx)] == [made.batch]


def test_a_jam_at_the_second_letter(ctx: Context, people: list[int], tmp_path: Path) -> None:
    made = print_batch.make(ctx, 1, [people[0], people[3]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    again = print_batch.print_again(ctx, made.batch, tmp_path / "igen.pdf", [people[3]])
    assert (again.letters, again.done) == (1, None)
    assert len(print_batch.batches(ctx)) == 1


def test_a_cancelled_batch_leaves_no_file_and_no_mark(ctx: Context, people: list[int], tmp_path: Path) -> None:
    target = tmp_path / "brev.pdf"
    with pytest.raises(Cancelled):
        print_batch.make(ctx, 1, [people[0], people[3]], target, cancelled=lambda: True)
    assert not target.exists()
    assert not print_batch.batches(ctx)
    assert kind(ctx, people[0]) is StepKind.SEND_LETTER


@pytest.fixture
def a_file_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "IN_ONE_FILE", 1)


@pytest.mark.usefixtures("a_file_a_letter")
def test_a_large_batch_is_in_parts_on_the_disk_and_for_the_printer(
    ctx: Context, people: list[int], tmp_path: Path
) -> None:
    files = print_batch.make(ctx, 1, [people[0], people[3]], tmp_path / "brev.pdf")
    assert files.paths == (tmp_path / "brev-1.pdf", tmp_path / "brev-2.pdf")
    assert files.done is not None
    assert files.done.batch is not None
    again = print_batch.print_again(ctx, files.done.batch, None)
    assert (again.letters, again.paths) == (2, ())
    assert [first_page(pdf) for pdf in again.in_memory] == [first_page(path.read_bytes()) for path in files.paths]


@pytest.mark.usefixtures("a_file_a_letter")
def test_an_act_that_fails_leaves_none_of_the_parts(
    ctx: Context, people: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise OSError("the register cannot be written")

    monkeypatch.setattr(texts, "keep", fail)
    folder = tmp_path / "ut"
    folder.mkdir()
    with pytest.raises(OSError, match="cannot be written"):
        print_batch.make(ctx, 1, [people[0], people[3]], folder / "brev.pdf")
    assert list(folder.iterdir()) == []
    assert not print_batch.batches(ctx)


def test_a_protected_person_is_never_put_into_a_batch(ctx: Context, people: list[int], tmp_path: Path) -> None:
    with pytest.raises(LetterWithheld) as held:
        print_batch.make(ctx, 1, [people[0], people[1]], tmp_path / "brev.pdf")
    assert held.value.data["case"] == people[1]
    assert not (tmp_path / "brev.pdf").exists()
    with pytest.raises(LetterWithheld):
        mailing_proposal.preview(ctx, 1, people[1])


def test_a_preview_is_the_letter_of_one_person(ctx: Context, people: list[int]) -> None:
    with PdfPreview(mailing_proposal.preview(ctx, 1, people[0])) as pages:
        assert "Karin Ek" in pages.text(0)
    assert kind(ctx, people[0]) is StepKind.SEND_LETTER


def test_without_the_clinics_address_there_are_no_letters(ctx: Context, people: list[int], tmp_path: Path) -> None:
    settings.save(ctx, replace(settings.load(ctx), clinic=Clinic("Vårdcentralen Ekeby")))
    with pytest.raises(LetterWithheld, match="clinic_incomplete"):
        print_batch.make(ctx, 1, [people[0]], tmp_path / "brev.pdf")


def test_a_letter_that_nobody_answers_ends_after_its_days(
    ctx: Context, people: list[int], tmp_path: Path, desk: Desk
) -> None:
    made = print_batch.make(ctx, 1, [people[0]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    print_batch.confirm_posted(ctx, made.batch, [people[0]])
    desk.now += timedelta(days=21)
    record.give_up(ctx, people[0])
    end = next_step(ctx.store.state(people[0]), ctx.rules("rhs-004"), ctx.today)
    assert isinstance(end, Finished)


def test_a_returned_letter_asks_for_a_better_address(
    ctx: Context, people: list[int], tmp_path: Path, desk: Desk
) -> None:
    made = print_batch.make(ctx, 1, [people[0]], tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    print_batch.confirm_posted(ctx, made.batch, [people[0]])
    desk.tick(days=4)
    record.record_plain(ctx, people[0], Act.RETURNED)
    assert kind(ctx, people[0]) is StepKind.FIX_ADDRESS
    desk.tick(minutes=5)
    resident = ctx.store.resident_of(people[0])
    moved = replace(resident.details, address=Address(street="Nygatan 2", postcode="59030", city="Borensberg"))
    record.edit_details(ctx, resident.id, moved)
    assert kind(ctx, people[0]) is StepKind.SEND_LETTER
    assert [one.case for one in mailing_proposal.propose(ctx, 1).ready if one.case == people[0]] == [people[0]]
