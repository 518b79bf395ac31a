"""Erasing (gallring): removes what identifies a person, keeps the figures, and writes the record of erasures.

All of it within one act; `compaction` afterwards removes the data from free pages and the WAL.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from rhs_desktop.domain.retention import (
    ErasureRecord,
    OutcomeGroup,
    PersonalTraces,
    RetainedFigures,
    nobody,
    without_words,
)
from rhs_desktop.store import compaction, imports, people
from rhs_desktop.store.cases import event_history
from rhs_desktop.store.connection import Database

_BLANK = "[]"


class Row(NamedTuple):
    """An import row that belongs to no case, and the day on which its list was imported."""

    id: int
    on: date
    due: bool
    """Whether it was dismissed or its list undone; else somebody may still correct it."""
    cells: tuple[object, ...]


def kept(db: Database, residents: Collection[int] | None = None) -> tuple[RetainedFigures, ...]:
    """Every case as retention sees it, or those of these people, by number."""
    found = db.execute(
        """
        SELECT c.id, c.resident_id, p.finished, p.status, p.since, e.case_id IS NOT NULL,
            (SELECT max(substr(a.at, 1, 10)) FROM events v JOIN acts a ON a.id = v.act_id
             WHERE v.case_id = c.id AND p.case_id IS NULL)
        FROM cases c LEFT JOIN case_rows p ON p.case_id = c.id LEFT JOIN erased_cases e ON e.case_id = c.id
        WHERE ?1 IS NULL OR c.resident_id IN (SELECT value FROM json_each(?1)) ORDER BY c.id""",
        (None if residents is None else json.dumps(sorted(residents)),),
    )
    return tuple(
        RetainedFigures(
            case, resident, _ground(finished, status), date.fromisoformat(since or undone or "0001-01-01"), erased == 1
        )
        for case, resident, finished, status, since, erased, undone in found
    )


def _ground(finished: int | None, status: str) -> OutcomeGroup | None:
    if finished is None:
        return OutcomeGroup.UNDONE
    return OutcomeGroup(status) if finished else None


def rows_of_nobody(db: Database) -> tuple[Row, ...]:
    """The import rows that belong to no case and still have cells."""
    found = db.execute(
        """
        SELECT w.id, substr(a.at, 1, 10), NOT i.live OR w.state = ?, w.cells
        FROM import_rows w JOIN imports i ON i.id = w.import_id JOIN acts a ON a.id = i.act_id
        WHERE w.case_id IS NULL AND w.cells <> ? ORDER BY w.id""",
        (imports.RowState.DISMISSED.value, _BLANK),
    )
    return tuple(
        Row(number, date.fromisoformat(on), due == 1, imports.cells_from(cells)) for number, on, due, cells in found
    )


def rows_with(found: Iterable[Row], traces: Collection[PersonalTraces]) -> tuple[int, ...]:
    """Those of the rows in which one of these people occurs."""
    return tuple(row.id for row in found if any(one.found_in(row.cells) for one in traces))


def is_erased(db: Database, resident: int) -> bool:
    """Whether the resident has been erased."""
    return db.execute("SELECT 1 FROM erased_residents WHERE resident_id = ?", (resident,)).fetchone() is not None


def next_number(db: Database) -> int:
    """The number of the next erasure."""
    highest: int | None = db.execute("SELECT max(id) FROM erasures").fetchone()[0]
    return (highest or 0) + 1


def write(db: Database, record: ErasureRecord) -> None:
    """Insert the record of an erasure."""
    db.execute(
        "INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(record.id, record.act, record.at.isoformat(), record.user, record.kind, _json(record.rules)),
            *(record.reason, record.reference, _json(record.counts), record.people, _json(record.details)),
        ),
    )


def erase(db: Database, number: int, cases: Collection[int], residents: Collection[int], rows: Collection[int]) -> None:
    """Clear the texts of these cases and rows, and everything that identifies these people.

    Call it within an act, after `write` and before the act appends its events of the cases.
    """
    db.executemany("INSERT INTO erased_cases VALUES (?, ?)", [(case, number) for case in cases])
    db.executemany("INSERT INTO erased_residents VALUES (?, ?)", [(one, number) for one in residents])
    db.execute("INSERT INTO erasing VALUES (1, 2)")
    _events(db, cases)
    _rows(db, cases, rows)
    db.execute(
        "UPDATE changes SET old = 'null', new = 'null' WHERE what = 'resident' "
        "AND item IN (SELECT value FROM json_each(?))",
        (_json(sorted(residents)),),
    )
    for one in residents:
        columns = people.to_columns(nobody(one))
        said = ", ".join(f"{name} = :{name}" for name in columns)
        db.execute(f"UPDATE residents SET {said} WHERE id = :id", {**columns, "id": one})
    db.execute("DELETE FROM erasing")
    compaction.ask_for(db)


def _events(db: Database, cases: Collection[int]) -> None:
    changed: list[tuple[str, int]] = []
    for history in event_history.histories(db, cases).values():
        for record in history:
            bare = without_words(record.event)
            if bare != record.event:
                changed.append((event_history.to_columns(bare)[2], record.id))
    db.executemany("UPDATE events SET data = ? WHERE id = ?", changed)


def _rows(db: Database, cases: Collection[int], rows: Collection[int]) -> None:
    wanted = (_json(sorted(cases)), _json(sorted(rows)))
    which = "(case_id IN (SELECT value FROM json_each(?1)) OR id IN (SELECT value FROM json_each(?2)))"
    db.execute(
        "UPDATE changes SET old = 'null', new = 'null' WHERE what = 'import_row' AND field <> 'case_id' "
        f"AND item IN (SELECT id FROM import_rows WHERE {which})",
        wanted,
    )
    db.execute(
        f"UPDATE import_rows SET cells = '{_BLANK}', problems = '{_BLANK}', reason = '', "
        f"state = CASE WHEN case_id IS NULL THEN '{imports.RowState.ERASED.value}' ELSE state END WHERE {which}",
        wanted,
    )


def protocol(db: Database) -> tuple[ErasureRecord, ...]:
    """The records of all erasures, the latest first."""
    return tuple(map(_record, db.execute("SELECT * FROM erasures ORDER BY id DESC")))


def _record(row: tuple[Any, ...]) -> ErasureRecord:
    number, act, at, user, kind, rules, reason, reference, counts, concerned, details = row
    said = (json.loads(rules), reason, reference, json.loads(counts), concerned, json.loads(details))
    return ErasureRecord(number, act, datetime.fromisoformat(at), user, kind, *said)


def erased_of_act(db: Database, act_id: int) -> tuple[int | None, ...]:
    """The erased cases that an act recorded events of; None for values of an erased person that it changed."""
    cases = db.execute(
        "SELECT DISTINCT e.case_id FROM events e JOIN erased_cases g ON g.case_id = e.case_id WHERE e.act_id = ? "
        "ORDER BY e.case_id",
        (act_id,),
    )
    found: list[int | None] = [case for (case,) in cases]
    values = db.execute(
        """
        SELECT 1 FROM changes h WHERE h.act_id = ?1 AND (
            h.what = 'resident' AND h.item IN (SELECT resident_id FROM erased_residents)
            OR h.what = 'import_row' AND EXISTS (SELECT 1 FROM import_rows w WHERE w.id = h.item AND w.cells = ?2))
        LIMIT 1""",
        (act_id, _BLANK),
    )
    if not found and values.fetchone():
        found.append(None)
    return tuple(found)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
