"""The line icons from resources/icons, rendered in a colour and for a device pixel ratio."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from rhs_desktop.paths import resources_dir

SHARPNESS = (1.0, 1.5, 2.0)


@cache
def _folder() -> Path:
    return resources_dir() / "icons"


@cache
def _drawing(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon, `size` points wide, for a device pixel ratio. Raises FileNotFoundError for an unknown name."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, colour: str, size: int, *, disabled: str = "", checked: str = "") -> QIcon:
    """An icon for buttons and menus, in all device pixel ratios."""
    result = QIcon()
    app = QApplication.instance()
    ratios = {*SHARPNESS, app.devicePixelRatio()} if isinstance(app, QApplication) else set(SHARPNESS)
    for ratio in sorted(ratios):
        result.addPixmap(pixmap(name, colour, size, ratio))
        if disabled:
            result.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        if checked:
            result.addPixmap(pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return result


def forget() -> None:
    """Clear the cache of pixmaps, which must not outlive the application object."""
    pixmap.cache_clear()
