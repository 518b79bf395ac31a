"""What hands people's details out is told in the log first, and handed out only then. No line holds a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from rhs_desktop.domain.access_log.entries import Access, LogLine, search_mark
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.errors import NotLogged, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import settings
from rhs_desktop.services.access_log import write
from rhs_desktop.services.access_log.write import PendingAccess, log_access
from rhs_desktop.services.cases import record, undo
from rhs_desktop.services.checklists import exporting
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.letters import print_batch, protected, reply_form
from rhs_desktop.services.sending import send
from rhs_desktop.store import access_log as kept
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.store import Store
from tests import builders

CLINIC = Clinic("Vårdcentralen Ekeby", Address(street="Box 1", postcode="59030", city="Borensberg"), "0141-22 33 44")


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    with builders.opened(tmp_path) as context:
        builders.filled(context, 4)
        settings.save(context, settings.Settings(clinic=CLINIC, round=1))
        yield context


def lines(ctx: Context, kind: str | None = None) -> list[LogLine]:
    """The oldest first."""
    with ctx.store.reading() as db:
        return list(reversed(kept.lines(db, LogQuery(kind=kind))))


def last(ctx: Context) -> tuple[str, str, dict[str, object]]:
    line = lines(ctx)[-1]
    return line.kind, line.people, dict(line.details)


def test_a_line_says_who_when_where_what_and_whom(ctx: Context) -> None:
    log_access(ctx, Access.OPENED, cases=[2, 3], people=[1], reason="Anhörig ringde")
    line = lines(ctx)[-1]
    assert (line.user, line.at, line.unit, line.kind, line.people, line.reason, line.act) == (
        "Anna Ek",
        ctx.now,
        "Vårdcentralen Ekeby",
        "opened",
        "1-3",
        "Anhörig ringde",
        None,
    )


def test_what_was_seen_a_moment_ago_is_told_with_its_own_time(ctx: Context) -> None:
    at = ctx.now.replace(hour=7)
    write.write_looks(
        ctx, [PendingAccess(at, "Bo", Access.OPENED, (2,)), PendingAccess(ctx.now, "Bo", Access.LISTED, (1, 2))]
    )
    assert [(one.at, one.user, one.people) for one in lines(ctx)[-2:]] == [(at, "Bo", "2"), (ctx.now, "Bo", "1-2")]


@pytest.mark.parametrize("shown", [False, True], ids=["marked", "shown"])
def test_a_search_text_stands_as_the_clinic_has_chosen(ctx: Context, shown: bool) -> None:
    settings.save(ctx, settings.Settings(clinic=CLINIC, round=1, searches_shown=shown))
    write.write_looks(ctx, [PendingAccess(ctx.now, ctx.user, Access.SEARCHED, (1,), "Karin Ek", {"count": 1})])
    told = {"words": "Karin Ek"} if shown else {"mark": search_mark(settings.code_salt(ctx), "karin ek")}
    assert last(ctx) == ("searched", "1", {"count": 1, **told})


def test_settings_are_told_by_their_names(ctx: Context) -> None:
    settings.save(ctx, settings.Settings(clinic=CLINIC, round=1, batch_size=12))
    assert last(ctx) == ("settings", "", {"changed": ["batch_size"]})


# ---- what hands details out ------------------------------------------------------------------------------------------

Hand = Callable[[Context, Path], object]


def by_letter(ctx: Context, *cases: int) -> list[int]:
    for case in cases:
        record.route(ctx, case, Channel.LETTER)
    return [*cases]


def print_again(ctx: Context, folder: Path, first: int = 1) -> object:
    made = print_batch.make(ctx, 1, by_letter(ctx, first, first + 1), folder / "brev.pdf")
    assert made.done is not None
    assert made.done.batch is not None
    return print_batch.print_again(ctx, made.done.batch, folder / "igen.pdf")


def send_numbers(ctx: Context, folder: Path) -> object:
    record.check_cosmic(ctx, [1, 2], Eligibility.LISTED_ALIVE)
    prepared = send.prepare(ctx, 1, "phone", [1, 2])
    assert prepared.batch is not None
    return send.save_numbers(ctx, prepared.batch, folder / "mottagare.txt")


def protected_letter(ctx: Context, folder: Path) -> object:
    record.edit_details(ctx, 3, builders.details(2, protected=True))
    record.route(ctx, 3, Channel.LETTER)
    return protected.draw(ctx, 3)


HANDED = [
    pytest.param(
        lambda ctx, folder: exporting.export_checklist(ctx, folder / "ut.xlsx"),
        ("exported", "1-4", {"what": "checklist", "rows": 4, "left_out": 0, "protected": 0, "encrypted": False}),
        id="the checklist",
    ),
    pytest.param(send_numbers, ("exported", "1-2", {"what": "numbers", "count": 2}), id="numbers for 1177"),
    pytest.param(
        lambda ctx, folder: print_batch.make(ctx, 1, by_letter(ctx, 1, 2), folder / "brev.pdf"),
        ("print_letters", "1-2", {"count": 2}),
        id="letters",
    ),
    pytest.param(print_again, ("printed", "1-2", {"what": "letters_again", "count": 2}), id="letters again"),
    pytest.param(
        lambda ctx, folder: reply_form.save_reply_form(ctx, by_letter(ctx, 1)[0], folder / "svar.pdf"),
        ("exported", "1", {"what": "reply_form", "count": 1}),
        id="a reply form for 1177",
    ),
    pytest.param(protected_letter, ("print_protected", "3", {"case": 3}), id="a letter through Skatteverket"),
]


@pytest.mark.parametrize(("hand", "line"), HANDED)
def test_what_is_handed_out_is_a_line(
    ctx: Context, tmp_path: Path, hand: Hand, line: tuple[str, str, dict[str, object]]
) -> None:
    hand(ctx, tmp_path)
    assert last(ctx) == line
    assert verify(ctx) == ()


@pytest.mark.parametrize(("hand", "line"), HANDED)
def test_nothing_is_handed_out_that_cannot_be_logged(
    ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hand: Hand, line: tuple[str, str, dict[str, object]]
) -> None:
    """All before it is done while the log works; the line itself is refused as a full disk would."""
    real = kept.append

    def full(db: object, *entries: object) -> tuple[int, ...]:
        if entries[0].kind == line[0]:  # type: ignore[attr-defined]
            raise StoreUnavailable(StoreTrouble.DISK_FULL)
        return real(db, *entries)  # type: ignore[arg-type]

    (tmp_path / "ut").mkdir()
    monkeypatch.setattr(kept, "append", full)
    with pytest.raises(StoreUnavailable, match="disk_full"):
        hand(ctx, tmp_path / "ut")
    assert not [path for path in (tmp_path / "ut").iterdir() if path.name != "brev.pdf" or line[0] == "print_letters"]


def test_an_export_is_told_before_the_file_is_there(ctx: Context, tmp_path: Path) -> None:
    """What fails after the line leaves a line without a file, never a file without a line."""
    (tmp_path / "ut.xlsx").mkdir()
    with pytest.raises(Exception, match="file"):
        exporting.export_checklist(ctx, tmp_path / "ut.xlsx")
    assert last(ctx)[0] == "exported"


def test_the_refusal_is_its_own(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    from rhs_desktop.strings.errors import trouble

    def full(*_: object) -> AbstractContextManager[object]:
        raise StoreUnavailable(StoreTrouble.DISK_FULL, path="x")

    monkeypatch.setattr(Store, "logging", full)
    with pytest.raises(NotLogged) as refused:
        log_access(ctx, Access.OPENED, cases=[1])
    said, todo = trouble(refused.value)
    assert said == "Åtkomstloggen går inte att skriva, och utan den lämnas inga uppgifter ut. Disken är full."
    assert todo.startswith("Frigör plats")


# ---- no personal data ------------------------------------------------------------------------------------------------


def test_no_line_holds_a_name_or_a_number(ctx: Context, tmp_path: Path) -> None:
    """After everything that a person may type or do; every column of every line is looked through."""
    record.check_cosmic(ctx, [1], Eligibility.OTHER, "Karin Ek 070-174 06 05 har flyttat")
    record.check_cosmic(ctx, [2, 3], Eligibility.LISTED_ALIVE)
    prepared = send.prepare(ctx, 1, "phone", [2, 3])
    assert prepared.batch is not None
    send.record_recipients(ctx, prepared.batch, {2: RecipientOutcome.NOTIFIED, 3: RecipientOutcome.NO_NOTIFICATION})
    send.confirm_sent(ctx, prepared.batch)
    record.record_answer(ctx, 2, Answer.YES_CALL, Via.DIGITAL)
    record.add_note(ctx, 2, "Erik Ek vill bli uppringd på 070-174 06 05")
    record.snooze(ctx, 2, ctx.today.replace(day=20), "Åsa Ek ringer 19860101-1234")
    record.set_phone(ctx, 3, "070-174 06 55")
    record.edit_details(ctx, 4, replace(builders.details(4), identity=builders.identity(9)))
    record.edit_details(ctx, 4, builders.details(8))
    undone = undo.last_undoable(ctx)
    assert undone is not None
    undo.undo(ctx, undone.id)
    builders.import_people(ctx, 1, [builders.details(number) for number in range(20, 24)], extra=[["Åsa Ek", "19"]])
    print_again(ctx, tmp_path, first=5)
    exporting.export_checklist(ctx, tmp_path / "ut.xlsx")
    write.write_looks(ctx, [PendingAccess(ctx.now, ctx.user, Access.SEARCHED, (1,), "Karin Ek", {"count": 1})])
    with ctx.store.reading() as db:
        text = json.dumps(db.execute("SELECT * FROM access_log").fetchall(), ensure_ascii=False)
        residents = db.execute("SELECT digits, given, family, street, phones FROM residents").fetchall()
    assert len(lines(ctx)) > 20
    for digits, given, family, street, phones in residents:
        personal = [digits, digits[2:], f"{digits[:8]}-{digits[8:]}", f'"{given}', f"{given} {family}", street]
        for secret in [*personal, *json.loads(phones)]:
            assert secret not in text
    assert "flyttat" not in text
    assert "ringer" not in text
    assert verify(ctx) == ()


def test_verify_tells_of_the_log(ctx: Context) -> None:
    from rhs_desktop.cli.register import finding_line
    from rhs_desktop.domain.access_log.entries import Flaw
    from rhs_desktop.services.integrity import IntegrityFinding

    with ctx.store.logging() as db:
        db.execute("UPDATE access_head SET lines = lines + 2")
    assert verify(ctx) == (IntegrityFinding("log_missing", "4–5"),)
    for flaw in Flaw:
        assert "tkomstlogg" in finding_line(IntegrityFinding(f"log_{flaw}", "4"))
