"""One letter's pages: letterhead, window, text and form, at their places.

What is the same in the whole batch is set once and shared by all pages as a `Frame`; only the address, the blocks that
hold a name, and the code are set for each letter. A name that needs one line more gives a second frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.letter_plan import Fit
from rhs_desktop.domain.letters.reply_code import scan_text
from rhs_desktop.letters.address import place_address
from rhs_desktop.letters.letter_text import CONDITIONS, OPTIONAL, Block, BlockKind, LetterText, Run, Window, wanted
from rhs_desktop.letters.measures import BOTTOM, LEFT, RIGHT, SHEET_WIDTH, TOP, Box, mm
from rhs_desktop.letters.pdf.fonts import faces
from rhs_desktop.letters.pdf.line_breaking import DENSITIES, BrokenLines, lay
from rhs_desktop.letters.pdf.page_elements import (
    LetterPage,
    Marked,
    PageElement,
    PageFrame,
    Shape,
    Squares,
    TextLine,
    TextRun,
)
from rhs_desktop.letters.qr_code import qr_rows
from rhs_desktop.letters.written_days import appointment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rhs_desktop.domain.letters.letter_plan import Letter
    from rhs_desktop.letters.envelope import Envelope

CLEAR = 4.0
"""Clearance between the window's zone and any other words, in mm."""
_LISTED = frozenset({BlockKind.BULLET, BlockKind.NUMBERED})
_AFTER_LIST = 1.2
_QR_SIDE = 23.1
"""A module of 1.1 mm: three times what a cheap scanner needs."""
CODE_BOX = (36.0, _QR_SIDE + 6.5)
"""Width and height of the code on a reply letter with its quiet zone and the words below, in mm."""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The letterhead: the clinic's name, and smaller lines below it."""

    name: str
    lines: tuple[str, ...]
    date: str


