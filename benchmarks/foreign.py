"""`python -m benchmarks.foreign FOLDER …`: run `check` on files that others made, and say whether each got an outcome.

Every spreadsheet below a folder is taken; the table has a line for each folder or archive that lies directly in it. A
file is read in a process of its own, as `rhs-desktop check` does, and then once more sheet by sheet: few of these files
have a personnummer, so the first column is pointed out, and the rows must add up. A file is wrong if the process ends
in any way but with an answer, or goes beyond the limits of time (of the processor) and memory.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from benchmarks.job import peak_mebibytes
from benchmarks.processes import ROOT

SECONDS, MEBIBYTES = 10.0, 500.0
_PATIENCE = 60.0
_KINDS = "xlsx xlsm xltx xltm xlsb xls ods fods csv tsv htm html mht mhtml xml"
SUFFIXES = frozenset(f".{kind}" for kind in _KINDS.split())
_XML_OF_EXCEL = b"urn:schemas-microsoft-com:office:spreadsheet"
_NO_COLUMN = "usage.mapping"
_OK, _REFUSED = "list", 2


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file came to: `outcome` is `list`, the code of a refusal, or a word in capitals for what may not be."""

    file: Path
    outcome: str
    seconds: float = 0.0
    peak: float = 0.0
    said: str = ""

    @property
    def wrong(self) -> str:
        """Empty if the file got an outcome within the limits."""
        if self.outcome.isupper():
            return self.outcome
        return "SLOW" if self.seconds > SECONDS else "LARGE" if self.peak > MEBIBYTES else ""


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.foreign", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many files at a time")
    parser.add_argument("--one", type=Path, metavar="DATA", help=argparse.SUPPRESS)
    wanted = parser.parse_args(given)
    if wanted.one is not None:
        print(json.dumps(one(wanted.folders[0], wanted.one)))
        return 0
    with tempfile.TemporaryDirectory(prefix="rhs-foreign-", ignore_cleanup_errors=True) as folder:
        groups = dict(gathered(wanted.folders, Path(folder) / "unpacked"))
        bytecode, data = Path(folder) / "bytecode", Path(folder) / "data"
        with ThreadPoolExecutor(wanted.jobs) as pool:
            found = {
                name: list(pool.map(lambda file: look(file, bytecode, data), files)) for name, files in groups.items()
            }
    print(told(found))
    return 1 if any(seen.wrong for group in found.values() for seen in group) else 0


def gathered(folders: Iterable[Path], unpacked: Path) -> Iterator[tuple[str, list[Path]]]:
    """The spreadsheets below each member of the folders, unpacked if need be."""
    for folder in folders:
        for member in sorted(folder.iterdir()):
            place = member if member.is_dir() else unpacked / member.name
            if member.is_file() and not _unpack(member, place):
                continue
            files = sorted(filter(_is_spreadsheet, place.rglob("*")))
            if files:
                yield member.name, files


def _is_spreadsheet(file: Path) -> bool:
    if file.suffix.lower() not in SUFFIXES or not file.is_file():
        return False
    if file.suffix.lower() == ".xml":
        with file.open("rb") as stream:
            return _XML_OF_EXCEL in stream.read(4096)
    return True


def _unpack(archive: Path, place: Path) -> bool:
    """Whether the file is an archive; a spreadsheet is its own only member."""
    place.mkdir(parents=True)
    if archive.suffix.lower() in SUFFIXES:
        (place / archive.name).write_bytes(archive.read_bytes())
    elif tarfile.is_tarfile(archive):
        with tarfile.open(archive) as packed:
            if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on
                packed.extractall(place, filter="data")
            else:
                packed.extractall(place)
    elif zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(place)
    else:
        return False
    return True


def look(file: Path, bytecode: Path, data: Path) -> Seen:
    """Check one file in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.foreign", str(file), "--one", str(data)]
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return Seen(file, "HUNG", _PATIENCE)
    if done.returncode != 0:
        return Seen(file, "DIED", said=done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    said = json.loads(done.stdout.splitlines()[-1])
    return Seen(file, said["outcome"], said["seconds"], said["peak"] or 0.0)


def one(file: Path, data: Path) -> dict[str, object]:
    """Inside the process of one file: what `check` answers, and whether each row of each sheet has an outcome."""
    from rhs_desktop import __main__ as program

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = program.main(["--data-dir", str(data), "check", str(file), "--json"])
    out.seek(0)
    said = outcome(code, out.read())
    if said in (_OK, _NO_COLUMN) and not all_accounted_for(file):
        said = "LOST"
    return {"outcome": said, "peak": peak_mebibytes(), "seconds": time.process_time()}


def all_accounted_for(file: Path) -> bool:
    """Whether ready, set aside and ignored rows are all rows of every sheet."""
    from rhs_desktop.domain.checklists import ListField, RowRules, check, propose_mapping
    from rhs_desktop.services.checklists.reading import read_list

    today = datetime.now().astimezone().date()
    for sheet in read_list(file).sheets:
        mapping = propose_mapping(sheet, today)
        if sheet.empty:
            continue
        if mapping.troubles:
            mapping = replace(mapping, fields=(ListField.IDENTITY, *(None,) * (sheet.width - 1)))
        checked = check(sheet, mapping, RowRules(today))
        rows = [row.row for group in (checked.ready, checked.set_aside, checked.ignored) for row in group]
        if sorted(rows) != list(range(1, len(sheet.rows) + 1)):
            return False
    return True


def outcome(code: int, answer: str) -> str:
    """`list`, the code of a refusal that says what is wrong with the file, or BROKEN."""
    try:
        said = json.loads(answer)
    except ValueError:
        return "BROKEN"
    if code != _REFUSED:
        return _OK if {"rows", "ready", "set_aside"} <= said.keys() else "BROKEN"
    key = str(said.get("error", {}).get("code", ""))
    return key if key == _NO_COLUMN or key.startswith("list.") else "BROKEN"


def told(found: dict[str, list[Seen]]) -> str:
    """A Markdown table with a line a package, then every file that is not as it should be."""
    lines = ["| from | files | lists | no personnummer | refused | wrong | slowest | largest |", f"|---|{'---:|' * 7}"]
    everything = [seen for group in found.values() for seen in group]
    lines += [_line(name, group) for name, group in (*found.items(), ("together", everything)) if group]
    codes = Counter(seen.outcome for seen in everything if seen.outcome.startswith("list."))
    lines += ["", "Refused: " + ", ".join(f"{count} {code}" for code, count in codes.most_common())] if codes else []
    lines += [f"{seen.wrong}: {seen.file} ({_measured(seen)}) {seen.said}" for seen in everything if seen.wrong]
    return "\n".join(lines)


def _line(name: str, group: list[Seen]) -> str:
    wrong = sum(bool(seen.wrong) for seen in group)
    read = sum(seen.outcome == _OK for seen in group)
    unnamed = sum(seen.outcome == _NO_COLUMN for seen in group)
    refused = sum(not seen.outcome.isupper() for seen in group) - read - unnamed
    slowest, largest = max(seen.seconds for seen in group), max(seen.peak for seen in group)
    counts = " | ".join(map(str, (len(group), read, unnamed, refused, wrong)))
    return f"| {name} | {counts} | {slowest:.1f} s | {largest:.0f} MiB |"


def _measured(seen: Seen) -> str:
    return f"{seen.seconds:.1f} s, {seen.peak:.0f} MiB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
