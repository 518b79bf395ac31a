"""What the benchmarks share: how large and how often, and the data that are made once and then copied."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.processes import Outcome, run


@dataclass(frozen=True, slots=True)
class Sizes:
    """Everything that a quick run makes smaller."""

    residents: int = 20_000
    many_residents: int = 500_000
    list_rows: tuple[int, ...] = (10_000, 100_000)
    letters: int = 1_000
    letters_for_memory: tuple[int, int] = (100, 10_000)
    cases_for_growth: tuple[int, int] = (1_000, 100_000)
    batch: int = 25
    words: tuple[str, ...] = ("andersson k", "1817", "öst")
    """Typed letter by letter into a field, and taken back with Backspace."""
    rounds: int = 7
    """Of what takes up to a second or two."""
    few_rounds: int = 3
    """Of what takes longer."""
    repeats: int = 15
    """Within one process, where that is what is measured."""
    log_lines: int = 100_000


FULL = Sizes()
QUICK = Sizes(60, 400, (40, 200), 6, (3, 30), (20, 200), 5, ("ö",), 1, 1, 2, 300)


class Lab:
    """A folder for the data of one run, and its sizes."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes
        self.register = cache(self._register)
        self.sealed_register = cache(self._sealed_register)
        self.empty_register = cache(self._empty_register)
        self.sealed_empty_register = cache(self._sealed_empty_register)
        self.list_file = cache(self._list_file)

    def run(self, job: str, *arguments: object) -> Outcome:
        """Run `module:function` in a fresh process."""
        return run(self.folder / "bytecode", job, *arguments)

    def _register(self, cases: int) -> Path:
        """A data folder with so many cases; to be read only, for others read it too."""
        folder = self.folder / f"register-{cases}"
        self.run("benchmarks.register:fill", folder, cases)
        return folder

    def _sealed_register(self, cases: int) -> Path:
        """The same, encrypted, with one user who has a password."""
        return self._sealed(self.register(cases), f"sealed-{cases}")

    def _sealed_empty_register(self) -> Path:
        return self._sealed(self.empty_register(), "sealed-empty")

    def _sealed(self, register: Path, name: str) -> Path:
        folder = self.folder / name
        shutil.copytree(register, folder)
        self.run("benchmarks.register:seal", folder)
        return folder

    def _empty_register(self) -> Path:
        """A data folder with a round and nobody in it."""
        folder = self.folder / "register-empty"
        self.run("benchmarks.register:begin", folder)
        return folder

    def _list_file(self, rows: int) -> Path:
        """An Excel list with so many residents."""
        path = self.folder / f"list-{rows}.xlsx"
        self.run("benchmarks.people:write_list", path, rows)
        return path

    def copy(self, register: Path) -> Path:
        """The same register, for the next job to write in; it takes the place of the copy before."""
        folder = self.folder / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(register, folder)
        return folder
