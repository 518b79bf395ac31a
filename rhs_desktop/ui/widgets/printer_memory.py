"""Remembers the last printer, tray and sides."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE_NAME = "printer.json"


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """The printer by its name; tray and sides by Qt's names, or Windows' number of a tray that Qt has no name for;
    `slot` is the printer's own name of its tray where the system (CUPS) has such. Empty where never chosen."""

    name: str = ""
    tray: str = ""
    slot: str = ""
    sides: str = ""


class PrinterMemory:
    """Stored in a JSON file beside the window's; without a folder, until the program ends."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / _FILE_NAME if folder else None
        self._choice = PrinterChoice()

    def load(self) -> PrinterChoice:
        if self._file is not None:
            with suppress(OSError, ValueError, TypeError, AttributeError):
                found = json.loads(self._file.read_text(encoding="utf-8"))
                known = {name: found[name] for name in asdict(PrinterChoice()) if isinstance(found.get(name), str)}
                self._choice = PrinterChoice(**known)
        return self._choice

    def save(self, choice: PrinterChoice) -> None:
        self._choice = choice
        if self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(asdict(choice), ensure_ascii=False), encoding="utf-8")
