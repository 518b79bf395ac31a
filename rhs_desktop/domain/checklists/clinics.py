"""Names of clinics that lists give as *Listad vårdcentral*: which are our own is asked once for each.

A name is compared without the words that all clinics have, so that *Ekeby VC* and *Vårdcentralen Ekeby* are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rhs_desktop.domain.checklists.fields import ListField, compact
from rhs_desktop.domain.checklists.mapping import ColumnMapping
from rhs_desktop.domain.checklists.table import Sheet, text
from rhs_desktop.domain.recognition.reader import recognise

_SAID_OF_ALL = frozenset(("vc", "vcn", "vardcentral", "vardcentralen", "hc", "halsocentral", "halsocentralen"))

Ours = Mapping[str, bool]
"""By `clinic_key`, whether a clinic is our own, as a person said."""


@dataclass(frozen=True, slots=True)
class NamedClinic:
    """A name that stands in so many rows. `ours` is None where nobody has said whether it is our own."""

    name: str
    rows: int
    ours: bool | None


@lru_cache(maxsize=4096)
def clinic_key(name: str) -> str:
    """What identifies a clinic by its name; empty for a text without any."""
    words = [word for part in name.replace("-", " ").split() if (word := compact(part))]
    return "".join(word for word in words if word not in _SAID_OF_ALL) or "".join(words)


def is_a_name(said: str) -> bool:
    """Whether a cell of the column names a clinic, and says nothing of the person."""
    return any(sign.isalpha() for sign in said) and not recognise(said)


def named_clinics(sheet: Sheet, mapping: ColumnMapping, ours: Ours) -> tuple[NamedClinic, ...]:
    """The names that the rows with a number give, each once as it stands first; those nobody has answered first."""
    columns = mapping.columns(ListField.LISTED_AT)
    if not columns:
        return ()
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    heading = mapping.headings[columns[0]]
    column, numbers = columns[0], mapping.columns(ListField.IDENTITY)
    people = [row for row in sheet.rows[mapping.header or 0 :] if any(row[number] != "" for number in numbers)]
    cells = Counter(cell for row in people if type(cell := row[column]) is str and cell)
    for cell, count in cells.items():
        if (said := text(cell)) != heading and is_a_name(said):
            key = clinic_key(said)
            names.setdefault(key, said)
            counts[key] += count
    found = [NamedClinic(names[key], count, ours.get(key)) for key, count in counts.most_common()]
    return tuple(sorted(found, key=lambda one: one.ours is not None))
