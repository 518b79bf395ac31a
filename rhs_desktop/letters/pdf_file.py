"""A PDF file written object by object, so that memory does not grow with the number of letters."""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping


class PdfFile:
    """Numbers objects, writes them, and ends the file with its cross-reference table.

    Equal calls give equal bytes: no clock and no chance.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._offsets: list[int] = [0]
        self._digest = sha256()
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def put(self, body: str | bytes, number: int | None = None) -> int:
        """Write an object; its number."""
        number = self.reserve() if number is None else number
        if self._offsets[number]:
            raise ValueError(f"object {number} is written already")
        self._offsets[number] = self._at
        raw = body.encode("latin-1") if isinstance(body, str) else body
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, raw))
        return number

    def put_stream(self, data: bytes, entries: str = "", number: int | None = None) -> int:
        """Write a compressed stream with further dictionary entries; its number."""
        packed = zlib.compress(data, 6)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries}>>\nstream\n".encode("latin-1")
        return self.put(b"%b%b\nendstream" % (head, packed), number)

    def put_plain_stream(self, data: bytes, entries: str) -> int:
        """Write a stream that everyone may read without unpacking, such as metadata; its number."""
        head = f"<< /Length {len(data)} {entries}>>\nstream\n".encode("latin-1")
        return self.put(b"%b%b\nendstream" % (head, data))

    def finish(self, root: int, info: int) -> None:
        """Write the table of objects and the trailer."""
        start = self._at
        lost = [number for number, offset in enumerate(self._offsets) if number and not offset]
        if lost:
            raise ValueError(f"objects {lost} were promised and never written")
        rows = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[1:])
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets) + rows)
        name = self._digest.hexdigest()[:32]
        self._write(
            f"trailer\n<< /Size {len(self._offsets)} /Root {root} 0 R /Info {info} 0 R "
            f"/ID [<{name}> <{name}>] >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
        )

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
