"""Reading lists: the corpus of files with what must come of each, and what reading does with files and time."""

from __future__ import annotations

import errno
import hashlib
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import ListField, ListFile, RowRules, check, propose, propose_mapping
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.reading import read_list
from tests.exchange.corpus import CORPUS, Expected, rows_workbook, steady
from tests.exploring import examples
from tests.lists import TODAY, accounted_for, dashed, write_messy_list
from tests.refusals import refusal_of


@pytest.fixture
def numbers(test_numbers: tuple[str, ...]) -> list[str]:
    return [dashed(number) for number in test_numbers[:60]]


UNREADABLE = [name for name, (_, expected) in CORPUS.items() if expected.unreadable]
IN_TROUBLE = [name for name, (_, expected) in CORPUS.items() if expected.trouble]
IMPORTABLE = [name for name in CORPUS if name not in {*UNREADABLE, *IN_TROUBLE}]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_why(name: str, numbers: list[str], tmp_path: Path) -> None:
    builder, expected = CORPUS[name]
    path = tmp_path / "lista.dat"
    path.write_bytes(builder(numbers))
    with pytest.raises(ListUnreadable) as refused:
        read_list(path)
    assert refused.value.code == expected.unreadable
    assert refused.value.code in set(ListTrouble)


def _read(name: str, numbers: list[str], folder: Path) -> tuple[ListFile, Expected]:
    builder, expected = CORPUS[name]
    data = builder(numbers)
    path = folder / "lista.dat"
    path.write_bytes(data)
    listed = read_list(path)
    assert listed.kind == expected.kind
    assert listed.content_hash == hashlib.sha256(data).hexdigest()
    return listed, expected


@pytest.mark.parametrize("name", IN_TROUBLE)
def test_what_cannot_be_mapped_says_why(name: str, numbers: list[str], tmp_path: Path) -> None:
    listed, expected = _read(name, numbers, tmp_path)
    assert [trouble.code for trouble in propose(listed, TODAY).mapping.troubles] == [expected.trouble]


@pytest.mark.parametrize("name", IMPORTABLE)
def test_what_can_be_imported(name: str, numbers: list[str], tmp_path: Path) -> None:
    listed, expected = _read(name, numbers, tmp_path)
    proposed = propose(listed, TODAY)
    sheet, mapping = listed.sheets[proposed.sheet], proposed.mapping
    assert mapping.troubles == ()
    assert (sheet.hidden_rows, sheet.hidden_columns) == (expected.hidden_rows, expected.hidden_columns)
    assert sheet.filtered is expected.filtered
    done = check(sheet, mapping, RowRules(TODAY))
    assert accounted_for(done)
    assert tuple(one.row for one in done.ready) == expected.ready
    assert {one.row: str(one.problems[0].code) for one in done.set_aside} == expected.set_aside
    assert expected.family in ("", *[one.details.name.family for one in done.ready[:1]])
    warnings = {one.row: [remark.code for remark in one.warnings] for one in done.ready}
    assert [row for row, code in expected.remarks.items() if code not in warnings[row]] == []


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 60


def test_a_messy_list(test_numbers: tuple[str, ...], tmp_path: Path) -> None:
    messy = write_messy_list(tmp_path / "rebus.xlsx", test_numbers)
    sheet = read_list(messy.path).sheets[0]
    mapping = propose_mapping(sheet, TODAY)
    assert mapping.header == messy.header
    assert mapping.columns(ListField.IDENTITY) == (messy.identity_column,)
    done = check(sheet, mapping, RowRules(TODAY))
    assert {one.row: one.problems[0].code for one in done.set_aside} == messy.set_aside
    assert (len(done.ready), len(done.ready) + len(done.set_aside)) == (messy.ready, messy.data_rows)
    for row, (column, right) in messy.fixes.items():
        done = done.replaced(row, column, right)
    assert len(done.set_aside) == len(messy.set_aside) - len(messy.fixes)
    assert accounted_for(done)


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("Personnummer\tNamn\r\n{0}\tEk, Karin\r\n", id="from Excel"),
        pytest.param("{0}", id="one number"),
        pytest.param("<table><tr><td>Personnummer<tr><td>{0}</table>", id="from a browser"),
    ],
)
def test_pasted_text(pasted: str, numbers: list[str]) -> None:
    sheet = read_list(pasted.format(numbers[0])).sheets[0]
    assert len(check(sheet, propose_mapping(sheet, TODAY), RowRules(TODAY)).ready) == 1


def test_the_sheet_has_the_file_s_or_the_sheet_s_name(numbers: list[str], tmp_path: Path) -> None:
    (tmp_path / "Kvinnor 1976.csv").write_text(numbers[0], encoding="utf-8")
    assert read_list(tmp_path / "Kvinnor 1976.csv").sheets[0].name == "Kvinnor 1976"
    assert read_list(rows_workbook(["Personnummer"])).sheets[0].name == "Sheet"


