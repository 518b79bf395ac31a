"""Letters drawn on ReportLab's canvas, with the tags (PDF/UA) that ReportLab's open part has no words for.

ReportLab writes text, lines, boxes, fonts, pages, form fields and the file. Here each block is marked (`BMC`, `BDC`,
`EMC`), and each page leads to a tree of structure elements in the order of reading. A page has two content streams:
the frame that it shares with other pages, and its own. A form XObject could not be shared so, for marks inside it
belong to one page only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, assert_never
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.letters.measures import SHEET_HEIGHT, SHEET_WIDTH, points
from rhs_desktop.letters.pdf.fonts import faces, normal
from rhs_desktop.letters.pdf.page_elements import InputKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from typing import BinaryIO

    from rhs_desktop.letters.pdf.page_elements import (
        Input,
        LetterPage,
        Marked,
        PageElement,
        PageFrame,
        Shape,
        Squares,
        TextLine,
    )

ACCENT = (0.05, 0.29, 0.33)
"""A dark blue-green that prints as near black on a printer without colour."""
_DARK = re.compile("1+")
_KEYS_PER_NODE = 256
_FIELD_FONT, _FIELD_SIZE = "Helvetica", 12


class _Element(PDFObject):
    """An indirect object whose text is complete by the time the file is saved."""

    __RefOnly__ = 1

    def __init__(self, check: Callable[[], None]) -> None:
        self.text = ""
        self._check = check

    def format(self, document: Any) -> bytes:
        self._check()
        return self.text.encode("latin-1")


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
        self._title = title
        self._fillable = fillable
        self._cancelled: Callable[[], bool] = lambda: False
        canvas: Any = Canvas(  # its stubs have a number for the font's name, and not what tags need
            out,
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
        self._frames: dict[PageFrame, _DrawnFrame] = {}
        self._tree, self._tree_ref = self.reserve()
        self._root, self._root_ref = self.reserve()
        self._letters: list[str] = []
        self._parents: list[str] = []
        self._mark = 0
        self.pages = 0

    def add(self, pages: Sequence[LetterPage]) -> None:
        """Draw one letter: its pages become one part of the structure."""
        part, part_ref = self.reserve()
        children: list[str] = []
        for page in pages:
            children += self._page(page, part_ref)
        part.text = f"<< /Type /StructElem /S /Part /P {self._root_ref} /K [{' '.join(children)}] >>"
        self._letters.append(part_ref)

    def finish(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Write the file. `cancelled` is asked before each structure element. Raises LetterWithheld "cancelled"."""
        self._cancelled = cancelled
        self._finish_structure()
        catalog = self._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.StructTreeRoot = self._tree
        catalog.Metadata = XMP(creator=lambda _: _metadata(self._title))
        self._canvas.save()

    # ---- pages

    def _page(self, page: LetterPage, part: str) -> list[str]:
        canvas, doc = self._canvas, self._doc
        frame = self._frames.get(page.frame)
        if frame is None:
            frame = self._frames[page.frame] = self._draw_frame(page.frame)
        self._mark = frame.count
        own_marks = self._draw(page.personal)
        structure = _PageStructure(self, page, (frame.marks, own_marks), part, doc.thisPageRef())
        canvas.showPage()
        drawn = doc.Pages.pages[-1]
        stream = PDFStream(content=drawn.stream, filters=[pdfdoc.PDFZCompress])
        doc.updateSignature(drawn.stream)
        elements, by_mark = structure.write()
        own, own_ref = self.reserve()
        own.text = f"[{' '.join(by_mark[mark] for mark in sorted(by_mark))}]"
        drawn.__NoDefault__ = [*drawn.__NoDefault__, "StructParents", "Tabs"]
        drawn.__Refs__ = ["Parent"]
        drawn.Contents = PDFArray([frame.stream, doc.Reference(stream)])
        drawn.stream = None
        drawn.Resources = self._resources
        drawn.StructParents = self.own_key(own_ref)
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

    # ---- drawing

    def _draw(self, blocks: Iterable[PageElement]) -> tuple[tuple[int, ...], ...]:
        """Draw blocks; for each of them the numbers of its marks. Decoration is an artifact, which is never read."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: PageElement) -> tuple[int, ...]:
        canvas = self._canvas
        if block.shapes or block.labels:
            canvas.addLiteral("/Artifact BMC")
            for shape in block.shapes:
                self._shape(shape)
            if block.labels:
                self._lines(block.labels)
            canvas.addLiteral("EMC")
        marks = []
        for part in block.marked:
            canvas.addLiteral(f"/{part.tag} <</MCID {self._mark}>> BDC")
            if part.picture:
                self._squares(part.picture)
            if part.lines:
                self._lines(part.lines, accent=part.accent)
            canvas.addLiteral("EMC")
            marks.append(self._mark)
            self._mark += 1
        return tuple(marks)

    def _lines(self, lines: Iterable[TextLine], *, accent: bool = False) -> None:
        text = self._canvas.beginText()
        if accent:
            text.setFillColorRGB(*ACCENT)
        for line in lines:
            y = points(SHEET_HEIGHT - line.baseline)
            for piece in line.pieces:
                text.setFont(piece.face.name, line.size)
                text.setTextOrigin(points(piece.left), y)
                text.textOut(normal(piece.text))
        if accent:
            text.setFillGray(0)
        self._canvas.drawText(text)

    def _squares(self, picture: Squares) -> None:
        """Each run of dark modules as one rectangle of a path, in units of a module."""
        canvas, box, side = self._canvas, picture.box, picture.side
        module = points(box.width) / side
        canvas.saveState()
        canvas.transform(module, 0, 0, module, points(box.left), points(SHEET_HEIGHT - box.bottom))
        path = canvas.beginPath()
        for index, row in enumerate(picture.rows):
            for run in _DARK.finditer(f"{row:0{side}b}"):
                path.rect(run.start(), side - 1 - index, run.end() - run.start(), 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def _shape(self, shape: Shape) -> None:
        canvas, box = self._canvas, shape.box
        left, bottom = points(box.left), points(SHEET_HEIGHT - box.bottom)
        if shape.filled:
            canvas.setFillGray(shape.grey)
            canvas.rect(left, bottom, points(box.width), points(box.height), stroke=0, fill=1)
            canvas.setFillGray(0)
            return
        canvas.setStrokeGray(shape.grey)
        canvas.setLineWidth(shape.weight)
        if shape.dashed:
            canvas.setDash(4, 3)
        if box.height and box.width:
            canvas.rect(left, bottom, points(box.width), points(box.height))
        else:
            canvas.line(left, bottom, points(box.right), points(SHEET_HEIGHT - box.top))
        if shape.dashed:
            canvas.setDash()

    # ---- structure

    def reserve(self) -> tuple[_Element, str]:
        """An object to be filled in, and the reference to it as text."""
        element = _Element(self._check)
        self._doc.Reference(element)
        return element, f"{self._doc.objectcounter} 0 R"

    def element(self, text: str) -> str:
        """Add a structure element; the reference to it."""
        element, reference = self.reserve()
        element.text = text
        return reference

    def number(self, reference: Any) -> str:
        """A reference as it stands in the file: `12 0 R`."""
        return str(reference.format(self._doc), "ascii")

    def text(self, words: str) -> str:
        """A text for a dictionary, as ReportLab writes it."""
        return str(PDFString(words).format(self._doc), "latin-1")

    def own_key(self, reference: str) -> int:
        """The place in the parent tree of what leads from a page, or from a field, to the structure."""
        self._parents.append(reference)
        return len(self._parents) - 1

    def field(self, one: Input) -> tuple[Any, str]:
        """Put a form field on the page that is drawn; its dictionary and the reference to it.

        Its label is told as words; a full stop in a field's name would part levels of names.
        """
        form = self._canvas.acroForm
        box = one.box
        common = {
            "x": points(box.left),
            "y": points(SHEET_HEIGHT - box.bottom),
            "tooltip": one.label,
            "name": f"{len(form.fields) + 1} {one.label.replace('.', '')}",
            "borderWidth": 0,
            "fillColor": None,
            "borderColor": None,
            "fieldFlags": "",
        }
        match one.kind:
            case InputKind.TICK:
                form.checkbox(buttonStyle="cross", size=points(box.width), **common)
            case InputKind.WRITE:
                size = {"width": points(box.width), "height": points(box.height)}
                form.textfield(fontName=_FIELD_FONT, fontSize=_FIELD_SIZE, maxlen=None, **size, **common)
            case _:
                assert_never(one.kind)
        reference = form.fields[-1]
        return self._doc.idToObject[reference.name], self.number(reference)

    @property
    def fillable(self) -> bool:
        return self._fillable

    def _finish_structure(self) -> None:
        kids = []
        for first in range(0, len(self._parents), _KEYS_PER_NODE):
            part = self._parents[first : first + _KEYS_PER_NODE]
            numbers = " ".join(f"{key} {parents}" for key, parents in enumerate(part, first))
            kids.append(self.element(f"<< /Limits [{first} {first + len(part) - 1}] /Nums [{numbers}] >>"))
        parents = self.element(f"<< /Kids [{' '.join(kids)}] >>")
        self._root.text = (
            f"<< /Type /StructElem /S /Document /P {self._tree_ref} /Lang {self.text('sv-SE')} "
            f"/K [{' '.join(self._letters)}] >>"
        )
        self._tree.text = (
            f"<< /Type /StructTreeRoot /K {self._root_ref} /ParentTree {parents} "
            f"/ParentTreeNextKey {len(self._parents)} >>"
        )

    def _check(self) -> None:
        if self._cancelled():
            raise LetterWithheld(LetterTrouble.CANCELLED)


class _PageStructure:
    """The structure of one page in the order of reading. Fields are put on the page at once, while it is drawn."""

    def __init__(
        self,
        document: Document,
        page: LetterPage,
        marks: tuple[Sequence[tuple[int, ...]], Sequence[tuple[int, ...]]],
        part: str,
        page_ref: Any,
    ) -> None:
        self._document = document
        self._page = page
        self._marks = marks
        self._part = part
        self._page_ref = page_ref
        self._number = ""
        self._by_mark: dict[int, str] = {}
        self._fields = {
            index: [document.field(one) for one in block.inputs]
            for index, block, _ in self._blocks()
            if document.fillable and block.inputs
        }

    def _blocks(self) -> Iterable[tuple[int, PageElement, tuple[int, ...]]]:
        fixed, own = self._marks
        for index in self._page.frame.order:
            if index >= 0:
                yield index, self._page.frame.fixed[index], fixed[index]
            else:
                yield index, self._page.personal[-1 - index], own[-1 - index]

    def write(self) -> tuple[list[str], dict[int, str]]:
        """The page's elements, and which of them holds each mark. The page has its number by now."""
        document = self._document
        self._number = document.number(self._page_ref)
        top: list[str] = []
        for is_list, run in groupby(self._blocks(), lambda one: one[1].role == "LI"):
            if is_list:
                top.append(self._list(run))
                continue
            for index, block, marks in run:
                top += [self._leaf(part, self._part, mark) for part, mark in zip(block.marked, marks, strict=True)]
                top += [self._form(*field) for field in self._fields.get(index, ())]
        return top, self._by_mark

    def _list(self, items: Iterable[tuple[int, PageElement, tuple[int, ...]]]) -> str:
        listing, listing_ref = self._document.reserve()
        references = []
        for _, block, marks in items:
            item, item_ref = self._document.reserve()
            inner = [self._leaf(part, item_ref, mark) for part, mark in zip(block.marked, marks, strict=True)]
            item.text = f"<< /Type /StructElem /S /LI /P {listing_ref} /K [{' '.join(inner)}] >>"
            references.append(item_ref)
        listing.text = f"<< /Type /StructElem /S /L /P {self._part} /K [{' '.join(references)}] >>"
        return listing_ref

    def _leaf(self, marked: Marked, parent: str, mark: int) -> str:
        instead = ""
        if marked.picture:
            box = marked.picture.box
            edges = (box.left, SHEET_HEIGHT - box.bottom, box.right, SHEET_HEIGHT - box.top)
            instead = (
                f"/Alt {self._document.text(marked.instead)} /A << /O /Layout /Placement /Block "
                f"/BBox [{' '.join(f'{points(edge):.2f}' for edge in edges)}] >> "
            )
        reference = self._document.element(
            f"<< /Type /StructElem /S /{marked.tag} /P {parent} /Pg {self._number} {instead}/K {mark} >>"
        )
        self._by_mark[mark] = reference
        return reference

    def _form(self, field: Any, reference: str) -> str:
        element = self._document.element(
            f"<< /Type /StructElem /S /Form /P {self._part} /Pg {self._number} "
            f"/K << /Type /OBJR /Obj {reference} /Pg {self._number} >> >>"
        )
        field.dict["StructParent"] = self._document.own_key(element)
        return element


def _metadata(title: str) -> bytes:
    """The title and the claim that the file is tagged, as XMP."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(title)}</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF>"
        '</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()
