"""A checklist that is exported, opened and saved by LibreOffice, and comes back: as it was, or edited."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rhs_desktop.domain.checklists import Cell, CheckedList, ListFile, RowRules, check, propose_mapping
from rhs_desktop.services.checklists import exporting, importing, preparing
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.services.context import Context
from tests import builders
from tests.exchange.office import FOLDER, convert
from tests.lists import sheet_of

FORMS = ("xlsx", "ods", "xls", "csv")
HEADINGS = (
    "Listad sedan",
    "Pnr",
    "Efternamn, förnamn",
    "Telefon",
    "Telefon",
    "",
    "Gata",
    "Postnr",
    "Ort",
    "Anteckning",
)
EDITS = (
    ("070-174 06 05", "013-10 20 30"),
    ("Storgatan 2", "Nygatan 14 B"),
    ("Holm, Per", "Holm, Pär"),
    ("ring efter 16", "ring före 10"),
    ("På listan", "Genomförd"),
)
"""What is changed in the sheet; the last one stands in a column of ours, and so changes nothing."""


@contextmanager
def register(folder: Path) -> Iterator[tuple[Context, int]]:
    """A round with a list of six, as awkward as own columns come; the last is protected."""
    numbers = [builders.identity(number).dashed for number in range(6)]
    names = ("Ek, Karin", "Åberg, Åke", "Holm, Per", "von Essen, Ida", "Öst, Örjan", "Ås, Ann-Mari")
    phones = ("070-174 06 05", "", "+46 70 174 06 07", "013-10 20 31", "070-174 06 08", "")
    notes: tuple[Cell, ...] = ("ring efter 16", "=1+1 barn", "", "@hemma", 'säger "kanske"', "")
    rows = [
        (
            date(2019, 3, turn + 1),
            *(numbers[turn], names[turn], phones[turn], "013-99 00 0" + str(turn) if turn == 3 else ""),
            *("x" if turn % 2 else "", f"Storgatan {turn + 1}", 58222, "Linköping"),
            "Skyddade personuppgifter" if turn == 5 else notes[turn],
        )
        for turn in range(6)
    ]
    sheet = sheet_of((*HEADINGS, "Skydd"), *[(*row, "Ja" if turn == 5 else "") for turn, row in enumerate(rows)])
    with builders.opened(folder) as ctx:
        round_id = builders.add_round(ctx)
        checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today))
        importing.import_list(ctx, checked, round_id, source="lista.xlsx", content_hash="first")
        yield ctx, round_id


def bring_back(ctx: Context, round_id: int, listed: ListFile) -> tuple[CheckedList, Imported]:
    """Import an exported list as a person would who changes nothing on the way."""
    sheet = listed.sheets[listed.proposed_sheet]
    mapping = propose_mapping(sheet, ctx.today, lambda kind: preparing.remembered_mapping(ctx, kind))
    checked = check(sheet, mapping, RowRules(ctx.today))
    done = importing.import_list(ctx, checked, round_id, source="checklista.xlsx", content_hash=listed.content_hash)
    return checked, done


def kept(name: str, form: str) -> Path:
    """The file that LibreOffice made: `saved` or `edited`."""
    return FOLDER / f"exported-{name}.{form}"


def make() -> None:
    """Make the files anew."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        with register(at) as (ctx, _):
            exporting.export_checklist(ctx, at / "export.xlsx")
        convert(at / "export.xlsx", at / "saved.fods", "fods")
        (at / "edited.fods").write_text(edited((at / "saved.fods").read_text(encoding="utf-8")), encoding="utf-8")
        for name in ("saved", "edited"):
            for form in FORMS:
                convert(at / f"{name}.fods", kept(name, form), form)


def edited(said: str) -> str:
    """The flat document with the edits, the first place of each."""
    for old, new in EDITS:
        assert f">{old}<" in said, old
        said = re.sub(f">{re.escape(old)}<", f">{new}<", said, count=1)
    return said
