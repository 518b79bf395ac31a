"""The layout that is kept between starts: geometry, columns, filters, colour scheme. Holds no personal data."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rhs_desktop.ui.case_list.filter import DUE_TODAY, Filter, Span, Tab
from rhs_desktop.ui.widgets.theme import Mode

FILE_NAME = "window.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """`geometry` and `splitter` are Qt's own, in base64. `columns` and `widths` as the header gives them."""

    geometry: str = ""
    splitter: str = ""
    columns: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)
    sort: str = "due"
    descending: bool = False
    compact: bool = False
    mode: str = Mode.SYSTEM
    filter: dict[str, Any] = field(default_factory=lambda: {"work": DUE_TODAY})


class LayoutMemory:
    """A JSON file beside the data. Errors when reading or writing it are ignored: defaults are used."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE_NAME if folder else None

    def load(self) -> Layout:
        if self._file is None:
            return Layout()
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return _read(found)
        except (OSError, ValueError, TypeError, AttributeError):
            return Layout()

    def save(self, layout: Layout) -> None:
        if self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps(asdict(layout), ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(self._file)


def _read(found: dict[str, Any]) -> Layout:
    """The values of the right types; defaults for the others."""
    fresh = asdict(Layout())
    kept = {name: found[name] for name, value in fresh.items() if isinstance(found.get(name), _kind(value))}
    kept["columns"] = tuple(str(key) for key in kept.get("columns", ()))
    kept["widths"] = {str(key): int(width) for key, width in kept.get("widths", {}).items()}
    return Layout(**kept)


def _kind(value: object) -> tuple[type, ...]:
    return (list, tuple) if isinstance(value, tuple) else (type(value),) if not isinstance(value, str) else (str,)


def remember_filter(wanted: Filter) -> dict[str, Any]:
    """The filter as JSON, without names of residents or colleagues."""
    return {
        "tab": wanted.tab.value,
        "work": wanted.work,
        "status": sorted(wanted.status),
        "span": wanted.span.value if wanted.span is not Span.DAYS else Span.ANY.value,
        "case_type": sorted(wanted.case_type),
        "closed": wanted.closed,
    }


def remembered_filter(found: dict[str, Any]) -> Filter:
    """The kept filter; the default one where it cannot be read."""
    try:
        return Filter(
            tab=Tab(found.get("tab", Tab.TO_HANDLE)),
            work=str(found.get("work", "")),
            status=frozenset(found.get("status", ())),
            span=Span(found.get("span", Span.ANY)),
            case_type=frozenset(found.get("case_type", ())),
            closed=bool(found.get("closed", True)),
        )
    except (ValueError, TypeError):
        return Filter()
