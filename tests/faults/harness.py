"""The program that test_faults.py starts with shim.so before it: it disturbs acts and looks what is left.

`python -m tests.faults.harness SHIM FOLDER DEED SEED [all|flushes]`. One JSON object on stdout for each disturbance;
with `all` the act is ended at every single change and fails at every single one, not only at some. With `flushes` each
flush fails, once and for good, and nothing else is done.

Each disturbance happens in a fork of its own, so that the libraries are imported once. The shim ends that fork at the
n-th change of a file (a write, a cut, a flush, a move, a removal), tears that write, or fails it, alone or with all
that follow. A program that was told of a failure may be killed before it closes anything: the next one opens the file
as it lies, where what failed may stand all the same.
For a power cut every change is recorded; from the record a disk is made as a cut could have left it: what was flushed
is there, of the rest each 512-byte sector or not, as chance has it.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import struct
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.backups import make
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.integrity import verify
from rhs_desktop.store import act, tables  # imported before the forks
from rhs_desktop.store.store import Store
from tests import builders
from tests.faults.acts import DEEDS, Deed, entered

OFF, KILL, TEAR, FULL, BROKEN, ONCE = range(6)
FAILING = (FULL, BROKEN, ONCE)
OPENED, WROTE, CUT, SYNCED, MOVED, GONE, SAID = range(1, 8)
KILLED, REFUSED, BUG, CONFIRMED = 77, 10, 20, 0
KILLS, FAILURES, CUTS = 12, 5, 5
"""At how many places an act is ended, fails and loses its power; with `all` at every single one."""
UNOPENED = ("sealing", "password", "migration", "fetch")
"""What leaves another password, or is looked at by its own `done` alone."""
STEPS = ("backup", "migration", "sealing")
"""Steps on the way to something else: that may be refused though the step is done, and goes on from there next time."""
SECTOR = 512
assert act
assert tables


class Shim:
    """The shim that stands between this process and the system; LD_PRELOAD has put it there."""

    def __init__(self, path: Path) -> None:
        self._library = ctypes.CDLL(str(path))
        self._library.fault_arm.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_long, ctypes.c_int]
        self._library.fault_counted.restype = ctypes.c_long

    def arm(self, folder: Path, mode: int, at: int = 0, record: int = -1) -> None:
        self._library.fault_arm(os.fsencode(folder), mode, at, record)

    def disarm(self) -> None:
        self._library.fault_arm(b"", OFF, 0, -1)

    @property
    def counted(self) -> int:
        """Changes of files since it was armed."""
        number: int = self._library.fault_counted()
        return number

    def say(self, word: str) -> None:
        self._library.fault_say(word.encode())


def forked(work: Callable[[], int]) -> tuple[int, str]:
    """The exit code of that work in a process of its own, and what it wrote for us."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.dup2(writing, 2)
        code = BUG
        try:
            code = work()
        except BaseException:  # noqa: BLE001  # told as a bug
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, errors="replace") as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def attempted(deed: Deed, folder: Path) -> int:
    try:
        deed.do(folder)
    except ExpectedError as error:
        sys.stderr.write(f"refused {error.key}\n")
        return REFUSED
    return CONFIRMED


def faults_of(folder: Path) -> list[object]:
    """What `verify` finds, and unfinished files that a start of the program leaves."""
    with entered(folder) as ctx:
        found = verify(ctx)
        make.keep(ctx, BackupKind.START)  # as at each start of the program
    return [*found, *(file.name for file in folder.rglob("*.part"))]


def looked_at(name: str, folder: Path) -> tuple[bool | None, str]:
    """Whether the deed is done, None where something is not whole, with what was found."""

    def look() -> int:
        done = DEEDS[name].done(folder)
        wrong = [] if name in UNOPENED else faults_of(folder)
        assert not wrong, wrong
        return 1 if done else 2

    code, said = forked(look)
    return {1: True, 2: False}.get(code), said


