"""Lists as clinics have them, for the tests: whole files, and sheets and rows with valid defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rhs_desktop.domain.checklists import Cell, CellError, CheckedList, RowRules, Sheet, check, propose_mapping
from rhs_desktop.domain.people.personal_number import check_digit

TODAY = date(2026, 11, 9)

_FAMILY = ("Ek", "Åberg", "Öström", "von Essen", "Lindqvist-Berg", "Ärlig", "Nyström", "Łukasik", "Şahin", "Holm")
_GIVEN = ("Karin", "Åke", "Örjan", "Ylva", "Bengt-Åke", "Maj", "Sven", "Agnieszka", "Ayşe", "Per")
_STREETS = ("Storgatan", "Västra vägen", "Ågatan", "Kungsgatan", "Björkstigen")
_CITIES = ((58222, "Linköping"), (59151, "Motala"), (60181, "Norrköping"), (59230, "Vadstena"))


@dataclass(frozen=True, slots=True)
class MessyList:
    """What a messy list holds. Rows count as in Excel; `fixes` gives column (from 0) and the right value by row."""

    path: Path
    header: int
    data_rows: int
    ready: int
    set_aside: dict[int, str]
    fixes: dict[int, tuple[int, str]]
    identity_column: int


def wrong_check_digit(number: str) -> str:
    """The number with another last digit, so that it can be nobody's."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def dashed(number: str) -> str:
    return f"{number[:8]}-{number[8:]}"


def written_variously(number: str, turn: int) -> Cell:
    """A right number in one of the ways that lists write it."""
    ways: tuple[Cell, ...] = (
        dashed(number),
        number,
        float(number),
        f"{number[:4]} {number[4:8]}-{number[8:]}",
        f"{number[:8]}–{number[8:]}",
        f"{number[2:8]}-{number[8:]}",
        f"\u00a0{dashed(number)} ",
        int(number),
    )
    return ways[turn % len(ways)]


def write_messy_list(path: Path, numbers: Sequence[str]) -> MessyList:
    """Write a REBUS list of 60 residents as `.xlsx`: 53 rows are ready, 7 are in trouble, and 2 of those can be fixed.

    Titles above the headings, headings in other words and order, a column without a heading and one that is empty, a
    blank row, a total below; numbers as floats, with Cosmic's space and odd dashes; two wrong check digits, a missing
    number, one that Excel rounded, one without its last four, and one person on two rows that differ.
    Needs at least 60 numbers of twelve digits.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Utdrag REBUS"
    sheet.append(["Riktade hälsosamtal, att bjuda in"])
    sheet.merge_cells("A1:I1")
    sheet["A1"].font = Font(size=16, bold=True)
    sheet.append(["Utskriven 2026-11-02", "", "", "Ekeby vårdcentral"])
    sheet.append([])
    sheet.append(
        [
            "Listad på",
            "Efternamn, förnamn",
            "",
            "Mobil nr",
            "Persnr",
            "Gatuadress",
            "Ort",
            "Postnr",
            "Skydd",
            "Anteckning",
        ]
    )
    for cell in sheet[4]:
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
    header, identity = 4, 4
    set_aside: dict[int, str] = {}
    fixes: dict[int, tuple[int, str]] = {}
    for turn, number in enumerate(numbers[:60]):
        row = sheet.max_row + 1 if turn != 30 else sheet.max_row + 2
        raw: Cell = written_variously(number, turn)
        match turn:
            case 7 | 23:
                raw, set_aside[row] = dashed(wrong_check_digit(number)), "check_digit"
                fixes[row] = (identity, dashed(number))
            case 12:
                raw, set_aside[row] = "", "empty"
            case 17:
                raw, set_aside[row] = f"{number[0]},{number[1:6]}E+11", "lost_precision"
            case 41:
                raw, set_aside[row] = f"{number[:4]}-{number[4:6]}-{number[6:8]}", "birth_date_only"
            case 50:
                set_aside[row] = "duplicate"
            case 55:
                raw, set_aside[row] = dashed(numbers[50]), "duplicate"
        postcode, city = _CITIES[turn % len(_CITIES)]
        phone: Cell = ("070-174 06 05", 701740605, "", "013-10 20 30 / 0701740605", "skyddat")[turn % 5]
        address: tuple[Cell, Cell, Cell] = (f"{_STREETS[turn % 5]} {turn + 1}", city, float(postcode))
        values: tuple[Cell, ...] = (
            "Ekeby VC",
            f"{_FAMILY[turn % 10]}, {_GIVEN[(turn * 3) % 10]}",
            "",
            phone,
            raw,
            *(address if turn % 15 != 9 else ("", "", "")),
            "Ja" if turn == 35 else "",
            "=1+1 barn" if turn == 3 else "ringer helst på morgonen" if turn % 20 == 11 else "",
        )
        for column, value in enumerate(values, start=1):
            assert not isinstance(value, CellError)
            if value != "":
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    total = sheet.max_row + 2
    sheet.cell(total, 1, "Antal")
    sheet.cell(total, 2, 60)
    book.save(path)
    return MessyList(path, header, 60, 60 - len(set_aside), set_aside, fixes, identity)


def sheet_of(*rows: Sequence[Cell], name: str = "Lista", hidden_rows: frozenset[int] = frozenset()) -> Sheet:
    return Sheet.of(name, rows, hidden_rows=hidden_rows)


def checked(*rows: Sequence[Cell], today: date = TODAY, birth_years: Sequence[int] = ()) -> CheckedList:
    """Rows read, mapped and checked, the first of them the headings."""
    sheet = sheet_of(*rows)
    return check(sheet, propose_mapping(sheet, today), RowRules(today, birth_years))


def accounted_for(done: CheckedList) -> bool:
    """Whether each row of the file is in the outcome exactly once."""
    rows = [one.row for group in (done.ready, done.set_aside, done.ignored) for one in group]
    return sorted(rows) == list(range(1, len(done.sheet.rows) + 1))


def as_coordination(number: str) -> str:
    """A samordningsnummer with a serial that is not given out to anyone else's birth date: 60 added to the day."""
    nine = f"{number[2:6]}{int(number[6:8]) + 60}{number[9:12]}"
    return f"{number[:2]}{nine[:6]}-{nine[6:]}{check_digit(nine)}"
