"""The checklist out as Excel: the clinic's own columns first, then what this program knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.checklist import Cell
from rhs_desktop.domain.events import Channel
from rhs_desktop.domain.pathway import Status, StepKind
from rhs_desktop.domain.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.services.overview import load_rows
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import lists
from rhs_desktop.words import lists as words
from rhs_desktop.words.status import CHANNEL, STATUS
from rhs_desktop.words.steps import STEP

if TYPE_CHECKING:
    from rhs_desktop.exchange.checklist_file import Written

OURS = ("Personnr", "Invånare", "Status", "Nästa steg", "Senast", "Inbjudningssätt", "Inbjuden", "Hanterare")


def export_checklist(w: Workplace, target: Path, round_id: int | None = None) -> Written:
    """Write all residents of a round, or of all rounds, in the order of the list. Protected ones are left out, and the
    file says how many. Raises FileUnwritable.
    """
    from rhs_desktop.exchange.checklist_file import ExportRow, write_checklist

    rows = sorted(load_rows(w, round_id), key=lambda row: (row.round, row.position, row.case))
    with w.store.reading() as db:
        own = [dict(lists.own_columns(db, row.case)) for row in rows]
    headings = _headings(own)
    return write_checklist(
        target,
        title="Checklista",
        own_headings=headings,
        our_headings=OURS,
        rows=(
            ExportRow([cells.get(heading, "") for heading in headings], _ours(row), row.protected)
            for row, cells in zip(rows, own, strict=True)
        ),
        about_title="Om listan",
        about=lambda written: _about(w, written.rows, written.left_out),
    )


def _headings(own: Iterable[dict[str, Cell]]) -> tuple[str, ...]:
    """The headings of all lists, each once, in the order in which they first stand."""
    return tuple(dict.fromkeys(heading for cells in own for heading in cells))


def _ours(row: CaseRow) -> Sequence[Cell]:
    return (
        _written(row.digits),
        row.name,
        STATUS[Status(row.status)],
        STEP[StepKind(row.step)] if row.step else "",
        row.due or "",
        CHANNEL[Channel(row.channel)] if row.channel else "",
        row.invited_on or "",
        row.handler,
    )


def _written(digits: str) -> str:
    kind = IdentityKind.PERSONAL if digits.isdecimal() else IdentityKind.RESERVE
    return PersonalNumber(digits, kind).dashed


def _about(w: Workplace, rows: int, left_out: int) -> list[str]:
    lines = [f"Checklista från RHS Desktop {w.today.isoformat()}, {words.number(rows)} invånare."]
    if left_out:
        lines.append(words.left_out(left_out))
    lines.append("Filen innehåller personuppgifter. Spara den i en låst mapp och ta bort den när den inte behövs.")
    return lines
