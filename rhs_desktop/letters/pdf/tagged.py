"""Draws letters on ReportLab's canvas, with the tags (PDF/UA) that its open-source part does not write.

ReportLab writes text, lines, boxes, fonts, pages, form fields and the file. Here each block is marked (`BMC`, `BDC`,
`EMC`), and each page leads to a tree of structure elements in the order of reading. A page has two content streams:
the frame that it shares with other pages, and its own. A form XObject could not be shared so, for marks inside it
belong to one page only.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.errors import Cancelled
from rhs_desktop.letters.measures import SHEET_HEIGHT, SHEET_WIDTH, points
from rhs_desktop.letters.pdf.drawing import draw_lines, draw_shape, draw_squares
from rhs_desktop.letters.pdf.fonts import faces
from rhs_desktop.letters.pdf.structure import PageStructure, StructureTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import BinaryIO

    from rhs_desktop.letters.pdf.page_elements import (
        LetterPage,
        PageElement,
        PageFrame,
    )

_PAGE_KEYS = ["Parent", "MediaBox", "Resources", "Contents", "Annots", "StructParents", "Tabs"]
"""What ReportLab writes of a page; the two last are not among its own."""
_PIECE = 1 << 20
"""Bytes written between two checks of *Avbryt*."""


@dataclass(frozen=True, slots=True)
class _DrawnFrame:
    """A frame in the file: the reference to its stream, the marks of each block, and how many there are."""

    stream: Any
    marks: tuple[tuple[int, ...], ...]
    count: int


class Document:
    """Draws letters into an open file, one after the other. `fillable`: boxes to answer in become form fields.

    `author` is the clinic's name. The same letters of the same day give the same bytes.
    """

    def __init__(self, out: BinaryIO, *, title: str, author: str = "", on: date, fillable: bool = False) -> None:
        self._out = out
        self._title = title
        canvas: Any = Canvas(  # its stubs have a number for the font's name, and not what tags need
            "",  # no file: `finish` writes it
            pagesize=(points(SHEET_WIDTH), points(SHEET_HEIGHT)),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang="sv-SE",
            initialFontName=faces().regular.name,  # type: ignore[arg-type]
        )
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setSubject("")
        canvas.setCreator("RHS Desktop")
        canvas.setDateFormatter(lambda *_: f"D:{on:%Y%m%d}")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setViewerPreference("PrintScaling", "None")
        self._canvas = canvas
        self._doc = canvas._doc
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.basicProcs()
        self._resources = self._doc.Reference(resources)
        self._media_box = self._doc.Reference(PDFArray([0, 0, points(SHEET_WIDTH), points(SHEET_HEIGHT)]))
        self._frames: dict[PageFrame, _DrawnFrame] = {}
        self._tree = StructureTree(canvas, fillable=fillable)
        self._mark = 0
        self.pages = 0

    def add(self, pages: Sequence[LetterPage], language: str = "") -> None:
        """Draw one letter: its pages become one part of the structure, in that language; empty: Swedish."""
        part, reference = self._tree.begin_part()
        children: list[str] = []
        for page in pages:
            children += self._page(page, reference)
        self._tree.end_part(part, reference, children, language)

    def finish(self, cancelled: Callable[[], bool] = lambda: False, saving: Callable[[], None] = lambda: None) -> None:
        """Write the file. It is made in memory on a thread of its own, as ReportLab cannot be interrupted once all
        structure elements are formatted. `saving` is called on that thread before each letter; what it raises ends the
        saving. Raises Cancelled at most 0.2 s after `cancelled` returns True, with `out` left to the caller."""

        def check() -> None:
            if cancelled():
                raise Cancelled

        def next_letter() -> None:
            check()
            saving()

        self._tree.saving = next_letter
        self._tree.finish()
        catalog = self._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = self._tree.root
        catalog.Metadata = XMP(creator=lambda _: _metadata(self._title))
        content = memoryview(WorkerThread(self._canvas.getpdfdata).result(cancelled))
        for at in range(0, len(content), _PIECE):
            check()
            self._out.write(content[at : at + _PIECE])

    def _page(self, page: LetterPage, part: str) -> list[str]:
        canvas, doc = self._canvas, self._doc
        frame = self._frames.get(page.frame)
        if frame is None:
            frame = self._frames[page.frame] = self._draw_frame(page.frame)
        self._mark = frame.count
        own_marks = self._draw(page.personal)
        structure = PageStructure(self._tree, page, (frame.marks, own_marks), part, doc.thisPageRef())
        canvas.showPage()
        drawn = doc.Pages.pages[-1]
        stream = PDFStream(content=drawn.stream, filters=[pdfdoc.PDFZCompress])
        doc.updateSignature(drawn.stream)
        elements, by_mark = structure.write()
        own = self._tree.add_text(f"[{' '.join(by_mark[mark] for mark in sorted(by_mark))}]")
        drawn.__NoDefault__ = _PAGE_KEYS
        drawn.__Refs__ = ["Parent"]
        drawn.MediaBox = self._media_box
        drawn.Contents = PDFArray([frame.stream, doc.Reference(stream)])
        drawn.stream = None
        drawn.Resources = self._resources
        drawn.StructParents = self._tree.own_key(own)
        drawn.Tabs = PDFName("S")
        self.pages += 1
        return elements

    def _draw_frame(self, frame: PageFrame) -> _DrawnFrame:
        """The part that pages share, as a stream of its own: the canvas's operators are put aside meanwhile."""
        canvas = self._canvas
        aside, canvas._code = canvas._code, []
        self._mark = 0
        marks = self._draw(frame.fixed)
        content = "\n".join(canvas._code) + "\n"
        canvas._code = aside
        self._doc.updateSignature(content)
        stream = self._doc.Reference(PDFStream(content=content, filters=[pdfdoc.PDFZCompress]))
        return _DrawnFrame(stream, marks, sum(map(len, marks)))

    def _draw(self, blocks: Iterable[PageElement]) -> tuple[tuple[int, ...], ...]:
        """Draw blocks; for each of them the numbers of its marks. Decoration is an artifact, which is never read."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: PageElement) -> tuple[int, ...]:
        canvas = self._canvas
        if block.shapes or block.labels:
            canvas.addLiteral("/Artifact BMC")
            for shape in block.shapes:
                draw_shape(canvas, shape)
            if block.labels:
                draw_lines(canvas, block.labels)
            canvas.addLiteral("EMC")
        marks = []
        for part in block.marked:
            canvas.addLiteral(f"/{part.tag} <</MCID {self._mark}>> BDC")
            if part.picture:
                draw_squares(canvas, part.picture)
            if part.lines:
                draw_lines(canvas, part.lines, accent=part.accent)
            canvas.addLiteral("EMC")
            marks.append(self._mark)
            self._mark += 1
        return tuple(marks)


def _metadata(title: str) -> bytes:
    """The title and the claim that the file is tagged, as XMP."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(title, quote=False)}</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part></rdf:Description>"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()
