"""Draws elements of a page on ReportLab's canvas: lines of text, QR codes, shapes and form fields.

A canvas is typed Any: its stubs lack what is used here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, assert_never

from rhs_desktop.letters.measures import SHEET_HEIGHT, points
from rhs_desktop.letters.pdf.fonts import normal
from rhs_desktop.letters.pdf.page_elements import InputKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rhs_desktop.letters.pdf.page_elements import Input, Shape, Squares, TextLine

ACCENT = (0.05, 0.29, 0.33)
"""A dark blue-green that prints as near black on a printer without colour."""
_DARK = re.compile("1+")
_FIELD_FONT, _FIELD_SIZE = "Helvetica", 12


def draw_lines(canvas: Any, lines: Iterable[TextLine], *, accent: bool = False) -> None:
    """Draw lines of text, with `accent` in the accent colour."""
    text = canvas.beginText()
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
    canvas.drawText(text)


def draw_squares(canvas: Any, picture: Squares) -> None:
    """Draw each run of dark modules as one rectangle of a path, in units of a module."""
    box, side = picture.box, picture.side
    module = points(box.width) / side
    canvas.saveState()
    canvas.transform(module, 0, 0, module, points(box.left), points(SHEET_HEIGHT - box.bottom))
    path = canvas.beginPath()
    for index, row in enumerate(picture.rows):
        for run in _DARK.finditer(f"{row:0{side}b}"):
            first, end = run.span()
            path.rect(first, side - 1 - index, end - first, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def draw_shape(canvas: Any, shape: Shape) -> None:
    """Draw a frame, a filled area or a rule."""
    box = shape.box
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


def draw_field(canvas: Any, one: Input) -> Any:
    """Add a form field to the page that is being drawn; the reference to its dictionary.

    Its label is the tooltip, which screen readers read. A full stop in a field's name would separate levels of names.
    """
    form = canvas.acroForm
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
    return form.fields[-1]
