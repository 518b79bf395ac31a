"""Files that LibreOffice wrote, read from `office/`: what must come of each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rhs_desktop.domain.checklists import RowRules, check, propose_mapping
from rhs_desktop.exchange.reading import read_list
from tests.builders import official_numbers
from tests.exchange.office import FOLDER, WORKBOOKS, cases, convert, files, flat
from tests.exchange.round_trip import FORMS, kept
from tests.lists import TODAY, accounted_for

FILES = files(official_numbers())


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FILES])
def test_a_file_of_libreoffice(name: str) -> None:
    path, expected = FILES[name]
    listed = read_list(path)
    sheet = listed.sheets[listed.proposed_sheet]
    assert str(listed.kind) == expected.kind
    assert (sheet.hidden_rows, sheet.hidden_columns) == (expected.hidden_rows, expected.hidden_columns)
    assert sheet.filtered is expected.filtered
    mapping = propose_mapping(sheet, TODAY)
    assert mapping.troubles == ()
    done = check(sheet, mapping, RowRules(TODAY))
    assert accounted_for(done)
    assert tuple(one.row for one in done.ready) == expected.ready
    assert {one.row: str(one.problems[0].code) for one in done.set_aside} == expected.set_aside
    assert expected.family in ("", *[one.details.name.family for one in done.ready[:1]])
    warnings = {one.row: [remark.code for remark in one.warnings] for one in done.ready}
    assert [row for row, code in expected.remarks.items() if code not in warnings[row]] == []


def test_the_folder_holds_these_files_and_no_others() -> None:
    exported = {kept(name, form) for name in ("saved", "edited") for form in FORMS}
    assert set(FOLDER.iterdir()) == {path for path, _ in FILES.values()} | exported


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed (libreoffice-calc)")
@pytest.mark.parametrize("form", WORKBOOKS)
def test_what_libreoffice_makes_today_reads_as_the_kept_file(form: str, tmp_path: Path) -> None:
    source = tmp_path / "source.fods"
    source.write_text(flat(cases(official_numbers())["formulas"]), encoding="utf-8")
    convert(source, tmp_path / f"made.{form}", form)
    made, kept = read_list(tmp_path / f"made.{form}"), read_list(FILES[f"formulas.{form}"][0])
    assert [list(row) for row in made.sheets[0].rows] == [list(row) for row in kept.sheets[0].rows]