def test_missing_folder_and_lock_file(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "borta.xlsx", "missing"),
        (tmp_path, "folder"),
        (tmp_path / "~$lista.xlsx", "lock_file"),
        (tmp_path / "lista.xlsx" / "lista.xlsx", "missing"),
    ):
        with pytest.raises(ListUnreadable) as refused:
            read_list(path)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (PermissionError(13, "in use"), "in_use"),
        (OSError(errno.EBUSY, "in use on a share"), "in_use"),
        (OSError(5, "gone"), "unreachable"),
        (FileNotFoundError(), "missing"),
    ],
)
def test_trouble_while_opening(raised: OSError, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("x", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ListUnreadable) as refused:
        read_list(path)
    assert refused.value.code == code


def test_a_part_of_the_file_is_held_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening it went well, as Windows has it where Excel locks only what it writes."""
    path = tmp_path / "lista.csv"
    path.write_text("x", encoding="utf-8")

    class Held(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "open", lambda *_: Held())
    with pytest.raises(ListUnreadable) as refused:
        read_list(path)
    assert refused.value.code == "in_use"


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "lista.xlsx"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    began = time.monotonic()
    with pytest.raises(ListUnreadable) as refused:
        read_list(path)
    assert (refused.value.code, refused.value.data["megabytes"]) == ("too_large", 200)
    assert time.monotonic() - began < 1


def test_too_many_rows_of_text() -> None:
    with pytest.raises(ListUnreadable) as refused:
        read_list("x\n" * 250_001)
    assert refused.value.code == "too_many_rows"


def test_a_ragged_text_is_not_filled_out_without_bound() -> None:
    with pytest.raises(ListUnreadable) as refused:
        read_list("a;b\n" * 10_000 + ";" * 1_500)
    assert refused.value.code == "too_wide"


@pytest.mark.parametrize("asked_before", [0, 1, 2])
def test_cancelled_at_every_question(asked_before: int, numbers: list[str]) -> None:
    data = rows_workbook(["Personnummer"], *[[number] for number in numbers])
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > asked_before

    with pytest.raises(Cancelled):
        read_list(data, cancelled=cancelled)


def test_cancel_need_not_wait_for_a_large_workbook(numbers: list[str]) -> None:
    """The values of a workbook are read in one go that cannot be broken off; the one who waits can."""
    data = rows_workbook(
        ["Personnummer", "Text"],
        *[[numbers[0], hashlib.sha512(bytes([turn % 256] * turn)).hexdigest()] for turn in range(4000)],
    )
    assert len(data) > 200_000
    began: list[float] = []

    def cancelled() -> bool:
        began.append(time.monotonic())
        return len(began) > 3

    with pytest.raises(Cancelled):
        read_list(data, cancelled=cancelled)
    assert time.monotonic() - began[3] < 0.2


ARCHIVE = steady(rows_workbook(["Personnummer", "Namn"], ["19560113-2334", "Ek"]))


def _gives_an_outcome(data: bytes | str) -> None:
    refused = refusal_of(lambda: read_list(data))
    assert refused in {None, *ListTrouble}
    for sheet in () if refused else read_list(data).sheets:
        mapping = propose_mapping(sheet, TODAY)
        if mapping.fields and any(trouble.code == "no_identity" for trouble in mapping.troubles):
            mapping = mapping.with_field(0, ListField.IDENTITY)
        assert mapping.troubles or accounted_for(check(sheet, mapping, RowRules(TODAY)))


@given(st.binary(max_size=400))
def test_any_bytes_give_an_outcome(data: bytes) -> None:
    _gives_an_outcome(data)


@given(st.text(max_size=400))
def test_any_pasted_text_gives_an_outcome(text: str) -> None:
    _gives_an_outcome(text)


@examples(60)
@given(
    head=st.sampled_from(
        [
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"<html><table>",
            b"<?xml ",
            b"\xff\xfe",
            b"\t\x08\x06\x00",
        ]
    ),
    rest=st.binary(max_size=300),
)
def test_any_bytes_after_a_known_beginning_give_an_outcome(head: bytes, rest: bytes) -> None:
    _gives_an_outcome(head + rest)


@given(at=st.integers(0, len(ARCHIVE) - 1), byte=st.integers(0, 255))
def test_a_workbook_with_any_byte_changed_gives_an_outcome(at: int, byte: int) -> None:
    _gives_an_outcome(ARCHIVE[:at] + bytes([byte]) + ARCHIVE[at + 1 :])


@examples(60)
@given(at=st.integers(0, len(ARCHIVE)))
def test_a_workbook_cut_anywhere_gives_an_outcome(at: int) -> None:
    _gives_an_outcome(ARCHIVE[:at])


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(", ", id="commas"),
        pytest.param(";", id="semicolons"),
        pytest.param(" ", id="spaces"),
        pytest.param("\t", id="tabs"),
        pytest.param(",\r\n", id="a comma after each line"),
        pytest.param("\n\n", id="lines between"),
    ],
)
def test_nothing_but_numbers_is_one_column(between: str, numbers: list[str]) -> None:
    """However they are separated: of several on a line only the first would count otherwise."""
    sheet = read_list(between.join(numbers[:5])).sheets[0]
    assert [row[0] for row in sheet.rows if any(row)] == numbers[:5]
    assert sheet.width == 1
