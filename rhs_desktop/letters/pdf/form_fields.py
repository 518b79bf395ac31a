"""The boxes of a reply letter as form fields, for a letter that is sent digitally instead of on paper.

Each field has its label as words for a screen reader and its own place in the structure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rhs_desktop.letters.measures import SHEET_HEIGHT, points
from rhs_desktop.letters.pdf.page_elements import InputKind
from rhs_desktop.letters.pdf.pdf_file import text_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rhs_desktop.letters.pdf.page_elements import Input
    from rhs_desktop.letters.pdf.pdf_file import PdfFile

_ON = "Ja"


class Fields:
    """Writes form fields into a file. `own_key` gives each structure element its number in the parent tree."""

    def __init__(self, file: PdfFile, own_key: Callable[[int], int]) -> None:
        self._file = file
        self._own_key = own_key
        self._written: list[int] = []

    def add(self, inputs: Iterable[Input], page: int, part: int) -> tuple[list[int], list[int]]:
        """Write a block's fields; the annotations for the page, and the structure elements for the reading order."""
        annotations, elements = [], []
        for one in inputs:
            annotation, element = self._file.reserve(), self._file.reserve()
            self._file.put(
                f"<< /Type /StructElem /S /Form /P {part} 0 R /Pg {page} 0 R "
                f"/K << /Type /OBJR /Obj {annotation} 0 R /Pg {page} 0 R >> >>",
                element,
            )
            self._written.append(annotation)
            self._file.put(self._widget(one, page, self._own_key(element)), annotation)
            annotations.append(annotation)
            elements.append(element)
        return annotations, elements

    def catalog_entry(self) -> str:
        """The form for the file's catalog. What is typed is shown in a font that every reader has."""
        helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        fields = " ".join(f"{number} 0 R" for number in self._written)
        return f"<< /Fields [{fields}] /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv {helvetica} >> >> >>"

    def _widget(self, one: Input, page: int, key: int) -> str:
        box = one.box
        edges = (box.left, SHEET_HEIGHT - box.bottom, box.right, SHEET_HEIGHT - box.top)
        rectangle = " ".join(f"{points(edge):.2f}" for edge in edges)
        width, height = points(box.width), points(box.height)
        bounds = f"/Type /XObject /Subtype /Form /BBox [0 0 {width:.2f} {height:.2f}] "
        empty = self._file.put_stream(b"", bounds)
        match one.kind:
            case InputKind.TICK:
                cross = f"1.8 w 4 4 m {width - 4:.2f} {height - 4:.2f} l 4 {height - 4:.2f} m {width - 4:.2f} 4 l S"
                ticked = self._file.put_stream(cross.encode("ascii"), bounds)
                kind = f"/FT /Btn /V /Off /AS /Off /AP << /N << /{_ON} {ticked} 0 R /Off {empty} 0 R >> >>"
            case InputKind.WRITE:
                kind = f"/FT /Tx /DA (/Helv 12 Tf 0 g) /AP << /N {empty} 0 R >>"
            case _:
                assert_never(one.kind)
        name = text_string(f"{len(self._written)} {one.label.replace('.', '')}")  # a full stop parts levels of names
        return (
            f"<< /Type /Annot /Subtype /Widget {kind} /T {name} /TU {text_string(one.label)} "
            f"/Rect [{rectangle}] /P {page} 0 R /F 4 /StructParent {key} >>"
        )
