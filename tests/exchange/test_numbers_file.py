"""Numbers for *Importera från fil* in 1177."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import FileUnwritable
from rhs_desktop.exchange.numbers_file import write_numbers
from tests.lists import dashed


@pytest.fixture
def numbers(test_numbers: tuple[str, ...]) -> list[str]:
    return [dashed(number) for number in test_numbers[:7]]


def test_one_file(numbers: list[str], tmp_path: Path) -> None:
    assert write_numbers(tmp_path / "Till 1177.txt", numbers, at_most=7) == (tmp_path / "Till 1177.txt",)
    content = (tmp_path / "Till 1177.txt").read_bytes()
    assert content == b"".join(number.encode("ascii") + b"\r\n" for number in numbers)


def test_several_files(numbers: list[str], tmp_path: Path) -> None:
    paths = write_numbers(tmp_path / "n.txt", numbers, at_most=3)
    assert [path.name for path in paths] == ["n-1.txt", "n-2.txt", "n-3.txt"]
    assert [path.read_bytes().count(b"\r\n") for path in paths] == [3, 3, 1]
    assert "".join(path.read_text(encoding="ascii") for path in paths).split() == numbers


@pytest.mark.parametrize(
    "wrong", ["195601132334", "560113-2334", "19560113-2334 ", "1956 0113-2334", "١٩٥٦٠١١٣-٢٣٣٤", ""]
)
def test_other_forms_are_refused(wrong: str, numbers: list[str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 numbers"):
        write_numbers(tmp_path / "n.txt", [*numbers, wrong], at_most=25)
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_write_and_no_limit(numbers: list[str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no numbers"):
        write_numbers(tmp_path / "n.txt", [], at_most=25)
    with pytest.raises(ValueError, match="at least 1"):
        write_numbers(tmp_path / "n.txt", numbers, at_most=0)


def test_all_files_or_none(numbers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace
    done: list[Path] = []

    def full_at_the_third(self: Path, target: Path) -> Path:
        if len(done) == 2:
            raise OSError(errno.ENOSPC, "full")
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full_at_the_third)
    with pytest.raises(FileUnwritable) as refused:
        write_numbers(tmp_path / "n.txt", numbers, at_most=3)
    assert refused.value.code == "full"
    assert list(tmp_path.iterdir()) == []
