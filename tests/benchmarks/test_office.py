"""The rival is a fair one: LibreOffice merges the same words to the same people, or a line says that it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import lettering, office
from benchmarks.lab import QUICK, Lab
from benchmarks.mail import sample_letters, sample_mailing
from benchmarks.report import Series, Skipped
from rhs_desktop.letters.preview import PdfPreview


def test_without_libreoffice_both_lines_are_skipped_and_say_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    lines = list(lettering.beside_office(Lab(tmp_path, QUICK), Series((1.0,))))
    assert [type(line) for line in lines] == [Skipped, Skipped]
    assert {line.why for line in lines if isinstance(line, Skipped)} == {"LibreOffice is not installed"}


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("tagged", [True, False])
def test_the_merged_letters_have_our_words(tmp_path: Path, tagged: bool) -> None:
    from rhs_desktop.letters.batch import write_letters

    office.merge(str(tmp_path / "office"), "2", str(tagged))
    (made,) = (tmp_path / "office" / "out").iterdir()
    write_letters(tmp_path / "ours.pdf", sample_letters(2), sample_mailing())
    with PdfPreview(made) as theirs, PdfPreview(tmp_path / "ours.pdf") as ours:
        assert theirs.pages == ours.pages == 4
        for page in range(4):
            assert sorted(words(ours.text(page))) == sorted(words(theirs.text(page)))
    assert (b"/MarkInfo" in made.read_bytes()) is tagged


def words(text: str) -> list[str]:
    return text.replace("☐", " ").replace("\ufffe", "-").split()
