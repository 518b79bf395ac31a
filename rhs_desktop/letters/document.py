"""The PDF of a batch: pages, the fonts they share, and the structure tree that lets them be read out.

Each page has two content streams, the frame that it shares with other pages and its own. A form XObject could not be
shared so: marks inside it belong to one page only. Structure elements are written page by page, so that a batch of any
size takes the same memory but for a number or two a letter.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhs_desktop.letters.measures import SHEET_HEIGHT, SHEET_WIDTH, points
from rhs_desktop.letters.pdf.canvas import PdfCanvas
from rhs_desktop.letters.pdf.fonts import Subset, faces
from rhs_desktop.letters.pdf.form_fields import Fields
from rhs_desktop.letters.pdf.pdf_file import PdfFile, dictionary, text_string

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import BinaryIO

    from rhs_desktop.letters.page_layout import LetterPage, PageFrame
    from rhs_desktop.letters.pdf.page_elements import Marked, PageElement

_PAGES_PER_NODE = 64
_KEYS_PER_NODE = 256


@dataclass(frozen=True, slots=True)
class _DrawnFrame:
    """A frame in the file: its stream, the marks of each block, and how many there are."""

    stream: int
    marks: tuple[tuple[int, ...], ...]
    count: int


class Document:
    """Writes letters into an open file, one after the other. `fillable`: boxes to answer in become form fields."""

    def __init__(self, out: BinaryIO, *, title: str, on: date, fillable: bool = False) -> None:
        self._file = PdfFile(out)
        self._fields = Fields(self._file, self._own_key) if fillable else None
        self._title = title
        self._on = on
        both = faces()
        self._subsets = {both.regular: Subset(both.regular), both.bold: Subset(both.bold)}
        self._frames: dict[PageFrame, _DrawnFrame] = {}
        self._page_tree = self._file.reserve()
        self._nodes: list[tuple[int, int]] = []
        self._node = 0
        self._node_pages: list[int] = []
        self._resources = self._file.reserve()
        self._root_element = self._file.reserve()
        self._tree = self._file.reserve()
        self._letters = array("L")
        self._parents: list[int] = []
        self._parents_before = 0
        self._parent_nodes: list[int] = []

    @property
    def pages(self) -> int:
        return sum(pages for _, pages in self._nodes) + len(self._node_pages)

    def add(self, pages: Sequence[LetterPage]) -> None:
        """Write one letter: its pages become one part of the structure."""
        part = self._file.reserve()
        children: list[int] = []
        for page in pages:
            children += self._page(page, part)
        self._file.put(
            f"<< /Type /StructElem /S /Part /P {self._root_element} 0 R /K [{_references(children)}] >>", part
        )
        self._letters.append(part)

    def finish(self) -> None:
        """Write what all pages share, and the end of the file."""
        file = self._file
        if self._node_pages:
            self._close_node()
        kids = _references([node for node, _ in self._nodes])
        file.put(f"<< /Type /Pages /Count {self.pages} /Kids [{kids}] >>", self._page_tree)
        fonts = " ".join(f"/{face.name} {self._font(subset)} 0 R" for face, subset in self._subsets.items())
        file.put(f"<< /Font << {fonts} >> >>", self._resources)
        self._finish_structure()
        metadata = file.put_stream(_metadata(self._title), "/Type /Metadata /Subtype /XML ", compress=False)
        root = file.put(
            dictionary(
                {
                    "Type": "/Catalog",
                    "Pages": f"{self._page_tree} 0 R",
                    "Lang": text_string("sv-SE"),
                    "MarkInfo": "<< /Marked true >>",
                    "StructTreeRoot": f"{self._tree} 0 R",
                    "ViewerPreferences": "<< /DisplayDocTitle true /PrintScaling /None >>",
                    "Metadata": f"{metadata} 0 R",
                    **({"AcroForm": self._fields.catalog_entry()} if self._fields else {}),
                }
            )
        )
        stamp = text_string(f"D:{self._on:%Y%m%d}")
        info = file.put(
            dictionary(
                {
                    "Title": text_string(self._title),
                    "Producer": text_string("RHS Desktop"),
                    "CreationDate": stamp,
                    "ModDate": stamp,
                }
            )
        )
        file.finish(root, info)

    def _page(self, page: LetterPage, part: int) -> list[int]:
        frame = self._frames.get(page.frame)
        if frame is None:
            frame = self._frames[page.frame] = self._draw_frame(page.frame)
        if not self._node_pages:
            self._node = self._file.reserve()
        pen = PdfCanvas(self._subsets, frame.count)
        own_marks = pen.draw(page.personal)
        stream = self._file.put_stream(pen.content)
        number = self._file.reserve()
        elements, by_mark, annotations = self._elements(page, frame.marks, own_marks, number, part)
        own = self._file.put(f"[{_references([by_mark[mark] for mark in sorted(by_mark)])}]")
        widgets = f"/Annots [{_references(annotations)}] " if annotations else ""
        self._file.put(
            f"<< /Type /Page /Parent {self._node} 0 R "
            f"/MediaBox [0 0 {points(SHEET_WIDTH):.3f} {points(SHEET_HEIGHT):.3f}] /Resources {self._resources} 0 R "
            f"/Contents [{frame.stream} 0 R {stream} 0 R] {widgets}/StructParents {self._own_key(own)} "
            "/Tabs /S >>",
            number,
        )
        self._node_pages.append(number)
        if len(self._node_pages) == _PAGES_PER_NODE:
            self._close_node()
        return elements

    def _own_key(self, number: int) -> int:
        """The place in the parent tree of what leads from the page, or from a field, to the structure."""
        self._parents.append(number)
        key = self._parents_before + len(self._parents) - 1
        if len(self._parents) == _KEYS_PER_NODE:
            self._close_parents()
        return key

    def _draw_frame(self, frame: PageFrame) -> _DrawnFrame:
        pen = PdfCanvas(self._subsets)
        marks = pen.draw(frame.fixed)
        return _DrawnFrame(self._file.put_stream(pen.content), marks, sum(map(len, marks)))

    def _elements(
        self,
        page: LetterPage,
        fixed_marks: Sequence[tuple[int, ...]],
        own_marks: Sequence[tuple[int, ...]],
        page_number: int,
        part: int,
    ) -> tuple[list[int], dict[int, int], list[int]]:
        """Write the page's structure in the order of reading: its elements, which one holds each mark, and fields."""
        annotations: list[int] = []
        by_mark: dict[int, int] = {}
        top: list[int] = []
        items: list[int] = []
        listing = 0

        def close_list() -> None:
            if items:
                self._file.put(f"<< /Type /StructElem /S /L /P {part} 0 R /K [{_references(items)}] >>", listing)
                top.append(listing)
                items.clear()

        for index in page.frame.order:
            block: PageElement
            block, marks = (
                (page.frame.fixed[index], fixed_marks[index])
                if index >= 0
                else (page.personal[-1 - index], own_marks[-1 - index])
            )
            if block.role == "LI":
                if not items:
                    listing = self._file.reserve()
                item = self._file.reserve()
                inner = [
                    self._leaf(marked, item, page_number, mark, by_mark)
                    for marked, mark in zip(block.marked, marks, strict=True)
                ]
                self._file.put(f"<< /Type /StructElem /S /LI /P {listing} 0 R /K [{_references(inner)}] >>", item)
                items.append(item)
                continue
            close_list()
            top += [
                self._leaf(marked, part, page_number, mark, by_mark)
                for marked, mark in zip(block.marked, marks, strict=True)
            ]
            if self._fields and block.inputs:
                widgets, forms = self._fields.add(block.inputs, page_number, part)
                annotations += widgets
                top += forms
        close_list()
        return top, by_mark, annotations

    def _leaf(self, marked: Marked, parent: int, page_number: int, mark: int, by_mark: dict[int, int]) -> int:
        instead = ""
        if marked.picture:
            box = marked.picture.box
            edges = (box.left, SHEET_HEIGHT - box.bottom, box.right, SHEET_HEIGHT - box.top)
            instead = (
                f"/Alt {text_string(marked.instead)} /A << /O /Layout /Placement /Block "
                f"/BBox [{' '.join(f'{points(edge):.2f}' for edge in edges)}] >> "
            )
        number = self._file.put(
            f"<< /Type /StructElem /S /{marked.tag} /P {parent} 0 R /Pg {page_number} 0 R {instead}/K {mark} >>"
        )
        by_mark[mark] = number
        return number

    def _finish_structure(self) -> None:
        file = self._file
        if self._parents:
            self._close_parents()
        parent_tree = file.put(f"<< /Kids [{_references(self._parent_nodes)}] >>")
        file.put(
            f"<< /Type /StructElem /S /Document /P {self._tree} 0 R /Lang {text_string('sv-SE')} "
            f"/K [{_references(self._letters)}] >>",
            self._root_element,
        )
        file.put(
            f"<< /Type /StructTreeRoot /K {self._root_element} 0 R /ParentTree {parent_tree} 0 R "
            f"/ParentTreeNextKey {self._parents_before} >>",
            self._tree,
        )

    def _close_parents(self) -> None:
        """Write what the keys of some pages and fields lead to; the tree holds the nodes alone."""
        first = self._parents_before
        numbers = " ".join(f"{key} {parents} 0 R" for key, parents in enumerate(self._parents, first))
        last = first + len(self._parents) - 1
        self._parent_nodes.append(self._file.put(f"<< /Limits [{first} {last}] /Nums [{numbers}] >>"))
        self._parents_before = last + 1
        self._parents = []

    def _close_node(self) -> None:
        """Pages hang on small nodes, so that a viewer finds the last of thousands at once."""
        self._file.put(
            f"<< /Type /Pages /Parent {self._page_tree} 0 R /Count {len(self._node_pages)} "
            f"/Kids [{_references(self._node_pages)}] >>",
            self._node,
        )
        self._nodes.append((self._node, len(self._node_pages)))
        self._node_pages = []

    def _font(self, subset: Subset) -> int:
        file = self._file
        program = subset.program()
        font_file = file.put_stream(program, f"/Length1 {len(program)} ")
        descriptor = file.put(f"<< {subset.descriptor()} /FontFile2 {font_file} 0 R >>")
        glyphs = file.put_stream(subset.glyph_numbers())
        descendant = file.put(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{subset.base_name} "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            f"/FontDescriptor {descriptor} 0 R /DW 0 /W {subset.widths()} /CIDToGIDMap {glyphs} 0 R >>"
        )
        characters = file.put_stream(subset.character_map())
        return file.put(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{subset.base_name} /Encoding /Identity-H "
            f"/DescendantFonts [{descendant} 0 R] /ToUnicode {characters} 0 R >>"
        )


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _metadata(title: str) -> bytes:
    """The title and the claim that the file is tagged, as XMP."""
    from xml.sax.saxutils import escape

    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(title)}</rdf:li></rdf:Alt></dc:title><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF>"
        '</x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()
