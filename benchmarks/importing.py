"""A list in Excel, from the file to the committed act, against openpyxl that merely reads the file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.job import clocked
from benchmarks.lab import Lab
from benchmarks.processes import Outcome, in_turn, series
from benchmarks.report import SEALED, Figure, Unit

_PARTS = ("read", "check", "compare", "commit")
_SEVERAL_ROUNDS_UP_TO = 10_000


def measure(lab: Lab) -> Iterator[Figure]:
    for rows in lab.sizes.list_rows:
        path = lab.list_file(rows)
        rounds = lab.sizes.rounds if rows <= _SEVERAL_ROUNDS_UP_TO else lab.sizes.few_rounds
        ours, plain, rival = in_turn(
            rounds,
            partial(_ours, lab, path, lab.sealed_empty_register()),
            partial(_ours, lab, path, lab.empty_register()),
            partial(lab.run, f"{__name__}:read_with_openpyxl", path),
        )
        name = f"import of {rows:,} rows, read to committed"
        against = "openpyxl reads the file"
        yield Figure(name, Unit.SECONDS, series(ours), against, series(rival), ratio_goal=1.0)
        yield Figure(
            "– into an encrypted register", Unit.SECONDS, series(ours), "a plain one", series(plain), ratio_goal=SEALED
        )
        for part in _PARTS:
            yield Figure(f"– {part}", Unit.SECONDS, series(ours, part, peaks=False))


def _ours(lab: Lab, path: Path, register: Path) -> Outcome:
    return lab.run(f"{__name__}:import_it", path, lab.copy(register))


def import_it(path: str, data: str) -> dict[str, list[float]]:
    """A job: all that lies between choosing the file and the confirmed import, the loading of libraries included."""
    from benchmarks.register import opened, the_round

    with opened(data) as ctx:
        round_id = the_round(ctx)
        begun = time.perf_counter()
        from rhs_desktop.domain.checklists import RowRules, check, propose_mapping
        from rhs_desktop.services.checklists import importing, preparing, reading

        listed = reading.read_list(Path(path))
        read = time.perf_counter()
        sheet = listed.sheets[0]
        checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today))
        looked_at = time.perf_counter()
        preparing.imported_before(ctx, listed.content_hash)
        new = preparing.preview(ctx, checked, round_id).new
        compared = time.perf_counter()
        done = importing.import_list(ctx, checked, round_id, source=Path(path).name, content_hash=listed.content_hash)
        ended = time.perf_counter()
    if not len(new) == done.new == len(sheet.rows) - 1:
        raise RuntimeError(f"{done.new} of {len(sheet.rows) - 1} rows were imported")
    times = zip(_PARTS, ((begun, read), (read, looked_at), (looked_at, compared), (compared, ended)), strict=True)
    return {"seconds": [ended - begun], **{part: [last - first] for part, (first, last) in times}}


def read_with_openpyxl(path: str) -> dict[str, list[float]]:
    """A job: openpyxl in its fastest way, read only, every row looked at and none kept."""
    return {"seconds": [clocked(lambda: _read_with_openpyxl(path))]}


def _read_with_openpyxl(path: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()
