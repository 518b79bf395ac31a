"""Lists for practice: those that the practice clinic has imported, and an untidy one that a new user can import."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from rhs_desktop.domain.checklists import Cell
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.domain.swedish import sort_key
from rhs_desktop.practice.people import People, coordination_number, people
from rhs_desktop.services.context import Context

FILE_NAME = "REBUS-lista att öva på.xlsx"
MESSY_ROWS, MESSY_READY = 60, 53

_HEADINGS = (
    *("Personnummer", "Efternamn", "Förnamn", "Mobiltelefon", "Telefon", "c/o", "Adress", "Lgh", "Postnr", "Postort"),
    *("Skyddade personuppgifter", "Listad på"),
)
_MESSY_HEADINGS = (
    *("Listad på", "Efternamn, förnamn", "", "Mobil nr", "Tel hem", "Persnr", "Gatuadress", "Postnr", "Ort"),
    *("Skydd", "Anteckning"),
)
_WAYS = ("{0}-{1}", "{0}{1}", "{2} {3}-{1}", "{0}–{1}", "{4}-{1}", "\N{NO-BREAK SPACE}{0}-{1} ", "{0}-{1}")


def list_text(residents: Sequence[Details], clinic: str, in_trouble: Sequence[tuple[str, str, str]] = ()) -> str:
    """A tidy list as a semicolon-separated text, in the order of names.

    `in_trouble`: number, family and given name of rows at the end that cannot be read.
    """
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(_HEADINGS)
    for one in sorted(residents, key=lambda one: sort_key(one.name.family, one.name.given)):
        mobile = [phone for phone in one.phones if phone.startswith("07")]
        fixed = [phone for phone in one.phones if not phone.startswith("07")]
        address = one.address
        rows.writerow(
            [
                *(one.identity.dashed, one.name.family, one.name.given, ", ".join(mobile), ", ".join(fixed)),
                *(address.care_of, address.street, address.extra, address.postcode, address.city),
                *("Ja" if one.protected else "", clinic),
            ]
        )
    for number, family, given in in_trouble:
        rows.writerow([number, family, given, *[""] * (len(_HEADINGS) - 4), clinic])
    return out.getvalue()


def mistyped(one: Details) -> str:
    """The person's number with a wrong check digit, which is nobody's number."""
    number = one.identity.dashed
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def beside(ctx: Context) -> Path | None:
    """The untidy list in the folder of the practice clinic; None at a clinic of real people."""
    path = ctx.store.path.with_name(FILE_NAME)
    return path if path.exists() else None


def write_practice_list(path: Path, today: date) -> None:
    """Write a list of 60 as it may come from REBUS: title rows, odd headings, an empty column, a gap, a total.

    53 rows are ready, among them two persons that the practice clinic knows, one of them with a new telephone, two who
    are too old for its round, a samordningsnummer and somebody with protected identity. Seven need a person: two
    mistyped numbers (the note says how they end), none at all, one that Excel has rounded, one with its last four
    hidden, and one person on two rows that differ. Raises FileUnwritable.
    """
    from rhs_desktop.exchange.workbook_writer import Table, write_workbook
    from rhs_desktop.file_writing import whole_file

    known = people()
    rows = _messy_rows(known)
    gap = len(rows) // 2
    cells: list[Sequence[Cell]] = [
        ("Riktade hälsosamtal, att bjuda in",),
        ("Utskriven", (today - timedelta(days=3)).isoformat(), "", known.clinic.name),
        (),
        _MESSY_HEADINGS,
        *rows[:gap],
        (),
        *rows[gap:],
        ("Antal", "", "", "", "", str(len(rows))),
    ]
    with whole_file(path) as temporary:
        write_workbook(temporary, [Table("Utdrag REBUS", (), cells)], datetime.combine(today, time(7)))


def _messy_rows(known: People) -> list[list[Cell]]:
    *good, foreigner, mistyped_one, mistyped_two, twice = known.newcomers
    again, moved = known.residents[-1], known.residents[-2]
    foreigner = replace(foreigner, identity=coordination_number(foreigner.identity))
    hidden = replace(good[3], protected=True)
    ready = [*good[:3], hidden, *good[4:], foreigner, *known.older, again, replace(moved, phones=good[0].phones[:1])]
    rows = [_messy_row(turn, one, known.clinic.name) for turn, one in enumerate(ready)]
    troubled: list[list[Cell]] = []
    for turn, one in enumerate((mistyped_one, mistyped_two)):
        row = _messy_row(turn, one, known.clinic.name)
        row[5], row[10] = mistyped(one), f"Övning: enligt Cosmic slutar numret på {one.identity.digits[-4:]}"
        troubled.append(row)
    for place, said in ((0, ""), (1, _rounded(good[1])), (2, f"{good[2].identity.digits[:8]}-XXXX")):
        row = _messy_row(place, good[place], known.clinic.name)
        row[1], row[5] = ("Lindgren, Eva", "Bergström, Lars", "Hedman, Åsa")[place], said
        troubled.append(row)
    first, second = (_messy_row(0, twice, known.clinic.name) for _ in range(2))
    second[6], second[10] = "Storgatan 2", "Flyttat enligt personen själv"
    troubled += [first, second]
    for place, row in zip((4, 11, 19, 26, 33, 41, 50), troubled, strict=True):
        rows.insert(place, row)
    return rows


def _messy_row(turn: int, one: Details, clinic: str) -> list[Cell]:
    digits, address, name = one.identity.digits, one.address, one.name
    number = _WAYS[turn % len(_WAYS)].format(digits[:8], digits[8:], digits[:4], digits[4:8], digits[2:8])
    mobile = next((phone for phone in one.phones if phone.startswith("07")), "")
    fixed = next((phone for phone in one.phones if not phone.startswith("07")), "")
    return [
        *(clinic, f"{name.family}, {name.given}", "", mobile.replace(" ", "") if turn % 3 else mobile, fixed, number),
        *(address.street, address.postcode, address.city),
        *("Ja" if one.protected else "", ""),
    ]


def _rounded(one: Details) -> str:
    """What Excel makes of twelve digits in a narrow column."""
    digits = one.identity.digits
    return f"{digits[0]},{digits[1:6]}E+11"
