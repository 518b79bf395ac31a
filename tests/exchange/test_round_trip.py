"""An exported checklist that comes back: nothing changes but what was edited. LibreOffice made the files beforehand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rhs_desktop.domain.checklists import Ours
from rhs_desktop.domain.people.resident import Name
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.checklists import exporting, preparing
from rhs_desktop.services.context import Context
from tests import builders
from tests.exchange.office import convert
from tests.exchange.round_trip import FORMS, HEADINGS, bring_back, edited, kept, register

Clinic = tuple[Context, int]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with register(tmp_path) as found:
        yield found


def snapshot(ctx: Context) -> list[object]:
    return [(case_list.case_view(ctx, row.case).resident.details, row) for row in case_list.load_rows(ctx)]


@pytest.mark.parametrize("form", FORMS)
def test_saved_by_libreoffice_and_not_edited(form: str, clinic: Clinic) -> None:
    ctx, round_id = clinic
    before = snapshot(ctx)
    listed = read_list(kept("saved", form))
    assert listed.sheets[0].ours == Ours.CHECKLIST
    checked, done = bring_back(ctx, round_id, listed)
    assert checked.set_aside == ()
    assert (done.new, done.updated, done.unchanged) == (0, 0, 5)
    assert snapshot(ctx) == before
    assert preparing.preview(ctx, checked, round_id).missing == ()


@pytest.mark.parametrize("form", FORMS)
def test_edited_in_libreoffice(form: str, clinic: Clinic) -> None:
    ctx, round_id = clinic
    before = {row.case: case_list.case_view(ctx, row.case) for row in case_list.load_rows(ctx)}
    checked, done = bring_back(ctx, round_id, read_list(kept("edited", form)))
    assert checked.set_aside == ()
    assert (done.new, done.updated, done.unchanged) == (0, 3, 2)
    after = {case: case_list.case_view(ctx, case) for case in before}
    changed = {
        case: [
            (name, getattr(old.resident.details, name), getattr(after[case].resident.details, name))
            for name in ("identity", "name", "phones", "address", "protected", "deceased")
            if getattr(old.resident.details, name) != getattr(after[case].resident.details, name)
        ]
        for case, old in before.items()
        if old.resident.details != after[case].resident.details
    }
    assert [(name, str(new)) for case in (1, 2, 3) for name, _, new in changed.pop(case)] == [
        ("phones", "('013-10 20 30', '070-174 06 05')"),
        ("address", str(after[2].resident.details.address)),
        ("name", str(after[3].resident.details.name)),
    ]
    assert changed == {}
    assert after[2].resident.details.address.street == "Nygatan 14 B"
    assert after[3].resident.details.name.given == "Pär"
    assert dict(after[1].own_columns)["Anteckning"] == "ring före 10"
    assert [after[case].state == before[case].state for case in (4, 5, 6)] == [True] * 3


@pytest.mark.parametrize("form", FORMS)
def test_the_next_export_has_every_column_once(form: str, clinic: Clinic, tmp_path: Path) -> None:
    ctx, round_id = clinic
    exporting.export_checklist(ctx, tmp_path / "first.xlsx")
    bring_back(ctx, round_id, read_list(kept("saved", form)))
    exporting.export_checklist(ctx, tmp_path / "second.xlsx")
    first, second = (_rows(tmp_path / name) for name in ("first.xlsx", "second.xlsx"))
    assert first[0] == second[0]
    assert first[0][: len(HEADINGS)] == list(HEADINGS)
    assert first == second


def _rows(path: Path) -> list[list[str]]:
    """As they are read; a day is a day, be it a date or its text, as csv has it."""
    from openpyxl import load_workbook

    sheet = load_workbook(path).worksheets[0]
    return [
        ["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_put_right_in_the_program_is_not_undone(form: str, clinic: Clinic, tmp_path: Path) -> None:
    """The list's own cells still say what they said; only an edited cell says anything."""
    ctx, round_id = clinic
    known = ctx.store.resident_of(1)
    right = replace(known.details, phones=("0141-22 33 44",), name=Name("Carin", "Ek"))
    record.edit_details(ctx, known.id, right)
    checked, done = bring_back(ctx, round_id, read_list(kept("saved", form)))
    assert ctx.store.resident_of(1).details == right
    assert (done.updated, preparing.preview(ctx, checked, round_id).changed) == (0, ())
    bring_back(ctx, round_id, read_list(kept("edited", form)))
    assert ctx.store.resident_of(1).details == replace(right, phones=("013-10 20 30", "0141-22 33 44"))


def test_a_number_put_right_in_the_program_goes_out_as_it_is_now(clinic: Clinic, tmp_path: Path) -> None:
    ctx, round_id = clinic
    was = ctx.store.resident_of(1)
    record.edit_details(ctx, was.id, replace(was.details, identity=builders.identity(9)))
    exporting.export_checklist(ctx, tmp_path / "out.xlsx")
    _, done = bring_back(ctx, round_id, read_list(tmp_path / "out.xlsx"))
    assert (done.new, done.updated, done.unchanged) == (0, 0, 5)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed (libreoffice-calc)")
def test_with_the_libreoffice_that_is_here(clinic: Clinic, tmp_path: Path) -> None:
    ctx, round_id = clinic
    exporting.export_checklist(ctx, tmp_path / "out.xlsx")
    convert(tmp_path / "out.xlsx", tmp_path / "out.fods", "fods")
    source = tmp_path / "edited.fods"
    source.write_text(edited((tmp_path / "out.fods").read_text(encoding="utf-8")), encoding="utf-8")
    convert(source, tmp_path / "edited.xlsx", "xlsx")
    _, done = bring_back(ctx, round_id, read_list(tmp_path / "edited.xlsx"))
    assert (done.new, done.updated, done.unchanged) == (0, 3, 2)
