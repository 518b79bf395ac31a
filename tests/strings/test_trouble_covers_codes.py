"""No foreseen trouble without words: every code that the source raises has its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from rhs_desktop.strings import errors
from tests.repository import module_files

TABLES = {"EntryRefused": errors.ENTRY, "HistoryRefused": errors.HISTORY, "StoreUnavailable": errors.STORE}
_RAISED = re.compile(r"\b(EntryRefused|HistoryRefused|StoreUnavailable)\(\s*\"([a-z_]+)\"")


def raised() -> Iterator[tuple[str, str]]:
    for file in module_files().values():
        yield from _RAISED.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("family", "code"), sorted(set(raised())))
def test_every_code_has_words(family: str, code: str) -> None:
    said, _ = TABLES[family][code]
    assert said.endswith((".", "…"))


def test_the_search_finds_codes_of_both_families() -> None:
    found = set(raised())
    assert ("HistoryRefused", "said_no") in found
    assert ("StoreUnavailable", "missing") in found
    assert len(found) > 40


def test_no_words_for_codes_that_nothing_raises() -> None:
    everything = "".join(
        file.read_text(encoding="utf-8") for name, file in module_files().items() if "strings" not in name
    )
    assert not [code for table in TABLES.values() for code in table if f'"{code}"' not in everything]
