"""Renders pages of a PDF, for the window's preview and for tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_PDFIUM = threading.Lock()
"""PDFium is not thread-safe."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page in pixels: rows from the top, four bytes a pixel, red green blue alpha."""

    width: int
    height: int
    rgba: bytes


class PdfPreview:
    """An open PDF, from a file or from memory. Use it in a `with` block, or call `close`."""

    def __init__(self, source: Path | bytes) -> None:
        import pypdfium2  # type: ignore[import-untyped]

        with _PDFIUM:
            self._pdf = pypdfium2.PdfDocument(source)
            self.pages = len(self._pdf)

    def picture(self, page: int, dots_per_inch: float = 100) -> PagePicture:
        """One page, counted from 0, on white."""
        with _PDFIUM:
            opened = self._pdf[page]
            bitmap = opened.render(scale=dots_per_inch / 72, rev_byteorder=True, force_bitmap_format=_BGRA)
            picture = PagePicture(bitmap.width, bitmap.height, bytes(bitmap.buffer))
            bitmap.close()
            opened.close()
        return picture

    def size(self, page: int) -> tuple[float, float]:
        """A page's width and height in points."""
        with _PDFIUM:
            width, height = self._pdf.get_page_size(page)
        return float(width), float(height)

    def text(self, page: int) -> str:
        """The page's text in drawing order, lines ended by a newline."""
        with _PDFIUM:
            opened = self._pdf[page]
            words = opened.get_textpage()
            text = words.get_text_range()
            words.close()
            opened.close()
        return str(text).replace("\r\n", "\n")

    def close(self) -> None:
        """Close the file."""
        with _PDFIUM:
            self._pdf.close()

    def __enter__(self) -> PdfPreview:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def readable_pages(source: Path) -> int:
    """How many pages can be read; 0 for what is no PDF, or an incomplete one."""
    import pypdfium2

    try:
        with PdfPreview(source) as pdf:
            return pdf.pages
    except (pypdfium2.PdfiumError, OSError):
        return 0


_BGRA = 4
"""PDFium's number for four bytes a pixel with alpha; `rev_byteorder` turns it into RGBA."""
