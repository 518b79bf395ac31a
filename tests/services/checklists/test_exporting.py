"""The checklist out: whom it holds, in which order, what it says of itself, and what is kept of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.checklists import CHECKLIST_HEADINGS, CHECKLIST_MARK, RowRules, check, propose_mapping
from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.errors import Cancelled, EntryRefused, FileUnwritable, ListUnreadable
from rhs_desktop.exchange.checklist_file import ExportResult
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.services.cases import record, undo
from rhs_desktop.services.checklists import exporting, importing
from rhs_desktop.services.checklists.exporting import ExportExtent
from rhs_desktop.services.context import Context
from rhs_desktop.store import access_log, act_records
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.strings.access_log import entries as access_strings
from tests import builders
from tests.lists import sheet_of

PASSWORD = "ärtsoppa på torsdag"
LEFT_OUT = "1 person med skyddade personuppgifter är inte med i filen."


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    with builders.opened(tmp_path) as context:
        round_id = builders.add_round(context)
        builders.import_people(context, round_id, [builders.details(number) for number in range(5)])
        record.edit_details(context, 3, builders.details(2, protected=True))
        builders.happened(context, 1, builders.checked_in_cosmic(), builders.invited())
        said_no = builders.answered(Answer.NO)
        builders.happened(context, 2, builders.checked_in_cosmic(), builders.invited(), said_no)
        yield context


def sheets(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    listed, about = load_workbook(path).worksheets
    head, *rows = listed.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows], [str(cell.value) for cell in about["A"]]


def test_own_columns_then_ours_with_real_dates(ctx: Context, tmp_path: Path) -> None:
    assert exporting.export_checklist(ctx, tmp_path / "ut.xlsx") == ExportResult(4, 1)
    rows, about = sheets(tmp_path / "ut.xlsx")
    assert tuple(rows[0]) == (*builders.HEADINGS, *CHECKLIST_HEADINGS)
    assert [row["Personnummer"] for row in rows] == [builders.identity(turn).dashed for turn in (0, 1, 3, 4)]
    first, second = rows[:2]
    assert first["Datum inbjudan skickad"] == datetime(2026, 11, 9)
    assert isinstance(first["Senast"], datetime)
    assert (first["Inbjudningssätt"], first["Status"], first["Utfall"]) == ("1177", "Inbjuden, inte läst", None)
    assert first["Status i 1177"] == "Fråga till invånare"
    assert second["Omgång"] == "2026, 40 och 50 år"
    assert about[0].startswith(f"{CHECKLIST_MARK} 2026-11-09, 4 invånare")
    assert LEFT_OUT in about


def test_an_outcome_is_told_of_the_finished_alone(ctx: Context, tmp_path: Path) -> None:
    builders.happened(ctx, 2, ev.AnswerHandled(on=builders.MONDAY))
    exporting.export_checklist(ctx, tmp_path / "ut.xlsx")
    rows, _ = sheets(tmp_path / "ut.xlsx")
    assert [row["Utfall"] for row in rows] == [None, "Tackat nej", None, None]
    assert rows[1]["Nästa steg"] is None


@pytest.mark.parametrize(
    ("cases", "written"),
    [
        pytest.param([4, 1], ["Östen Ek", "Karin Ek"], id="in the order given"),
        pytest.param([1, 1, 99], ["Karin Ek"], id="each once, the unknown left out"),
        pytest.param([], [], id="nobody"),
    ],
)
def test_a_selection(cases: list[int], written: list[str], ctx: Context, tmp_path: Path) -> None:
    exporting.export_checklist(ctx, tmp_path / "ut.xlsx", cases=cases)
    rows, _ = sheets(tmp_path / "ut.xlsx")
    assert [row["Invånare"] for row in rows] == written


def test_protected_people_are_in_it_only_when_chosen_and_it_says_so(ctx: Context, tmp_path: Path) -> None:
    assert exporting.extent(ctx) == ExportExtent(5, 1)
    assert exporting.extent(ctx, [1, 2]) == ExportExtent(2, 0)
    assert exporting.export_checklist(ctx, tmp_path / "ut.xlsx", include_protected=True) == ExportResult(5, 0)
    rows, about = sheets(tmp_path / "ut.xlsx")
    assert rows[2]["Personnummer"] == builders.identity(2).dashed
    assert "1 person med skyddade personuppgifter är med i filen. Visa den inte för obehöriga." in about
    assert LEFT_OUT not in about


def test_each_export_is_a_line_of_the_log_that_nobody_undoes(ctx: Context, tmp_path: Path) -> None:
    before = undo.last_undoable(ctx)
    exporting.export_checklist(ctx, tmp_path / "ut.xlsx", cases=[1, 3])
    with ctx.store.reading() as db:
        latest = access_log.lines(db, LogQuery(), 1)[0]
    assert (latest.kind, latest.user, latest.people) == ("exported", "Anna Ek", "1")
    assert latest.details == {"what": "checklist", "rows": 1, "left_out": 1, "protected": 0, "encrypted": False}
    assert "Skyddad med lösenord: nej" in access_strings.more(latest)
    assert undo.last_undoable(ctx) == before


def test_an_export_that_only_a_password_opens(ctx: Context, tmp_path: Path) -> None:
    password = unicodedata.normalize("NFD", PASSWORD)
    assert exporting.export_checklist(ctx, tmp_path / "ut.xlsx", password=password) == ExportResult(4, 1)
    with pytest.raises(ListUnreadable):
        read_list(tmp_path / "ut.xlsx")
    listed = read_list(tmp_path / "ut.xlsx", password=PASSWORD)
    assert len(listed.sheets[0].rows) == 5
    with ctx.store.reading() as db:
        latest = access_log.lines(db, LogQuery(), 1)[0]
    assert latest.details["encrypted"] is True
    assert "Skyddad med lösenord: ja" in access_strings.more(latest)
    assert PASSWORD not in str(latest)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("kort", "password_short", id="too short"),
        pytest.param("aaaaaaaaaaaa", "password_simple", id="one letter"),
        pytest.param("ärtsoppa" * 32, "password_long", id="more than Excel takes"),
    ],
)
def test_a_password_that_will_not_do_writes_nothing(password: str, code: str, ctx: Context, tmp_path: Path) -> None:
    with pytest.raises(EntryRefused) as refused:
        exporting.export_checklist(ctx, tmp_path / "ut.xlsx", password=password)
    assert refused.value.code == code
    assert not (tmp_path / "ut.xlsx").exists()


def test_an_export_can_be_stopped_at_every_question(ctx: Context, tmp_path: Path) -> None:
    """It asks before it looks up, while it looks up, before it counts columns, and while it writes."""
    target = tmp_path / "ut.xlsx"
    asked = 0

    def stop_at(turn: int) -> bool:
        nonlocal asked
        asked += 1
        return asked > turn

    def is_there_when_stopped_at(turn: int) -> bool:
        nonlocal asked
        asked = 0
        with suppress(Cancelled):
            exporting.export_checklist(ctx, target, cancelled=lambda: stop_at(turn))
        return target.exists()

    there = list(takewhile(lambda there: not there, map(is_there_when_stopped_at, range(100))))
    assert 6 <= len(there) < 100, "so many questions, and then it is written"
    assert target.exists()


def test_nothing_is_left_of_an_export_that_failed(ctx: Context, tmp_path: Path) -> None:
    folder = tmp_path / "ut"
    folder.mkdir()
    with ctx.store.reading() as db:
        before = act_records.latest(db, 1)[0].id
    with pytest.raises(FileUnwritable):
        exporting.export_checklist(ctx, folder / "borta" / "ut.xlsx")
    with pytest.raises(Cancelled):
        exporting.export_checklist(ctx, folder / "ut.xlsx", cancelled=lambda: True)
    assert list(folder.iterdir()) == []
    with ctx.store.reading() as db:
        assert act_records.latest(db, 1)[0].id == before


def test_lists_of_several_kinds_share_a_file(ctx: Context, tmp_path: Path) -> None:
    """A column that only one list has stands after the one it follows there; two columns of one heading are two."""
    own = ("Pnr", "Efternamn", "Smeknamn", "Telefon", "Telefon")
    row = (builders.identity(7).dashed, "Ek", "Kajsa", "070-1740605", "1")
    sheet = sheet_of(own, row)
    checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today))
    importing.import_list(ctx, checked, 1, source="b.xlsx", content_hash="b")
    exporting.export_checklist(ctx, tmp_path / "ut.xlsx")
    listed = load_workbook(tmp_path / "ut.xlsx").worksheets[0]
    head = [cell.value for cell in listed[1]][: -len(CHECKLIST_HEADINGS)]
    ours = builders.HEADINGS
    assert head == ["Pnr", ours[0], "Efternamn", "Smeknamn", "Förnamn", "Telefon", "Telefon", *ours[4:]]
    assert [cell.value for cell in listed[6]][:7] == [row[0], None, "Ek", "Kajsa", None, *row[3:]]
