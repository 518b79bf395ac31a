"""The file itself: every object is where its table says, and memory stays as it is however many letters there are."""

from __future__ import annotations

import io
import random
import tracemalloc

import pikepdf
import pytest

from rhs_desktop.domain.letters.letter_plan import Letter
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.letters.batch import draw_letters
from rhs_desktop.letters.pdf.object_table import ObjectTable
from rhs_desktop.letters.pdf.pdf_file import PdfFile
from tests.letters.samples import letter, mailing

KIB = 1024


def rows(table: ObjectTable) -> list[tuple[int, int, int]]:
    whole = b"".join(table.rows())
    cut = (whole[at : at + 8] for at in range(0, len(whole), 8))
    return [(row[0], int.from_bytes(row[1:6], "big"), int.from_bytes(row[6:], "big")) for row in cut]


@pytest.mark.parametrize("count", [1, 4095, 4096, 4097, 20_000])
def test_the_table_tells_every_place_in_the_order_of_the_numbers(count: int) -> None:
    """Numbers are promised in their order and kept in any order, some only at the very end."""
    table, chance = ObjectTable(), random.Random(count)
    waiting: list[int] = []
    expected = {0: (0, 0, 0)}

    def keep(number: int) -> None:
        if number % 3:
            table.wait(number)
            table.put_packed(number, 70_000 + number, number % 200)
            expected[number] = (2, 70_000 + number, number % 200)
        else:
            table.put_plain(number, number * 1_000_003)
            expected[number] = (1, number * 1_000_003, 0)

    for _ in range(count):
        waiting.append(table.reserve())
        if len(waiting) > 40:
            keep(waiting.pop(chance.randrange(1, len(waiting))))
    assert table.lost == sorted(waiting)
    for number in waiting:
        keep(number)
    assert table.lost == []
    assert len(table) == count + 1
    assert rows(table) == [expected[number] for number in range(count + 1)]


def test_an_object_is_written_once() -> None:
    file = PdfFile(io.BytesIO())
    number = file.put("<< >>")
    with pytest.raises(ValueError, match=f"object {number} is written already"):
        file.put("<< >>", number)
    for _ in range(10_000):
        file.put("<< >>")
    with pytest.raises(ValueError, match=f"object {number} is written already"):
        file.put("<< >>", number)


def test_a_promise_that_is_not_kept_is_told() -> None:
    file = PdfFile(io.BytesIO())
    root, promised = file.put("<< >>"), file.reserve()
    with pytest.raises(ValueError, match=rf"objects \[{promised}\] were promised"):
        file.finish(root, root)


def test_every_object_of_a_large_file_can_be_found() -> None:
    out = io.BytesIO()
    file = PdfFile(out)
    pages = file.reserve()
    numbers = [file.put(f"<< /Number {turn} >>") for turn in range(9_000)]
    streams = [file.put_stream(b"%d" % turn) for turn in range(300)]
    file.put("<< /Type /Pages /Kids [] /Count 0 >>", pages)
    root = file.put(f"<< /Type /Catalog /Pages {pages} 0 R >>")
    file.finish(root, file.put("<< >>"))
    with pikepdf.open(out) as pdf:
        assert [int(pdf.get_object(number, 0).Number) for number in numbers] == list(range(9_000))
        assert [int(pdf.get_object(number, 0).read_bytes()) for number in streams] == list(range(300))
        assert pdf.check_pdf_syntax() == []


class Nowhere(io.RawIOBase):
    """A file whose content nobody keeps."""

    def write(self, data: object, /) -> int:
        assert isinstance(data, bytes)
        return len(data)


def peak_of(letters: list[Letter]) -> int:
    """The most bytes that drawing them held at a time."""
    tracemalloc.start()
    try:
        draw_letters(Nowhere(), letters, mailing())  # type: ignore[arg-type]
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_batch() -> None:
    one = letter()
    letters = [Letter(case, one.name, one.block, code_of(case)) for case in range(1, 451)]
    peak_of(letters[:10])
    few, many = peak_of(letters[:150]), peak_of(letters)
    assert (many - few) / KIB / 300 < 0.3