class PageTypesetter:
    """Typesets the pages of one text for one letter after the other.

    Raises LetterWithheld: "text_overflow" with `text`, `mm` (how much too long) and `case`; "address_misfit" with
    `case` if an address was not measured before.
    """

    def __init__(
        self,
        text: LetterText,
        *,
        values: Mapping[str, str],
        head: LetterHead,
        reply: tuple[str, ...],
        envelope: Envelope,
    ) -> None:
        self._text = text
        self._values = {**dict.fromkeys(OPTIONAL | CONDITIONS, ""), **values}
        self._faces = faces()
        self._envelope = envelope
        self._frames: dict[tuple[float, ...], PageFrame] = {}
        self._known: dict[tuple[int, float, float], BrokenLines] = {}
        self._blocks = list(wanted(text.blocks, self._values))
        self._fixed_top = self._head(head) if text.window is not Window.CLINIC else []
        self._fixed_top += self._asides()
        if text.window is Window.CLINIC:
            self._fixed_top.append(self._address(reply, 0))
        self._body_top = self._find_body_top()
        self._body = [block for block in self._blocks if block.kind is not BlockKind.ASIDE]
        self._personal = [block.personal for block in self._body]
        self._questions = tuple(questions(self._body))

    @property
    def is_reply(self) -> bool:
        """Whether the page is the one that the resident sends back."""
        return self._text.window is Window.CLINIC

    def page(self, letter: Letter) -> LetterPage:
        """One letter's page, set as densely as needed to fit on the sheet. Raises LetterWithheld."""
        time = appointment(letter.visit_on, letter.visit_at, self._text.language) if letter.visit_on else ""
        values = {**self._values, "namn": letter.name, "kod": letter.code, "besökstid": time}
        over = 0.0
        for density in DENSITIES:
            laid, bottom = self._column(values, density)
            over = bottom - BOTTOM
            if over <= 0:
                break
        else:
            raise LetterWithheld(LetterTrouble.TEXT_OVERFLOW, text=self._text.name, mm=round(over, 1), case=letter.case)
        leading = self._leading(letter)
        key = (len(leading), density, *(one.height for _, one, personal in laid if personal))
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._frame(laid, len(leading))
        own = tuple(one.placed.down(top) for top, one, personal in laid if personal)
        return LetterPage(frame, leading + own)

    def _column(self, values: Mapping[str, str], density: float) -> tuple[list[tuple[float, BrokenLines, bool]], float]:
        """The text's blocks with their upper edges, and the lower edge of the last."""
        at = self._body_top
        laid: list[tuple[float, BrokenLines, bool]] = []
        for index, block in enumerate(self._body):
            width = self._width(at)
            if personal := self._personal[index]:
                filled = block.filled(values)
                one = lay(filled, self._faces, LEFT, width, density, question=self._questions[index])
            else:
                one = self._lay_once(index, block, width, density)
            laid.append((at, one, personal))
            at += one.height
            if block.kind in _LISTED and index + 1 < len(self._body) and self._body[index + 1].kind is not block.kind:
                at += _AFTER_LIST * density
        return laid, at

    def _frame(self, laid: list[tuple[float, BrokenLines, bool]], leading: int) -> PageFrame:
        fixed = list(self._fixed_top)
        order = [*range(len(fixed))]
        personal = leading
        for top, one, is_personal in laid:
            if is_personal:
                personal += 1
                order.append(-personal)
            else:
                order.append(len(fixed))
                fixed.append(one.placed.down(top))
        # An address is read before the text, a reply's code after its title.
        first = len(self._fixed_top) + (self._text.window is Window.CLINIC)
        order[first:first] = [-1 - index for index in range(leading)]
        fixed.append(PageElement("Artifact", (), tuple(fold_marks(self._envelope))))
        return PageFrame(tuple(fixed), tuple(order))

    def _leading(self, letter: Letter) -> tuple[PageElement, ...]:
        if self._text.window is Window.RESIDENT and letter.block.lines:
            return (self._address(letter.block.lines, letter.case),)
        if self._text.window is Window.CLINIC:
            return (self._code(letter.code),)
        return ()

    def _address(self, lines: tuple[str, ...], case: int) -> PageElement:
        placed = place_address(lines, self._envelope)
        if isinstance(placed, Fit):
            raise LetterWithheld(
                LetterTrouble.ADDRESS_MISFIT, case=case, too_wide=placed.too_wide, too_tall=placed.too_tall
            )
        face = self._faces.regular
        last = len(lines) - 1
        set_lines = tuple(
            TextLine(baseline, placed.size, (TextRun(line if index == last else f"{line} ", face, placed.left),))
            for index, (line, baseline) in enumerate(zip(placed.lines, placed.baselines, strict=True))
        )
        marked: tuple[Marked, ...] = (Marked("P", set_lines),)
        if sender := placed.sender:
            line = TextLine(sender.baseline, sender.size, (TextRun(sender.text, face, placed.left),))
            marked = (Marked("P", (line,)), *marked)
        return PageElement("P", marked)

    def _code(self, code: str) -> PageElement:
        """The code that identifies the case, for scanners and people, at the right of the first heading."""
        width, height = CODE_BOX
        box = Box(RIGHT - width, self._body_top, RIGHT, self._body_top + height)
        square = Box(RIGHT - _QR_SIDE, box.top, RIGHT, box.top + _QR_SIDE)
        size = 11.5
        word = "" if self._text.language else "Kod "
        label = mm(self._faces.regular.width(word, size))
        whole = label + mm(self._faces.bold.width(code, size))
        left = square.left + (square.width - whole) / 2
        words = (TextRun(word, self._faces.regular, left),) if word else ()
        pieces = (*words, TextRun(code, self._faces.bold, left + label))
        picture = Marked(
            "Figure",
            (),
            picture=Squares(square, qr_rows(scan_text(code))),
            instead=f"QR: {code}" if self._text.language else f"QR-kod med svarets kod, {code}",
        )
        return PageElement("P", (picture, Marked("P", (TextLine(box.bottom, size, pieces),))))

    @property
    def _side(self) -> Box:
        """The column beside the window's zone."""
        zone = self._envelope.ever_seen
        left, right = (LEFT, zone.left - CLEAR) if self._envelope.window_right else (zone.right + CLEAR, RIGHT)
        return Box(left, TOP, right, zone.bottom)

    def _head(self, head: LetterHead) -> list[PageElement]:
        """Name, lines and date in the column beside the window."""
        side = self._side
        name = lay(Block(BlockKind.LETTERHEAD, ((Run(head.name),),)), self._faces, side.left, side.width)
        placed = [name.placed.down(side.top)]
        at = side.top + name.height
        for line in (*head.lines, head.date):
            laid = lay(Block(BlockKind.SMALL, ((Run(line),),)), self._faces, side.left, side.width)
            placed.append(laid.placed.down(at))
            at += laid.height
        return placed

    def _asides(self) -> list[PageElement]:
        side = self._side
        placed: list[PageElement] = []
        at = side.top
        for block in self._blocks:
            if block.kind is BlockKind.ASIDE:
                laid = lay(block.filled(self._values), self._faces, side.left, side.width)
                placed.append(laid.placed.down(at))
                at += laid.height
        return placed

    def _find_body_top(self) -> float:
        """The lower edge of the window's zone and everything beside it, in mm."""
        lowest = max(
            (line.baseline for one in self._fixed_top for part in one.marked for line in part.lines), default=TOP
        )
        if self._text.window is Window.NONE:
            return lowest + 3 * CLEAR
        return max(lowest, self._envelope.ever_seen.bottom) + CLEAR + 1.0

    def _width(self, at: float) -> float:
        """The column's width where a block begins, less the code of a reply letter."""
        beside_code = self._text.window is Window.CLINIC and at < self._body_top + CODE_BOX[1]
        return RIGHT - LEFT - (CODE_BOX[0] + CLEAR if beside_code else 0.0)

    def _lay_once(self, index: int, block: Block, width: float, density: float) -> BrokenLines:
        laid = self._known.get((index, width, density))
        if laid is None:
            filled = block.filled(self._values)
            laid = lay(filled, self._faces, LEFT, width, density, question=self._questions[index])
            self._known[index, width, density] = laid
        return laid


def questions(blocks: Iterable[Block]) -> Iterator[str]:
    """For each block the question that its boxes answer: the paragraph above them, if it is a question."""
    asked = ""
    for block in blocks:
        if block.kind is not BlockKind.CHOICES:
            text = "".join(run.text for run in block.cells[0]) if block.kind is BlockKind.PARAGRAPH else ""
            asked = text if text.endswith("?") and not block.placeholders else ""
        yield asked


def fold_marks(envelope: Envelope) -> Iterator[Shape]:
    """Short strokes at both edges of the sheet where it is to be folded."""
    for fold in envelope.folds:
        for left, right in ((4.0, 9.0), (SHEET_WIDTH - 9.0, SHEET_WIDTH - 4.0)):
            yield Shape(Box(left, fold, right, fold), 0.6, 0.45)
