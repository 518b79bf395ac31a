"""What hands people's details out is told in the log first, and handed out only then. No line holds a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.access import Access, Line, search_mark
from rhs_desktop.domain.clinic import Clinic
from rhs_desktop.domain.errors import NotLogged, StoreUnavailable
from rhs_desktop.domain.events import Channel, Eligibility, RecipientOutcome
from rhs_desktop.domain.resident import Address
from rhs_desktop.services import (
    access_log,
    casework,
    digital_letters,
    exporting,
    mailing,
    protected_letters,
    sending,
    settings,
    undoing,
)
from rhs_desktop.services.access_log import Look, looked
from rhs_desktop.services.verifying import verify
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log as kept
from rhs_desktop.store.access_log import Wanted
from rhs_desktop.store.store import Store
from tests import builders

CLINIC = Clinic("Vårdcentralen Ekeby", Address(street="Box 1", postcode="59030", city="Borensberg"), "0141-22 33 44")


@pytest.fixture
def w(tmp_path: Path) -> Iterator[Workplace]:
    with builders.opened(tmp_path) as workplace:
        builders.filled(workplace, 4)
        settings.save(workplace, settings.Settings(clinic=CLINIC, round=1))
        yield workplace


def lines(w: Workplace, kind: str | None = None) -> list[Line]:
    """The oldest first."""
    with w.store.reading() as db:
        return list(reversed(kept.lines(db, Wanted(kind=kind))))


def last(w: Workplace) -> tuple[str, str, dict[str, object]]:
    line = lines(w)[-1]
    return line.kind, line.people, dict(line.details)


def test_a_line_says_who_when_where_what_and_whom(w: Workplace) -> None:
    looked(w, Access.OPENED, cases=[2, 3], people=[1], reason="Anhörig ringde")
    line = lines(w)[-1]
    assert (line.user, line.at, line.unit, line.kind, line.people, line.reason, line.act) == (
        "Anna Ek",
        w.now,
        "Vårdcentralen Ekeby",
        "opened",
        "1-3",
        "Anhörig ringde",
        None,
    )


def test_what_was_seen_a_moment_ago_is_told_with_its_own_time(w: Workplace) -> None:
    at = w.now.replace(hour=7)
    access_log.write_looks(w, [Look(at, "Bo", Access.OPENED, (2,)), Look(w.now, "Bo", Access.LISTED, (1, 2))])
    assert [(one.at, one.user, one.people) for one in lines(w)[-2:]] == [(at, "Bo", "2"), (w.now, "Bo", "1-2")]


@pytest.mark.parametrize("shown", [False, True], ids=["marked", "shown"])
def test_a_search_text_stands_as_the_clinic_has_chosen(w: Workplace, shown: bool) -> None:
    settings.save(w, settings.Settings(clinic=CLINIC, round=1, searches_shown=shown))
    access_log.write_looks(w, [Look(w.now, w.user, Access.SEARCHED, (1,), "Karin Ek", {"count": 1})])
    told = {"words": "Karin Ek"} if shown else {"mark": search_mark(settings.code_salt(w), "karin ek")}
    assert last(w) == ("searched", "1", {"count": 1, **told})


def test_settings_are_told_by_their_names(w: Workplace) -> None:
    settings.save(w, settings.Settings(clinic=CLINIC, round=1, batch_size=12))
    assert last(w) == ("settings", "", {"changed": ["batch_size"]})


# ---- what hands details out ------------------------------------------------------------------------------------------

Hand = Callable[[Workplace, Path], object]


def by_letter(w: Workplace, *cases: int) -> list[int]:
    for case in cases:
        casework.route(w, case, Channel.LETTER)
    return [*cases]


def print_again(w: Workplace, folder: Path, first: int = 1) -> object:
    made = mailing.make(w, 1, by_letter(w, first, first + 1), folder / "brev.pdf")
    assert made.done is not None
    assert made.done.batch is not None
    return mailing.print_again(w, made.done.batch, folder / "igen.pdf")


def send_numbers(w: Workplace, folder: Path) -> object:
    casework.check_cosmic(w, [1, 2], Eligibility.LISTED_ALIVE)
    prepared = sending.prepare(w, 1, "phone", [1, 2])
    assert prepared.batch is not None
    return sending.save_numbers(w, prepared.batch, folder / "mottagare.txt")


def protected_letter(w: Workplace, folder: Path) -> object:
    casework.edit_details(w, 3, builders.details(2, protected=True))
    casework.route(w, 3, Channel.LETTER)
    return protected_letters.draw(w, 3)


HANDED = [
    pytest.param(
        lambda w, folder: exporting.export_checklist(w, folder / "ut.xlsx"),
        ("exported", "1-4", {"what": "checklist", "rows": 4, "left_out": 0, "protected": 0, "encrypted": False}),
        id="the checklist",
    ),
    pytest.param(send_numbers, ("exported", "1-2", {"what": "numbers", "count": 2}), id="numbers for 1177"),
    pytest.param(
        lambda w, folder: mailing.make(w, 1, by_letter(w, 1, 2), folder / "brev.pdf"),
        ("print_letters", "1-2", {"count": 2}),
        id="letters",
    ),
    pytest.param(print_again, ("printed", "1-2", {"what": "letters_again", "count": 2}), id="letters again"),
    pytest.param(
        lambda w, folder: digital_letters.save_reply_form(w, by_letter(w, 1)[0], folder / "svar.pdf"),
        ("exported", "1", {"what": "reply_form", "count": 1}),
        id="a reply form for 1177",
    ),
    pytest.param(protected_letter, ("print_protected", "3", {"case": 3}), id="a letter through Skatteverket"),
]


@pytest.mark.parametrize(("hand", "line"), HANDED)
def test_what_is_handed_out_is_a_line(
    w: Workplace, tmp_path: Path, hand: Hand, line: tuple[str, str, dict[str, object]]
) -> None:
    hand(w, tmp_path)
    assert last(w) == line
    assert verify(w) == ()


@pytest.mark.parametrize(("hand", "line"), HANDED)
def test_nothing_is_handed_out_that_cannot_be_logged(
    w: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hand: Hand, line: tuple[str, str, dict[str, object]]
) -> None:
    """All before it is done while the log works; the line itself is refused as a full disk would."""
    real = kept.append

    def full(db: object, *entries: object) -> tuple[int, ...]:
        if entries[0].kind == line[0]:  # type: ignore[attr-defined]
            raise StoreUnavailable("disk_full")
        return real(db, *entries)  # type: ignore[arg-type]

    (tmp_path / "ut").mkdir()
    monkeypatch.setattr(kept, "append", full)
    with pytest.raises(StoreUnavailable, match="disk_full"):
        hand(w, tmp_path / "ut")
    assert not [path for path in (tmp_path / "ut").iterdir() if path.name != "brev.pdf" or line[0] == "print_letters"]


def test_an_export_is_told_before_the_file_is_there(w: Workplace, tmp_path: Path) -> None:
    """What fails after the line leaves a line without a file, never a file without a line."""
    (tmp_path / "ut.xlsx").mkdir()
    with pytest.raises(Exception, match="file"):
        exporting.export_checklist(w, tmp_path / "ut.xlsx")
    assert last(w)[0] == "exported"


def test_the_refusal_is_its_own(w: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    from rhs_desktop.words.trouble import trouble

    def full(*_: object) -> AbstractContextManager[object]:
        raise StoreUnavailable("disk_full", path="x")

    monkeypatch.setattr(Store, "logging", full)
    with pytest.raises(NotLogged) as refused:
        looked(w, Access.OPENED, cases=[1])
    said, todo = trouble(refused.value)
    assert said == "Åtkomstloggen går inte att skriva, och utan den lämnas inga uppgifter ut. Disken är full."
    assert todo.startswith("Frigör plats")


# ---- no personal data ------------------------------------------------------------------------------------------------


def test_no_line_holds_a_name_or_a_number(w: Workplace, tmp_path: Path) -> None:
    """After everything that a person may type or do; every column of every line is looked through."""
    casework.check_cosmic(w, [1], Eligibility.OTHER, "Karin Ek 070-174 06 05 har flyttat")
    casework.check_cosmic(w, [2, 3], Eligibility.LISTED_ALIVE)
    prepared = sending.prepare(w, 1, "phone", [2, 3])
    assert prepared.batch is not None
    sending.record_recipients(w, prepared.batch, {2: RecipientOutcome.NOTIFIED, 3: RecipientOutcome.NO_NOTIFICATION})
    sending.confirm_sent(w, prepared.batch)
    casework.record_answer(w, 2, ev.Answer.YES_CALL, ev.Via.DIGITAL)
    casework.add_note(w, 2, "Erik Ek vill bli uppringd på 070-174 06 05")
    casework.snooze(w, 2, w.today.replace(day=20), "Åsa Ek ringer 19860101-1234")
    casework.set_phone(w, 3, "070-174 06 55")
    casework.correct_number(w, 4, builders.identity(9).dashed)
    casework.edit_details(w, 4, builders.details(8))
    undone = undoing.last_undoable(w)
    assert undone is not None
    undoing.undo(w, undone.id)
    builders.import_people(w, 1, [builders.details(number) for number in range(20, 24)], extra=[["Åsa Ek", "19"]])
    print_again(w, tmp_path, first=5)
    exporting.export_checklist(w, tmp_path / "ut.xlsx")
    access_log.write_looks(w, [Look(w.now, w.user, Access.SEARCHED, (1,), "Karin Ek", {"count": 1})])
    with w.store.reading() as db:
        text = json.dumps(db.execute("SELECT * FROM access_log").fetchall(), ensure_ascii=False)
        residents = db.execute("SELECT digits, given, family, street, phones FROM residents").fetchall()
    assert len(lines(w)) > 20
    for digits, given, family, street, phones in residents:
        personal = [digits, digits[2:], f"{digits[:8]}-{digits[8:]}", f'"{given}', f"{given} {family}", street]
        for secret in [*personal, *json.loads(phones)]:
            assert secret not in text
    assert "flyttat" not in text
    assert "ringer" not in text
    assert verify(w) == ()


def test_verify_tells_of_the_log(w: Workplace) -> None:
    from rhs_desktop.cli.whole import finding_line
    from rhs_desktop.domain.access import Flaw
    from rhs_desktop.services.verifying import Finding

    with w.store.logging() as db:
        db.execute("UPDATE access_head SET lines = lines + 2")
    assert verify(w) == (Finding("log_missing", "4–5"),)
    for flaw in Flaw:
        assert "tkomstlogg" in finding_line(Finding(f"log_{flaw}", "4"))
