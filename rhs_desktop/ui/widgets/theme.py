"""Light and dark mode, font and style sheet of the application."""

from __future__ import annotations

from enum import StrEnum
from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from rhs_desktop.paths import resources_dir
from rhs_desktop.ui.widgets import icons
from rhs_desktop.ui.widgets.palette import DARK, LIGHT, Palette, State

BODY_POINTS = 10.0
_UNIT_PER_PIXEL = 0.3


class Mode(StrEnum):
    """The mode that the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, sizes and icons; `changed` when they change. Made once by the composition root."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM) -> None:
        super().__init__()
        self._app = app
        self._mode = mode
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(body_font(app.font()))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def palette(self) -> Palette:
        return self._palette

    @property
    def unit(self) -> int:
        """The unit of spacing, in pixels: 4 at the usual text size, more where the text of the system is larger."""
        return self._unit

    @property
    def icon_size(self) -> int:
        return 4 * self._unit

    def choose(self, mode: Mode) -> None:
        self._mode = mode
        self._apply()

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """An icon in a colour of the palette, by the name of its field."""
        palette = self._palette
        return icons.icon(name, getattr(palette, colour), self.icon_size, disabled=palette.disabled)

    def state_icon(self, state: State) -> QIcon:
        return self.icon(state.value, state.value)

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def metrics(self, *, bold: bool = False) -> QFontMetrics:
        return QFontMetrics(self.font(bold=bold))

    @Slot()
    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        dark = self._mode is Mode.DARK or (self._mode is Mode.SYSTEM and self._system_is_dark())
        self._palette = DARK if dark else LIGHT
        self._unit = max(3, round(QFontInfo(self._app.font()).pixelSize() * _UNIT_PER_PIXEL))
        self._app.setPalette(_qt_palette(self._palette))
        self._app.setStyleSheet(style_sheet(self._palette, self._unit, self._app.font().pointSizeF()))
        self.changed.emit()

    def _system_is_dark(self) -> bool:
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def body_font(system: QFont) -> QFont:
    """The system's font at body size or larger, with tabular figures."""
    font = QFont(system)
    font.setPointSizeF(max(BODY_POINTS, system.pointSizeF()))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def style_sheet(palette: Palette, unit: int, points: float) -> str:
    """resources/style.qss with colours and sizes filled in. Raises KeyError for an unknown variable."""
    template = Template((resources_dir() / "style.qss").read_text(encoding="utf-8"))
    sizes = {f"u{count}": f"{count * unit}px" for count in range(1, 13)}
    halves = {"half": f"{max(1, unit // 2)}px", "radius": f"{unit}px"}
    text = {"body": f"{points:g}pt", "small": f"{points * 0.9:g}pt", "large": f"{points * 1.3:g}pt"}
    images = {"icons": (resources_dir() / "icons" / ("dark" if palette.dark else "light")).as_posix()}
    return template.substitute(palette.values(), **sizes, **halves, **text, **images)


def set_kind(widget: QWidget, kind: str) -> None:
    """Set the property `kind`, by which resources/style.qss selects a widget: primary, quiet, card …"""
    widget.setProperty("kind", kind)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def _qt_palette(colours: Palette) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.BrightText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.ink,
        QPalette.ColorRole.ToolTipText: colours.surface,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.selected,
        QPalette.ColorRole.HighlightedText: colours.on_selected,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Light: colours.raised,
        QPalette.ColorRole.Midlight: colours.hover,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.edge,
        QPalette.ColorRole.Shadow: colours.edge,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
