"""A file is whole under its name, or is not there and a former one is as it was."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import FileUnwritable
from rhs_desktop.file_writing import put_in_place, whole_file, whole_files, whole_folder


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "lista.xlsx"
    target.write_bytes(b"the old one")
    with whole_file(target) as unfinished:
        unfinished.write_bytes(b"the new one")
        assert target.read_bytes() == b"the old one"
        assert unfinished.suffix == ".xlsx"
    assert target.read_bytes() == b"the new one"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), ValueError("x"), OSError(errno.EDQUOT, "quota")])
def test_what_the_block_raises_leaves_the_former_file(tmp_path: Path, raised: BaseException) -> None:
    target = tmp_path / "lista.xlsx"
    target.write_bytes(b"the old one")

    def write() -> None:
        with whole_file(target) as unfinished:
            unfinished.write_bytes(b"half")
            raise raised

    with pytest.raises((KeyboardInterrupt, ValueError, FileUnwritable)):
        write()
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_where_one_of_several_cannot_be_named_none_is(tmp_path: Path) -> None:
    (tmp_path / "2.txt").mkdir()

    def write() -> None:
        with whole_files([tmp_path / "1.txt", tmp_path / "2.txt"]) as unfinished:
            unfinished[0].write_text("x")

    with pytest.raises(FileUnwritable) as refused:
        write()
    assert (refused.value.code, refused.value.begun) == ("in_use", True)
    assert list(tmp_path.iterdir()) == [tmp_path / "2.txt"]


def test_a_folder_appears_with_all_its_files_or_not_at_all(tmp_path: Path) -> None:
    def write(then: Callable[[], object]) -> None:
        with whole_folder(tmp_path / "brev") as unfinished:
            (unfinished / "1.pdf").write_text("x")
            then()

    with pytest.raises(ZeroDivisionError):
        write(lambda: divmod(1, 0))
    assert list(tmp_path.iterdir()) == []
    write(lambda: None)
    assert [path.name for path in tmp_path.rglob("*")] == ["brev", "1.pdf"]


def test_a_folder_that_is_gone_took_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable) as refused, whole_file(tmp_path / "borta" / "lista.xlsx"):
        pass
    assert (refused.value.code, refused.value.begun) == ("folder_missing", False)


def test_a_finished_file_takes_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.part").write_text("x")
    put_in_place(tmp_path / "a.part", tmp_path / "a")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
