"""The list of errors looks as the person's own file does, where that can be, and is the same list where it cannot."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from rhs_desktop.domain.checklists import CheckedList, RowRules, check, propose_mapping
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.exchange.error_list import ErrorRow, write_error_list
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.exchange.source_formatting import SourceWorkbook
from rhs_desktop.services.checklists import reading
from tests import builders
from tests.lists import TODAY

HEADINGS = ("Personnummer", "Namn", "Listad", "Anteckning")

NOW = datetime(2026, 11, 9, 14, 33)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A coloured list: titles above, wide columns, a row marked in yellow, days in a format of its own."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "REBUS 2026"
    sheet.append(["Att bjuda in"])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for cell in sheet[3]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
    rows = (
        (builders.identity(0).dashed, "Ek, Karin", date(2020, 5, 1), "ring"),
        ("19560113-2335", "Holm, Per", date(2021, 6, 2), "=1+1 barn"),
        ("", "Öst, Ida", None, "@hemma"),
    )
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    for cell in sheet[5]:
        cell.fill = PatternFill("solid", fgColor="FFFF00")
        cell.border = Border(bottom=Side("thin"))
        cell.alignment = Alignment(horizontal="right")
    sheet["C5"].number_format = "d mmm yyyy"
    sheet.column_dimensions["B"].width = 41.5
    book.save(tmp_path / "lista.xlsx")
    return tmp_path / "lista.xlsx"


def checked_list(source: Path) -> tuple[CheckedList, str]:
    listed = read_list(source)
    sheet = listed.sheets[0]
    return check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY)), listed.content_hash


def saved(listed: Path, target: Path, **more: Any) -> Any:
    checked, content_hash = checked_list(listed)
    given: dict[str, Any] = {"source": listed, "content_hash": content_hash}
    reading.save_error_list(target, checked, NOW, **(given | more))
    return load_workbook(target).active


def test_rows_look_as_in_the_list(source: Path, tmp_path: Path) -> None:
    sheet = saved(source, tmp_path / "fel.xlsx")
    assert [cell.value for cell in sheet[1]] == [*HEADINGS, "Rad", "Fel", "Gör så här"]
    assert (sheet["A1"].fill.fgColor.rgb, sheet["A1"].font.color.rgb) == ("001F4E79", "00FFFFFF")
    assert sheet["G1"].fill.fgColor.rgb == "001F4E79"
    wrong, missing = sheet[2], sheet[3]
    assert [cell.value for cell in wrong][:5] == [
        *("19560113-2335", "Holm, Per", datetime(2021, 6, 2), "=1+1 barn", 5),
    ]
    assert {cell.fill.fgColor.rgb for cell in wrong[:4]} == {"00FFFF00"}
    assert wrong[0].border.bottom.style == "thin"
    assert wrong[1].alignment.horizontal == "right"
    assert wrong[2].number_format == "d mmm yyyy"
    assert missing[0].fill.fill_type is None
    assert sheet.column_dimensions["B"].width == pytest.approx(41.5)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G3")


def test_plain_headings_are_bold(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Personnummer", "Namn"])
    sheet.append(["19560113-2335", "Holm, Per"])
    sheet["B2"].font = Font(italic=True)
    book.save(tmp_path / "lista.xlsx")
    found = saved(tmp_path / "lista.xlsx", tmp_path / "fel.xlsx")
    assert [cell.font.bold for cell in found[1]] == [True] * 5
    assert [cell.font.italic for cell in found[2]] == [False, True, False, False, False]


def test_text_stays_text(source: Path, tmp_path: Path) -> None:
    sheet = saved(source, tmp_path / "fel.xlsx")
    for cell in (sheet["D2"], sheet["D3"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_it_can_be_put_right_and_imported(source: Path, tmp_path: Path) -> None:
    saved(source, tmp_path / "fel.xlsx")
    book = load_workbook(tmp_path / "fel.xlsx")
    sheet: Any = book.active
    sheet["A2"] = builders.identity(5).dashed
    book.save(tmp_path / "fel.xlsx")
    again, _ = checked_list(tmp_path / "fel.xlsx")
    assert [one.details.identity for one in again.ready] == [builders.identity(5)]
    assert again.mapping.headings == HEADINGS
    assert [one.problems[0].code for one in again.set_aside] == ["empty"]


def test_a_row_mended_by_half_is_written_as_it_is_now(source: Path, tmp_path: Path) -> None:
    checked, content_hash = checked_list(source)
    checked = checked.replaced(6, 1, "Öst, Ida-Maria")
    reading.save_error_list(tmp_path / "fel.xlsx", checked, NOW, source=source, content_hash=content_hash)
    assert load_workbook(tmp_path / "fel.xlsx").active["B3"].value == "Öst, Ida-Maria"  # type: ignore[index]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"source": None}, id="pasted"),
        pytest.param({"content_hash": "another"}, id="changed since"),
        pytest.param({"source": Path("borta.xlsx")}, id="gone"),
    ],
)
def test_without_the_file_the_rows_are_written_plainly(more: dict[str, Any], source: Path, tmp_path: Path) -> None:
    sheet = saved(source, tmp_path / "fel.xlsx", **more)
    assert [cell.value for cell in sheet[2]][:2] == ["19560113-2335", "Holm, Per"]
    assert sheet["A2"].fill.fill_type is None
    assert sheet["D2"].quotePrefix


def rows(count: int) -> list[ErrorRow]:
    return [ErrorRow(number, ["x"], [number, "fel", "gör så"]) for number in range(2, count + 2)]


def write(path: Path, wrong: Sequence[ErrorRow], content: bytes, **more: Any) -> bool:
    return write_error_list(
        path,
        at=NOW,
        title="Att åtgärda",
        own_headings=["Personnummer"],
        our_headings=["Rad", "Fel", "Gör så här"],
        rows=wrong,
        original=SourceWorkbook(content, "Lista", 1, [0]),
        **more,
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"Personnummer\n1", id="text"),
        pytest.param(b"PK\x03\x04 damaged", id="damaged"),
        pytest.param(b"PK" + bytes(20_000_001), id="large"),
    ],
)
def test_what_openpyxl_cannot_read_is_written_plainly(content: bytes, tmp_path: Path) -> None:
    assert write(tmp_path / "fel.xlsx", rows(2), content) is False
    assert load_workbook(tmp_path / "fel.xlsx").active.max_row == 3  # type: ignore[union-attr]


def coloured(count: int, path: Path) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Lista"
    for number in range(1, count + 2):
        sheet.cell(number, 1, str(number)).font = Font(italic=True)
    book.save(path)
    return path.read_bytes()


def test_very_many_rows_are_written_plainly(tmp_path: Path) -> None:
    content = coloured(3, tmp_path / "lista.xlsx")
    assert write(tmp_path / "few.xlsx", rows(3), content) is True
    assert write(tmp_path / "many.xlsx", rows(5_001), content) is False


def test_a_large_list_is_not_read_by_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take ten seconds for 100,000 rows; a cell of each style is enough."""
    content = coloured(3_000, tmp_path / "lista.xlsx")
    given: list[int] = []

    def load(stream: Any, **more: Any) -> Any:
        given.append(len(stream.getvalue()))
        return load_workbook(stream, **more)

    monkeypatch.setattr("openpyxl.load_workbook", load)
    assert write(tmp_path / "fel.xlsx", rows(20), content)
    assert len(given) == 1
    assert given[0] < 20_000 < len(content)


def test_stopped_while_the_looks_are_read_leaves_nothing(tmp_path: Path) -> None:
    content = coloured(600, tmp_path / "lista.xlsx")
    began = time.monotonic()
    with pytest.raises(Cancelled):
        write(tmp_path / "fel.xlsx", rows(600), content, cancelled=lambda: True)
    assert time.monotonic() - began < 5
    assert {path.name for path in tmp_path.iterdir()} == {"lista.xlsx"}


def test_the_hash_is_of_the_bytes(source: Path) -> None:
    _, content_hash = checked_list(source)
    assert content_hash == sha256(source.read_bytes()).hexdigest()