@dataclass
class Harness:
    shim: Shim
    folder: Path
    chance: random.Random
    number: int = field(default=0)

    def copied(self, prepared: Path) -> Path:
        self.number += 1
        copy = self.folder / f"at-{self.number}"
        shutil.copytree(prepared, copy)
        return copy

    def changes(self, deed: Deed, prepared: Path) -> int:
        """How many changes of files the deed makes when it is left alone."""
        folder = self.copied(prepared)

        def work() -> int:
            self.shim.arm(folder, OFF)
            deed.do(folder)
            count = self.shim.counted
            self.shim.disarm()
            sys.stderr.write(f"{count}\n")
            return 0

        code, said = forked(work)
        shutil.rmtree(folder)
        if code:
            raise RuntimeError(said)
        return int(said.split()[-1])

    def disturbed(self, name: str, prepared: Path, mode: int, at: int, *, closed: bool = True) -> dict[str, object]:
        """The deed, disturbed at that change, and what is left of it; where it failed, by a program that closed its
        files or was killed before it could."""
        folder, deed = self.copied(prepared), DEEDS[name]

        def work() -> int:
            if not closed:
                Store.close = _kept_open  # type: ignore[method-assign]
            self.shim.arm(folder, mode, at)
            return attempted(deed, folder)

        code, said = forked(work)
        done, found = looked_at(name, folder)
        shutil.rmtree(folder)
        how = {"deed": name, "mode": mode, "at": at, "closed": closed}
        return {**how, "code": code, "done": done, "said": said, "found": found}

    def recorded(self, name: str, prepared: Path) -> tuple[Path, list[tuple[int, str, str, int, bytes]]]:
        """Every change that the deed makes, in order, and where the files lay."""
        folder, log = self.copied(prepared), self.folder / f"{name}.record"

        def work() -> int:
            self.shim.arm(folder, OFF, record=os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
            code = attempted(DEEDS[name], folder)
            self.shim.say("confirmed")
            return code

        code, said = forked(work)
        if code:
            raise RuntimeError(said)
        return folder, list(read_record(log.read_bytes()))

    def power_cut(self, name: str, prepared: Path, at: int, ended: Path, log: Record) -> dict[str, object]:
        """The disk as a cut after so many changes could have left it, and what is left of the deed."""
        folder = self.copied(prepared)
        disk = Disk.of(folder)
        for kind, path, other, offset, content in log[:at]:
            disk.change(kind, moved(path, ended, folder), moved(other, ended, folder), offset, content)
        disk.cut(self.chance)
        shutil.rmtree(folder)
        disk.write(folder, prepared)
        done, found = looked_at(name, folder)
        shutil.rmtree(folder)
        confirmed = any(kind == SAID for kind, *_ in log[:at])
        return {"deed": name, "mode": "cut", "at": at, "code": 0 if confirmed else KILLED, "done": done, "found": found}


def _kept_open(self: Store) -> None:
    """In place of `Store.close` where the program is killed before it."""


Record = list[tuple[int, str, str, int, bytes]]


def read_record(raw: bytes) -> Iterator[tuple[int, str, str, int, bytes]]:
    at = 0
    while at < len(raw):
        kind, name, other, offset, size = struct.unpack_from("5q", raw, at)
        at += 40
        path, at = raw[at : at + name].decode(), at + name
        target, at = raw[at : at + other].decode(), at + other
        content = raw[at : at + size] if kind == WROTE else b""
        at += len(content)
        yield kind, path, target, offset, content


def moved(path: str, before: Path, after: Path) -> str:
    return path.replace(str(before), str(after), 1)


class Disk:
    """Files as they lie, and of each what has been written since it was last flushed. Names are taken to be kept at
    once and in order, as a journalling file system does."""

    def __init__(self, files: dict[str, bytearray]) -> None:
        self.files = files
        self.loose: dict[str, list[tuple[int, bytes | None]]] = {}

    @classmethod
    def of(cls, folder: Path) -> Disk:
        return cls({str(path): bytearray(path.read_bytes()) for path in folder.rglob("*") if path.is_file()})

    def change(self, kind: int, path: str, other: str, offset: int, content: bytes) -> None:
        if kind == OPENED:
            self.files.setdefault(path, bytearray())
            if offset:
                self.loose.setdefault(path, []).append((0, None))
        elif kind == WROTE:
            self.loose.setdefault(path, []).append((offset, content))
        elif kind == CUT:
            self.loose.setdefault(path, []).append((offset, None))
        elif kind == SYNCED:
            for place, written in self.loose.pop(path, []):
                put(self.files.setdefault(path, bytearray()), place, written)
        elif kind == MOVED:
            self.files[other] = self.files.pop(path, bytearray())
            self.loose.pop(other, None)
            if path in self.loose:
                self.loose[other] = self.loose.pop(path)
        elif kind == GONE:
            self.files.pop(path, None)
            self.loose.pop(path, None)

    def cut(self, chance: random.Random) -> None:
        """Of what was not flushed, some sectors reach the disk."""
        for path, changes in self.loose.items():
            share = chance.choice((0.0, 0.5, 0.9, 1.0))
            for place, written in changes:
                if written is None:
                    if chance.random() < share:
                        put(self.files[path], place, None)
                    continue
                for at in range(0, len(written), SECTOR):
                    if chance.random() < share:
                        put(self.files[path], place + at, written[at : at + SECTOR])
        self.loose.clear()

    def write(self, folder: Path, like: Path) -> None:
        folder.mkdir()
        for sub in like.rglob("*"):
            if sub.is_dir():
                (folder / sub.relative_to(like)).mkdir(exist_ok=True)
        for path, content in self.files.items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(content)


def put(file: bytearray, place: int, written: bytes | None) -> None:
    """Write at a place, or cut (or stretch) to that length."""
    if written is None:
        del file[place:]
        file.extend(bytes(place - len(file)))
        return
    file.extend(bytes(max(0, place - len(file))))
    file[place : place + len(written)] = written


def some(chance: random.Random, of: int, count: int) -> list[int]:
    """So many of 1 … of, or all of them."""
    return sorted(chance.sample(range(1, of + 1), min(of, count)))


def run(shim: Shim, folder: Path, name: str, seed: int, what: str = "") -> Iterator[dict[str, object]]:
    harness, deed, prepared = Harness(shim, folder, random.Random(seed)), DEEDS[name], folder / "prepared"
    prepared.mkdir()

    def prepare() -> int:
        deed.prepare(prepared)
        return 0

    code, said = forked(prepare)
    if code:
        raise RuntimeError(said)
    count, everywhere = harness.changes(deed, prepared), what == "all"
    ended, log = harness.recorded(name, prepared)
    yield {"deed": name, "mode": "alone", "changes": count, "recorded": len(log)}
    if what == "flushes":
        flushes = [number for kind, _, _, number, _ in log if kind == SYNCED]
        for at, mode in product(flushes, (BROKEN, ONCE)):
            yield harness.disturbed(name, prepared, mode, at, closed=False)
        return
    chance = harness.chance
    for at in some(chance, count, count if everywhere else KILLS):
        yield harness.disturbed(name, prepared, chance.choice((KILL, TEAR)), at)
    for at in some(chance, count, count if everywhere else FAILURES):
        yield harness.disturbed(name, prepared, chance.choice(FAILING), at, closed=chance.random() < 0.5)
    for at in some(chance, len(log), len(log) if everywhere else CUTS):
        yield harness.power_cut(name, prepared, at, ended, log)


def main() -> None:
    shim, folder, name, seed = Shim(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    swedish_calendar(YEARS)  # known to all forks
    builders.profiles()
    for found in run(shim, folder, name, seed, *sys.argv[5:]):
        sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
