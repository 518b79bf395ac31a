"""No expected trouble without its Swedish sentence, and no code that nothing raises."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from rhs_desktop.domain.errors import EntryRefusal, HistoryRefusal, ListTrouble, StoreTrouble, WriteTrouble
from rhs_desktop.domain.letters.reply_code import CodeTrouble
from rhs_desktop.strings import cli, errors
from rhs_desktop.strings.checklists import reading
from tests.repository import module_files

TABLES: Mapping[type[StrEnum], Mapping[StrEnum, tuple[object, str]]] = {
    EntryRefusal: errors.ENTRY,  # type: ignore[dict-item]
    HistoryRefusal: errors.HISTORY,  # type: ignore[dict-item]
    StoreTrouble: errors.STORE,  # type: ignore[dict-item]
    WriteTrouble: errors.FILE,  # type: ignore[dict-item]
    ListTrouble: reading.UNREADABLE,  # type: ignore[dict-item]
    cli.UsageTrouble: cli.USAGE,  # type: ignore[dict-item]
}
CODES = (*TABLES, CodeTrouble)


@pytest.mark.parametrize("codes", TABLES)
def test_every_code_has_a_sentence(codes: type[StrEnum]) -> None:
    assert set(TABLES[codes]) == set(codes)
    assert [said for said, _ in TABLES[codes].values() if isinstance(said, str) and said[-1] not in ".…?}"] == []


@pytest.mark.parametrize("codes", CODES)
def test_every_code_is_used_outside_the_strings(codes: type[StrEnum]) -> None:
    source = "".join(file.read_text(encoding="utf-8") for name, file in module_files().items() if "strings" not in name)
    assert [code.name for code in codes if f"{codes.__name__}.{code.name}" not in source] == []
