"""The structure tree of a tagged PDF: elements in reading order, and the parent tree that leads back to them.

Source: ISO 32000-1, 14.7 and 14.8; PDF/UA-1.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

from rhs_desktop.letters.measures import SHEET_HEIGHT, points
from rhs_desktop.letters.pdf.drawing import draw_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rhs_desktop.letters.pdf.page_elements import Input, LetterPage, Marked, PageElement

_KEYS_PER_NODE = 256


class StructureObject(PDFObject):
    """An indirect object whose text is complete by the time the file is saved."""

    __RefOnly__ = 1

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:
        """The object's bytes in the file."""
        return self.text.encode("latin-1")


class PartObject(StructureObject):
    """The part of one letter. `StructureTree.saving` is called when it is written."""

    def __init__(self, tree: StructureTree) -> None:
        super().__init__()
        self._tree = tree

    def format(self, document: Any) -> bytes:
        """The object's bytes in the file."""
        self._tree.saving()
        return super().format(document)


class StructureTree:
    """The structure of one document. `fillable`: boxes to answer in become form fields.

    `saving` is called before each letter is saved; what it raises ends the saving.
    """

    def __init__(self, canvas: Any, *, fillable: bool) -> None:
        self.fillable = fillable
        self._canvas = canvas
        self._doc = canvas._doc
        self.saving: Callable[[], None] = lambda: None
        self.root = StructureObject()
        self._root_ref = self.add(self.root)
        self._document = StructureObject()
        self._document_ref = self.add(self._document)
        self._parts: list[str] = []
        self._parents: list[str] = []

    def begin_part(self) -> tuple[PartObject, str]:
        """The part of the next letter, and the reference to it."""
        part = PartObject(self)
        return part, self.add(part)

    def end_part(self, part: PartObject, reference: str, children: Sequence[str], language: str = "") -> None:
        """Complete a part and append it to the document; `language` where it is another than the document's."""
        lang = f"/Lang {self.text(language)} " if language else ""
        part.text = f"<< /Type /StructElem /S /Part /P {self._document_ref} {lang}/K [{' '.join(children)}] >>"
        self._parts.append(reference)

    def add(self, element: StructureObject) -> str:
        """Add an object; the reference to it."""
        doc = self._doc
        doc.Reference(element)
        return f"{doc.objectcounter} 0 R"

    def add_text(self, text: str) -> str:
        """Add an object with that text; the reference to it."""
        return self.add(StructureObject(text))

    def number(self, reference: Any) -> str:
        """A reference as written in the file: `12 0 R`."""
        return str(reference.format(self._doc), "ascii")

    def text(self, words: str) -> str:
        """A text for a dictionary, as ReportLab writes it."""
        return str(PDFString(words).format(self._doc), "latin-1")

    def own_key(self, reference: str) -> int:
        """The key in the parent tree of a page, or of a field, whose parents are at that reference."""
        self._parents.append(reference)
        return len(self._parents) - 1

    def field(self, one: Input) -> tuple[Any, str]:
        """Draw a form field on the present page; its dictionary and the reference to it."""
        reference = draw_field(self._canvas, one)
        return self._doc.idToObject[reference.name], self.number(reference)

    def finish(self) -> None:
        """Complete the root and the parent tree, when all letters have been added."""
        kids = []
        for first in range(0, len(self._parents), _KEYS_PER_NODE):
            part = self._parents[first : first + _KEYS_PER_NODE]
            numbers = " ".join(f"{key} {parents}" for key, parents in enumerate(part, first))
            kids.append(self.add_text(f"<< /Limits [{first} {first + len(part) - 1}] /Nums [{numbers}] >>"))
        parents = self.add_text(f"<< /Kids [{' '.join(kids)}] >>")
        self._document.text = (
            f"<< /Type /StructElem /S /Document /P {self._root_ref} /Lang {self.text('sv-SE')} "
            f"/K [{' '.join(self._parts)}] >>"
        )
        self.root.text = (
            f"<< /Type /StructTreeRoot /K {self._document_ref} /ParentTree {parents} "
            f"/ParentTreeNextKey {len(self._parents)} >>"
        )


class PageStructure:
    """The structure of one page in reading order. Its form fields are drawn when it is made, while the page is."""

    def __init__(
        self,
        tree: StructureTree,
        page: LetterPage,
        marks: tuple[Sequence[tuple[int, ...]], Sequence[tuple[int, ...]]],
        part: str,
        page_ref: Any,
    ) -> None:
        self._tree = tree
        self._page = page
        self._marks = marks
        self._part = part
        self._page_ref = page_ref
        self._number = ""
        self._by_mark: dict[int, str] = {}
        self._fields = {
            index: [tree.field(one) for one in block.inputs]
            for index, block, _ in self._blocks()
            if tree.fillable and block.inputs
        }

    def _blocks(self) -> Iterable[tuple[int, PageElement, tuple[int, ...]]]:
        fixed, own = self._marks
        for index in self._page.frame.order:
            if index >= 0:
                yield index, self._page.frame.fixed[index], fixed[index]
            else:
                yield index, self._page.personal[-1 - index], own[-1 - index]

    def write(self) -> tuple[list[str], dict[int, str]]:
        """The page's elements, and the one that contains each mark. The page must have its object number."""
        self._number = self._tree.number(self._page_ref)
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
        listing = StructureObject()
        listing_ref = self._tree.add(listing)
        references = []
        for _, block, marks in items:
            item = StructureObject()
            item_ref = self._tree.add(item)
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
                f"/Alt {self._tree.text(marked.instead)} /A << /O /Layout /Placement /Block "
                f"/BBox [{' '.join(f'{points(edge):.2f}' for edge in edges)}] >> "
            )
        reference = self._tree.add_text(
            f"<< /Type /StructElem /S /{marked.tag} /P {parent} /Pg {self._number} {instead}/K {mark} >>"
        )
        self._by_mark[mark] = reference
        return reference

    def _form(self, field: Any, reference: str) -> str:
        element = self._tree.add_text(
            f"<< /Type /StructElem /S /Form /P {self._part} /Pg {self._number} "
            f"/K << /Type /OBJR /Obj {reference} /Pg {self._number} >> >>"
        )
        field.dict["StructParent"] = self._tree.own_key(element)
        return element
