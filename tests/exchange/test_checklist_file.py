"""Lists out as Excel: what stands in the file, what is left out, and that nothing in it can run."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import Cell, CellError
from rhs_desktop.domain.errors import Cancelled, FileUnwritable
from rhs_desktop.exchange.checklist_file import ExportResult, ExportRow, write_checklist
from rhs_desktop.exchange.error_list import ErrorRow, write_error_list
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.exchange.workbook_writer import Table, write_workbook
from tests.exploring import examples
from tests.lists import dashed

NOW = datetime(2026, 11, 9, 14, 33)
OWN = ("Personnummer", "Namn", "Listad sedan")
OURS = ("Datum inbjudan skickad", "Inbjudningssätt")


@pytest.fixture
def rows(test_numbers: tuple[str, ...]) -> list[ExportRow]:
    a, b = map(dashed, test_numbers[:2])
    return [
        ExportRow((a, "Ek, Karin", date(2020, 5, 1)), (date(2026, 11, 9), "1177")),
        ExportRow((b, "Åberg, Åke", ""), ("", ""), protected=True),
    ]


def write(path: Path, rows: Sequence[ExportRow], **more: Any) -> ExportResult:
    given: dict[str, Any] = {
        "at": NOW,
        "title": "Checklista",
        "own_headings": OWN,
        "our_headings": OURS,
        "rows": rows,
        "about_title": "Om filen",
        "about": lambda written: [f"{written.left_out} är inte med."],
    }
    return write_checklist(path, **(given | more))


def test_own_columns_first_then_ours(rows: list[ExportRow], tmp_path: Path) -> None:
    assert write(tmp_path / "ut.xlsx", rows) == ExportResult(1, 1)
    book = openpyxl.load_workbook(tmp_path / "ut.xlsx")
    sheet, about = book.worksheets
    assert (sheet.title, about.title) == ("Checklista", "Om filen")
    assert [cell.value for cell in sheet[1]] == [*OWN, *OURS]
    assert [cell.value for cell in sheet[2]] == [
        rows[0].own[0],
        "Ek, Karin",
        datetime(2020, 5, 1),
        datetime(2026, 11, 9),
        "1177",
    ]
    assert sheet.max_row == 2
    assert [cell.number_format for cell in sheet[2]] == ["@", "@", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd", "@"]
    assert about["A1"].value == "1 är inte med."


def test_the_sheet_is_ready_to_work_with(rows: list[ExportRow], tmp_path: Path) -> None:
    write(tmp_path / "ut.xlsx", rows)
    sheet = openpyxl.load_workbook(tmp_path / "ut.xlsx").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["A1"].font.b
    assert sheet.column_dimensions["A"].width >= len(dashed("195601132334"))


def test_protected_people_are_in_the_file_only_when_chosen(rows: list[ExportRow], tmp_path: Path) -> None:
    write(tmp_path / "utan.xlsx", rows)
    assert write(tmp_path / "med.xlsx", rows, include_protected=True) == ExportResult(2, 0)
    with zipfile.ZipFile(tmp_path / "utan.xlsx") as archive:
        assert not any(str(rows[1].own[0]).encode() in archive.read(name) for name in archive.namelist())
    assert openpyxl.load_workbook(tmp_path / "med.xlsx").worksheets[0]["A3"].value == rows[1].own[0]


DANGEROUS = ("=1+1", "=cmd|' /C calc'!A0", "+46701740605", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "＝1")


@pytest.mark.parametrize("said", DANGEROUS)
def test_nothing_becomes_a_formula(said: str, tmp_path: Path) -> None:
    write_error_list(
        tmp_path / "fel.xlsx",
        at=NOW,
        title=said,
        own_headings=[said],
        our_headings=[said],
        rows=[ErrorRow(2, [said], [said])],
    )
    with zipfile.ZipFile(tmp_path / "fel.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f" not in xml
        assert xml.count('t="inlineStr"') == xml.count("<c ")
        assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()
    sheet = openpyxl.load_workbook(tmp_path / "fel.xlsx").worksheets[0]
    for row in (1, 2):
        for cell in sheet[row]:
            assert (cell.data_type, cell.value, cell.quotePrefix) == (
                "s",
                said.replace("\r", "\n"),
                True,
            )


def test_numbers_that_are_names_become_text(tmp_path: Path) -> None:
    """A personnummer that Excel had made a number must not come out as 1,95601E+11."""
    own: list[Cell] = [195601132334.0, 701740605.0, 58222, 1.5, True, CellError("#REF!"), CellError("=?"), float("inf")]
    write_error_list(
        tmp_path / "fel.xlsx",
        at=NOW,
        title="Fel",
        own_headings=list("abcdefgh"),
        our_headings=[],
        rows=[ErrorRow(2, own, [])],
    )
    sheet = openpyxl.load_workbook(tmp_path / "fel.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["195601132334", 701740605, 58222, 1.5, "Ja", "#REF!", None, "inf"]


def test_old_dates_and_moments(tmp_path: Path) -> None:
    own: list[Cell] = [date(1899, 1, 1), datetime(2026, 11, 9, 14, 33), datetime(2026, 11, 9)]
    write_error_list(
        tmp_path / "x.xlsx", at=NOW, title="x", own_headings=list("abc"), our_headings=[], rows=[ErrorRow(2, own, [])]
    )
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["1899-01-01", datetime(2026, 11, 9, 14, 33), datetime(2026, 11, 9)]


WRITABLE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)


@examples(60)
@given(
    rows=st.lists(
        st.lists(WRITABLE | st.dates(date(1900, 3, 1)) | st.integers(-(10**8), 10**8), min_size=3, max_size=3),
        max_size=5,
    )
)
def test_what_is_written_is_read_back(rows: list[list[Cell]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("round") / "x.xlsx"
    write_workbook(path, [Table("Lista", ("a", "b", "c"), rows)], NOW)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    expected = [
        [
            None if cell == "" else datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) else cell
            for cell in row
        ]
        for row in rows
    ]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=len(rows) + 1, max_col=3)][
        : len(rows)
    ] == expected


@given(
    rows=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=3), min_size=1, max_size=4),
    title=st.text(max_size=40),
)
@examples(60)
def test_any_text_gives_a_file_that_can_be_read(
    rows: list[list[Cell]], title: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.xlsx"
    write_workbook(path, [Table(title, ("a",), rows), Table(title, (), rows)], NOW)
    assert len(read_list(path).sheets) == 2
    assert len(openpyxl.load_workbook(path).sheetnames) == 2


def test_our_own_file_is_read_back_by_our_own_reader(rows: list[ExportRow], tmp_path: Path) -> None:
    write(tmp_path / "ut.xlsx", rows, include_protected=True)
    sheet = read_list(tmp_path / "ut.xlsx").sheets[0]
    assert [list(row) for row in sheet.rows] == [
        [*OWN, *OURS],
        [*rows[0].own, *rows[0].ours],
        [*rows[1].own, *rows[1].ours],
    ]


def test_a_cancelled_file_leaves_nothing_and_touches_nothing(rows: list[ExportRow], tmp_path: Path) -> None:
    (tmp_path / "ut.xlsx").write_bytes(b"before")
    with pytest.raises(Cancelled):
        write(tmp_path / "ut.xlsx", rows, cancelled=lambda: True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("ut.xlsx", b"before")]


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        pytest.param(PermissionError(errno.EACCES, "open in Excel"), "in_use", id="open in Excel"),
        pytest.param(OSError(errno.ENOSPC, "full"), "full", id="disk full"),
        pytest.param(OSError(errno.EIO, "io"), "failed", id="anything else"),
    ],
)
@pytest.mark.parametrize(
    "password", [pytest.param("", id="plain"), pytest.param("ärtsoppa på torsdag", id="protected")]
)
def test_trouble_while_writing(
    password: str, raised: OSError, code: str, rows: list[ExportRow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileUnwritable) as refused:
        write(tmp_path / "ut.xlsx", rows, password=password)
    assert (refused.value.code, refused.value.data) == (code, {"name": "ut.xlsx"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone(rows: list[ExportRow], tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable) as refused:
        write(tmp_path / "borta" / "ut.xlsx", rows)
    assert refused.value.code == "folder_missing"


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
def test_the_file_is_no_more_open_than_others(rows: list[ExportRow], tmp_path: Path) -> None:
    write(tmp_path / "ut.xlsx", rows)
    assert (tmp_path / "ut.xlsx").stat().st_mode & 0o077 == 0
