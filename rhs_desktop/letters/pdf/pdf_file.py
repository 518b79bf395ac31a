"""A PDF file written object by object, so that memory does not grow with the number of letters.

Dictionaries and arrays go into compressed object streams (PDF 1.5): the structure that lets a letter be read out is
many small objects, and would otherwise be most of the file.
"""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from rhs_desktop.letters.pdf.object_table import WIDTHS, ObjectTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKED_TOGETHER = 200


class PdfFile:
    """Numbers objects, writes them, and ends the file with its cross-reference table.

    Equal calls give equal bytes: no clock and no chance.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._table = ObjectTable()
        self._pending: list[tuple[int, bytes]] = []
        self._digest = sha256()
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """A number for an object that is written later."""
        return self._table.reserve()

    def put(self, body: str, number: int | None = None) -> int:
        """Write a dictionary or an array; its number."""
        number = self.reserve() if number is None else number
        self._table.wait(number)
        self._pending.append((number, body.encode("latin-1")))
        if len(self._pending) == _PACKED_TOGETHER:
            self._pack()
        return number

    def put_stream(self, data: bytes, entries: str = "", *, compress: bool = True) -> int:
        """Write a stream with further dictionary entries; its number. Metadata is left for everyone to read."""
        number = self.reserve()
        self._put_stream(number, data, entries, compress=compress)
        return number

    def finish(self, root: int, info: int) -> None:
        """Write the table of objects and the end of the file."""
        self._pack()
        number = self.reserve()
        start = self._at
        self._table.put_plain(number, start)
        if lost := self._table.lost:
            raise ValueError(f"objects {lost} were promised and never written")
        name = self._digest.hexdigest()[:32]
        length = sum(map(len, self._packed_table()))
        self._write(
            f"{number} 0 obj\n<< /Length {length} /Type /XRef /W {WIDTHS} /Size {len(self._table)} "
            f"/Root {root} 0 R /Info {info} 0 R /ID [<{name}> <{name}>] /Filter /FlateDecode >>\nstream\n".encode(
                "ascii"
            )
        )
        for piece in self._packed_table():
            self._write(piece)
        self._write(b"\nendstream\nendobj\n")
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))

    def _packed_table(self) -> Iterator[bytes]:
        """The table compressed piece by piece. Made twice, to be measured and to be written, and so never held."""
        packer = zlib.compressobj(6)
        yield from map(packer.compress, self._table.rows())
        yield packer.flush()

    def _pack(self) -> None:
        if not self._pending:
            return
        number = self.reserve()
        heads, bodies, at = [], [], 0
        for index, (packed, body) in enumerate(self._pending):
            self._table.put_packed(packed, number, index)
            heads.append(b"%d %d" % (packed, at))
            bodies.append(body)
            at += len(body) + 1
        head = b" ".join(heads) + b"\n"
        entries = f"/Type /ObjStm /N {len(bodies)} /First {len(head)} "
        self._put_stream(number, head + b"\n".join(bodies), entries)
        self._pending.clear()

    def _put_stream(self, number: int, data: bytes, entries: str, *, compress: bool = True) -> None:
        self._table.put_plain(number, self._at)
        if compress:
            data = zlib.compress(data, 6)
            entries += "/Filter /FlateDecode "
        head = f"{number} 0 obj\n<< /Length {len(data)} {entries}>>\nstream\n"
        self._write(head.encode("latin-1") + data + b"\nendstream\nendobj\n")

    def _write(self, raw: bytes) -> None:
        self._out.write(raw)
        self._digest.update(raw)
        self._at += len(raw)


def text_string(text: str) -> str:
    """A text for a dictionary (title, language, alternative text), in UTF-16 where it must be."""
    if text.isascii():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<feff{text.encode('utf-16-be').hex()}>"


def dictionary(entries: Mapping[str, str]) -> str:
    """A PDF dictionary from names and values that are written already."""
    return "<< " + " ".join(f"/{name} {value}" for name, value in entries.items()) + " >>"
