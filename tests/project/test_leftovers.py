"""What was left by a program that was killed goes when the next file is written into the same folder."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from rhs_desktop.file_writing import whole_file
from rhs_desktop.temp_files import OLD_S, remove_leftover_files


def aged(path: Path, seconds: float) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def test_old_ones_of_ours_go_and_nothing_else(tmp_path: Path) -> None:
    for name in (".brev-a.tmp", ".rhs-b.xlsx", "brev.pdf", ".other"):
        (tmp_path / name).write_text("Karin")
        aged(tmp_path / name, OLD_S + 60)
    (tmp_path / ".brev-folder").mkdir()
    (tmp_path / ".brev-folder" / "brev.pdf").write_text("Karin")
    aged(tmp_path / ".brev-folder", OLD_S + 60)
    (tmp_path / ".brev-young.tmp").write_text("being written")
    remove_leftover_files(tmp_path, ".brev-*")
    assert {path.name for path in tmp_path.iterdir()} == {".rhs-b.xlsx", "brev.pdf", ".other", ".brev-young.tmp"}
    remove_leftover_files(tmp_path / "gone", ".brev-*")


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_goes_and_not_what_it_leads_to(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("x")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / ".brev-link").symlink_to(outside)
    remove_leftover_files(inside, ".brev-*", older_than_s=-60)
    assert list(inside.iterdir()) == []
    assert (outside / "file").exists()


def test_writing_a_list_sweeps_its_folder(tmp_path: Path) -> None:
    left = tmp_path / ".rhs-left.xlsx"
    left.write_text("Karin")
    aged(left, OLD_S + 60)
    with whole_file(tmp_path / "lista.xlsx") as path:
        path.write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["lista.xlsx"]


def test_writing_letters_sweeps_their_folder(tmp_path: Path) -> None:
    left = tmp_path / ".brev-left.tmp"
    left.write_text("Karin")
    aged(left, OLD_S + 60)
    with whole_file(tmp_path / "brev.pdf") as path:
        path.write_bytes(b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["brev.pdf"]
