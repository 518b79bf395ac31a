"""Workbooks with a password: what goes out opens with it alone, and what comes in is believed as little as any file."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from rhs_desktop.domain.checklists import Cell
from rhs_desktop.domain.errors import Cancelled, FileUnwritable, ListUnreadable
from rhs_desktop.exchange.checklist_file import ExportRow, write_checklist
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.exchange.workbook_writer import Table, write_workbook
from rhs_desktop.exchange.xls_container import stream
from rhs_desktop.exchange.xlsx_password import MOST_PROTECTED, Unprotectable, protect, unprotect
from tests.exploring import examples
from tests.lists import dashed
from tests.refusals import refusal_of

NOW = datetime(2026, 11, 9, 14, 33)
PASSWORD = "ärtsoppa på torsdag"
CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAME = "Kärrström"


def workbook(rows: int, name: str = NAME) -> bytes:
    out = io.BytesIO()
    table: list[list[Cell]] = [[f"{name} {turn}", (turn * 7919) % 10_007] for turn in range(rows)]
    write_workbook(out, [Table("Lista", ("Namn", "Tal"), table)], NOW)
    return out.getvalue()


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return protect(workbook(3), PASSWORD)


def code(data: bytes, password: str = PASSWORD) -> str:
    with pytest.raises(ListUnreadable) as refused:
        unprotect(data, password)
    return refused.value.code


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(0, id="so small that the library would misplace it"),
        pytest.param(40, id="about as large as the boundary"),
        pytest.param(300, id="some hundred"),
        pytest.param(20_000, id="a large clinic"),
    ],
)
def test_what_goes_out_comes_back(rows: int) -> None:
    content = workbook(rows)
    sealed = protect(content, PASSWORD)
    assert sealed.startswith(CONTAINER)
    listed = read_list(sealed, password=PASSWORD) if rows else None
    opened = unprotect(sealed, PASSWORD)
    assert members(opened) == members(content)
    assert listed is None or [list(row) for row in listed.sheets[0].rows] == [
        ["Namn", "Tal"],
        *[[f"{NAME} {turn}", float((turn * 7919) % 10_007)] for turn in range(rows)],
    ]


def first_name(content: bytes) -> Cell:
    return read_list(content).sheets[0].rows[1][0]


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nothing_of_it_can_be_read(sealed: bytes) -> None:
    assert first_name(unprotect(sealed, PASSWORD)) == f"{NAME} 0"
    for said in (NAME.encode(), NAME.encode("utf-16-le"), b"PK\x03\x04", b"sheetData", PASSWORD.encode("utf-16-le")):
        assert said not in sealed


def test_each_has_its_own_key() -> None:
    content = workbook(300)
    first, second = (stream(protect(content, PASSWORD), "EncryptedPackage")[8:] for _ in range(2))
    assert len(first) == len(second) > 4_096
    assert sum(one == other for one, other in zip(first, second, strict=True)) < len(first) / 50


@pytest.mark.parametrize("password", ["ärtsoppa på torsda", "Ärtsoppa på torsdag", "ärtsoppa på torsdag "])
def test_a_wrong_password(password: str, sealed: bytes) -> None:
    assert code(sealed, password) == "password_wrong"


def test_without_a_password_it_asks_for_one(sealed: bytes) -> None:
    with pytest.raises(ListUnreadable) as refused:
        read_list(sealed)
    assert (refused.value.code, refused.value.data) == ("password", {"asks": True})


def test_the_same_content_is_the_same_list_whatever_the_password() -> None:
    content = workbook(300)
    again = protect(content, "en annan mening")
    assert read_list(content).content_hash == read_list(again, password="en annan mening").content_hash


def test_a_password_is_nothing_to_a_list_that_has_none() -> None:
    assert read_list(workbook(3), password=PASSWORD).sheets[0].rows[1][0] == f"{NAME} 0"


def test_one_that_is_too_large_is_refused() -> None:
    with pytest.raises(Unprotectable) as refused:
        protect(b"PK" + bytes(MOST_PROTECTED), PASSWORD)
    assert refused.value.trouble == "too_large"


def test_what_does_not_open_again_does_not_count(monkeypatch: pytest.MonkeyPatch, sealed: bytes) -> None:
    for wrong in (sealed, sealed[:-600], b""):
        monkeypatch.setattr(OOXMLFile, "encrypt", lambda file, password, out, wrong=wrong: out.write(wrong))
        with pytest.raises(Unprotectable) as refused:
            protect(workbook(5), PASSWORD)
        assert refused.value.trouble == "unprotected"


# ---- what comes in ---------------------------------------------------------------------------------------------------


def changed(data: bytes, before: bytes, after: bytes) -> bytes:
    assert data.count(before) == 1
    assert len(before) == len(after)
    return data.replace(before, after)


def test_rounds_without_end_are_refused(sealed: bytes) -> None:
    assert code(changed(sealed, b'spinCount="100000" ', b'spinCount="9999999"')) == "damaged"


def test_a_description_that_declares_entities_is_refused(sealed: bytes) -> None:
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    assert code(changed(sealed, head, b'<!DOCTYPE e [<!ENTITY a "b">]>'.ljust(len(head)))) == "entities"


def test_protection_of_another_kind_is_told_as_before(sealed: bytes) -> None:
    strange = changed(sealed, b"\x04\x00\x04\x00\x40\x00\x00\x00<?xml", b"\x04\x00\x03\x00\x40\x00\x00\x00<?xml")
    with pytest.raises(ListUnreadable) as refused:
        unprotect(strange, PASSWORD)
    assert (refused.value.code, refused.value.data) == ("password", {})


def test_a_changed_content_is_noticed(sealed: bytes) -> None:
    place = len(sealed) - 2_000
    assert code(sealed[:place] + bytes((sealed[place] ^ 1,)) + sealed[place + 1 :]) == "damaged"


@examples(20)
@given(place=st.integers(0, 7_000), by=st.integers(1, 255), cut=st.integers(0, 8_000))
def test_damaged_ones_are_told_as_damaged(sealed: bytes, place: int, by: int, cut: int) -> None:
    damaged = sealed[:place] + bytes((sealed[place] ^ by,)) + sealed[place + 1 : len(sealed) - cut]
    refused = refusal_of(lambda: unprotect(damaged, PASSWORD))
    assert refused in (None, "damaged", "password", "password_wrong", "entities")
    assert refused or first_name(unprotect(damaged, PASSWORD)) == f"{NAME} 0"


def test_avbryt_while_it_opens(sealed: bytes) -> None:
    with pytest.raises(Cancelled):
        unprotect(sealed, PASSWORD, lambda: True)


# ---- the checklist ---------------------------------------------------------------------------------------------------


def export(path: Path, number: str, **more: object) -> None:
    given: dict[str, object] = {"before": lambda _: None, "cancelled": lambda: False} | more
    write_checklist(
        path,
        at=NOW,
        title="Checklista",
        own_headings=("Personnummer", "Namn"),
        our_headings=("Nästa steg",),
        rows=[ExportRow((dashed(number), NAME), ("Ring",))],
        about_title="Om listan",
        about=lambda written: [f"{written.rows} är med."],
        password=PASSWORD,
        **given,  # type: ignore[arg-type]
    )


def test_the_plain_list_is_never_on_the_disk(test_numbers: tuple[str, ...], tmp_path: Path) -> None:
    seen: list[bytes] = []
    export(
        tmp_path / "ut.xlsx",
        test_numbers[0],
        before=lambda _: seen.extend(path.read_bytes() for path in tmp_path.iterdir()),
    )
    assert [content.startswith(CONTAINER) and NAME.encode() not in content for content in seen] == [True]
    assert read_list(tmp_path / "ut.xlsx", password=PASSWORD).sheets[0].rows[1][:2] == [dashed(test_numbers[0]), NAME]


def test_nothing_is_left_of_a_protected_list_that_was_stopped(test_numbers: tuple[str, ...], tmp_path: Path) -> None:
    for turn in range(1, 3):
        asked = iter(range(10))
        with pytest.raises(Cancelled):
            export(tmp_path / "ut.xlsx", test_numbers[0], cancelled=lambda a=asked, t=turn: next(a) >= t)
        assert list(tmp_path.iterdir()) == []


def test_a_list_that_cannot_be_protected_is_not_written_plain(
    test_numbers: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OOXMLFile, "encrypt", lambda file, password, out: out.write(workbook(5)))
    with pytest.raises(FileUnwritable) as refused:
        export(tmp_path / "ut.xlsx", test_numbers[0])
    assert (refused.value.code, refused.value.data) == ("unprotected", {"name": "ut.xlsx"})
    assert list(tmp_path.iterdir()) == []
