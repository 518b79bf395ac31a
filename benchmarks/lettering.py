"""Letters of two pages in one PDF, against a bare ReportLab canvas that is told where each line stands and draws it,
and against LibreOffice Writer's mail merge of the same words."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import office
from benchmarks.job import clocked
from benchmarks.lab import Lab
from benchmarks.mail import sample_letters, sample_mailing
from benchmarks.processes import in_turn, series
from benchmarks.report import Figure, Measured, Series, Skipped, Unit

if TYPE_CHECKING:
    from rhs_desktop.letters.pdf.page_elements import PageElement

_MEMORY_OF_A_LETTER = 102
"""In KiB: ReportLab keeps every object of a file until it is saved; no file has more than a thousand letters."""
_KILOBYTES_OF_A_LETTER = 10
_OF_OFFICE = 1 / 20

Found = dict[str, list[float]]
Strings = list[tuple[str, float, float, float, str]]
"""Font, size, left, baseline, text: in points from the lower left corner."""
Boxes = list[tuple[float, float, float, float]]
Drawing = tuple[Strings, Boxes, Boxes]
"""A page: its texts, the dark squares of its QR code, its rules and frames."""


def measure(lab: Lab) -> Iterator[Measured]:
    letters, (few, many) = lab.sizes.letters, lab.sizes.letters_for_memory
    drawings, pdf = lab.folder / "drawings", lab.folder / "letters.pdf"
    lab.run(f"{__name__}:keep_drawings", drawings, letters)
    ours, rival = in_turn(
        lab.sizes.rounds,
        partial(lab.run, f"{__name__}:write", pdf, letters),
        partial(lab.run, f"{__name__}:draw_barely", pdf, drawings),
    )
    canvas = "bare ReportLab canvas with rl_accel, as ours"
    name = f"{letters:,} letters of two pages"
    yield Figure(name, Unit.SECONDS, series(ours), canvas, series(rival), ratio_goal=1.15)
    size, rivals_size = (series(found, "kilobytes", peaks=False) for found in (ours, rival))
    yield Figure("– size a letter", Unit.KILOBYTES, size, canvas, rivals_size, value_goal=_KILOBYTES_OF_A_LETTER)
    yield from beside_office(lab, series(ours))
    less, more = in_turn(
        1, *(partial(lab.run, f"{__name__}:write", pdf, count) for count in (few, many)), warm_up=False
    )
    growth = more[0].one("mebibytes") - less[0].one("mebibytes")
    a_letter = Series((growth * 1024 / (many - few),))
    name = f"memory of each letter more, from {few:,} to {many:,}"
    yield Figure(name, Unit.KIBIBYTES, a_letter, value_goal=_MEMORY_OF_A_LETTER)


def beside_office(lab: Lab, ours: Series) -> Iterator[Measured]:
    """Once each, for it takes its time; ours are tagged both times."""
    for tagged, kind in ((False, "plain"), (True, "tagged")):
        name = f"– beside LibreOffice, {kind}"
        if office.program() is None:
            yield Skipped(name, "LibreOffice is not installed")
            continue
        found = lab.run(f"{office.__name__}:merge", lab.folder / "office", lab.sizes.letters, tagged)
        rival = f"Writer's mail merge, {kind}"
        yield Figure(name, Unit.SECONDS, ours, rival, series([found], peaks=False), ratio_goal=_OF_OFFICE)


def write(target: str, count: str) -> Found:
    """A job: the program's own letters, from the loading of its libraries to the whole file."""
    from rhs_desktop.__main__ import collect_seldom

    collect_seldom()
    letters = sample_letters(int(count))

    def act() -> None:
        from rhs_desktop.letters.batch import write_letters

        written = write_letters(Path(target), letters, sample_mailing())
        if written.pages != 2 * len(letters):
            raise RuntimeError(f"{written.pages} pages for {len(letters)} letters")

    return _found(act, target, len(letters))


def draw_barely(target: str, drawings: str) -> Found:
    """A job: the same lines, squares and strokes at the same places by a canvas, without tags."""
    from rhs_desktop.__main__ import collect_seldom

    collect_seldom()
    with Path(drawings).open("rb") as kept:
        letters = pickle.load(kept) // 2
        begun = time.perf_counter()
        canvas = _canvas(target)
        seconds = time.perf_counter() - begun
        for _ in range(letters * 2):
            page: Drawing = pickle.load(kept)
            seconds += clocked(partial(_draw, canvas, page))
        seconds += clocked(canvas.save)
    return {"seconds": [seconds], "kilobytes": _kilobytes(target, letters)}


def keep_drawings(target: str, count: str) -> Found:
    """A job: what stands where on each page, page after page, so that the rival has nothing to work out."""
    from rhs_desktop.letters.batch import setters_for

    letters = sample_letters(int(count))
    setters = [setter for setter in setters_for(sample_mailing()) if setter]
    with Path(target).open("wb") as kept:
        pickle.dump(len(letters) * len(setters), kept)
        for letter in letters:
            for setter in setters:
                page = setter.page(letter)
                pickle.dump(_drawing((*page.frame.fixed, *page.personal)), kept)
    return {"letters": [float(len(letters))]}


def _drawing(blocks: tuple[PageElement, ...]) -> Drawing:
    from rhs_desktop.letters.measures import SHEET_HEIGHT, points

    texts: Strings = []
    squares: Boxes = []
    frames: Boxes = []
    for block in blocks:
        for line in (*(line for part in block.marked for line in part.lines), *block.labels):
            baseline = points(SHEET_HEIGHT - line.baseline)
            texts += [(one.face.name, line.size, points(one.left), baseline, one.text) for one in line.pieces]
        for shape in block.shapes:
            box = shape.box
            frames.append((points(box.left), points(SHEET_HEIGHT - box.bottom), points(box.width), points(box.height)))
        for picture in (part.picture for part in block.marked if part.picture):
            side = points(picture.box.width) / picture.side
            left, bottom = points(picture.box.left), points(SHEET_HEIGHT - picture.box.bottom)
            for row, bits in enumerate(picture.rows):
                at = 0
                for dark, run in groupby(f"{bits:0{picture.side}b}"):
                    length = len(list(run))
                    if dark == "1":
                        squares.append(
                            (left + at * side, bottom + (picture.side - 1 - row) * side, length * side, side)
                        )
                    at += length
    return texts, squares, frames


def _canvas(target: str) -> Any:
    import font_source_sans_pro
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name, weight in (("rhs-regular", "Regular"), ("rhs-bold", "Semibold")):
        registerFont(TTFont(name, f"{font_source_sans_pro.font_directory}/SourceSansPro-{weight}.ttf"))
    return Canvas(target, pagesize=A4, pageCompression=1)


def _draw(canvas: Any, page: Drawing) -> None:
    texts, squares, frames = page
    for font, size, left, baseline, text in texts:
        canvas.setFont(font, size)
        canvas.drawString(left, baseline, text)
    if squares:
        path = canvas.beginPath()
        for box in squares:
            path.rect(*box)
        canvas.drawPath(path, stroke=0, fill=1)
    for box in frames:
        canvas.rect(*box)
    canvas.showPage()


def _found(act: Any, target: str, letters: int) -> Found:
    from benchmarks.job import peak_mebibytes

    before = peak_mebibytes() or 0.0
    seconds = clocked(act)
    more = (peak_mebibytes() or 0.0) - before
    return {"seconds": [seconds], "kilobytes": _kilobytes(target, letters), "mebibytes": [more]}


def _kilobytes(target: str, letters: int) -> list[float]:
    return [Path(target).stat().st_size / 1000 / letters]
