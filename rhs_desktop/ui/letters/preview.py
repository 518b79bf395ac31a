"""Preview of a letter, page by page, drawn in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.letters.pages import Overlay, Picture, pictures
from rhs_desktop.strings import errors
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.widgets.jobs import Err, Job, Jobs, Ok, Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_SOON_MS = 90
_SHARP_DPI = 130


class LetterPreview(QWidget):
    """Draws the latest letter given to `show_letter`, after a short delay. Signal: `shown` when drawn or failed."""

    shown = Signal()

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self._make: Callable[[], bytes] | None = None
        self._pages: Sequence[QImage] = ()
        self.trouble: ExpectedError | None = None
        """Why the latest letter could not be drawn, or None."""
        self._page = 0
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self.paper = PagePreview(theme)
        self._windows: Sequence[Overlay | None] = ()
        self.window_shown = QCheckBox(strings.SHOW_WINDOW)
        self.window_shown.setToolTip(strings.WINDOW_HINT)
        self.window_shown.hide()
        self.note = text_label("", "muted")
        self.before = QPushButton()
        self.after = QPushButton()
        self.place = text_label("", wrap=False)
        self.before.setIcon(theme.icon("back"))
        self.after.setIcon(theme.icon("next"))
        self.before.setAccessibleName(strings.PAGE_BEFORE)
        self.after.setAccessibleName(strings.PAGE_AFTER)
        for button in (self.before, self.after):
            button.setAutoDefault(False)

        self._soon.timeout.connect(self._start)
        self.window_shown.toggled.connect(self._paint)
        self.before.clicked.connect(self._go_before)
        self.after.clicked.connect(self._go_after)

        row = QHBoxLayout()
        row.setSpacing(2 * theme.unit)
        row.addStretch(1)
        for part in (self.before, self.place, self.after):
            row.addWidget(part)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(self.note)
        column.addWidget(self.paper, 1)
        column.addLayout(row)
        column.addWidget(self.window_shown)
        self._paint()

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def show_letter(self, make: Callable[[], bytes] | None, name: str) -> None:
        """Draw the PDF that `make` returns, after a short delay; None empties the preview."""
        self._make = make
        self.paper.setAccessibleName(strings.letter_to(name))
        if make is None:
            self._pages = ()
            self.note.setText("")
            self._paint()
        else:
            self._soon.start()

    def show_windows(self, windows: Sequence[Overlay | None], *, always: bool = False) -> None:
        """The envelope's window over each page, shown where the user has chosen so, or `always`."""
        self._windows = windows
        self.window_shown.setChecked(always or self.window_shown.isChecked())
        self.window_shown.setVisible(bool(windows) and not always)
        self._paint()

    @Slot()
    def _start(self) -> None:
        if self._make is None:
            return
        if self._job is not None:
            self._job.cancel()
        make = self._make

        def work(task: Task) -> list[QImage]:
            drawn = []
            for picture in pictures(make(), _SHARP_DPI):
                task.check()
                drawn.append(image_of(picture))
            return drawn

        self._job = self._jobs.start(work)
        self._job.done.connect(self._drawn)

    @Slot(object)
    def _drawn(self, answer: Ok[list[QImage]] | Err) -> None:
        if self.sender() is not self._job:
            return
        self._job = self.trouble = None
        if isinstance(answer, Ok):
            self._pages = answer.value
            self._page = min(self._page, max(0, len(self._pages) - 1))
            self.note.setText("")
        elif isinstance(answer.error, ExpectedError):
            self._pages = ()
            self.trouble = answer.error
            self.note.setText(errors.said(answer.error))
        else:
            raise answer.error
        self._paint()
        self.shown.emit()

    @Slot()
    def _go_before(self) -> None:
        self._page = max(0, self._page - 1)
        self._paint()

    @Slot()
    def _go_after(self) -> None:
        self._page = min(len(self._pages) - 1, self._page + 1)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        window = self._windows[self._page] if self._page < len(self._windows) else None
        self.paper.show_page(
            self._pages[self._page] if self._pages else None, window if self.window_shown.isChecked() else None
        )
        self.place.setText(strings.page_of(self._page + 1, len(self._pages)) if self._pages else "")
        for part in (self.before, self.place, self.after):
            part.setVisible(len(self._pages) > 1)
        self.before.setEnabled(bool(self._pages) and self._page > 0)
        self.after.setEnabled(bool(self._pages) and self._page < len(self._pages) - 1)
        self.note.setVisible(bool(self.note.text()))


class PagePreview(QWidget):
    """One page, scaled to the size of the widget."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._window: Overlay | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(50 * theme.unit, 60 * theme.unit)

    def show_page(self, image: QImage | None, window: Overlay | None = None) -> None:
        """Show a page, and the envelope's window over it."""
        self._image, self._window = image, window
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            area = QRectF(left, top, size.width(), size.height())
            ratio = self.devicePixelRatioF()
            sharp = self._image.scaled(
                round(size.width() * ratio),
                round(size.height() * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            painter.drawImage(area, sharp)
            painter.setPen(QColor(self._theme.palette.edge))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            if self._window is not None:
                self._draw_window(painter, area, self._window)
        painter.end()

    def _draw_window(self, painter: QPainter, area: QRectF, window: Overlay) -> None:
        """Dim what is outside the window. Solid frame: always visible; dashed: visible where the sheet slides."""
        scale = area.width() / _SHEET_MM
        always, ever = (
            QRectF(QPointF(left, top) * scale, QPointF(right, bottom) * scale).translated(area.topLeft())
            for left, top, right, bottom in (window.always, window.ever)
        )
        veil = QPainterPath()
        veil.addRect(area)
        veil.addRect(ever)
        dim = QColor(self._theme.palette.ink)
        dim.setAlpha(38)
        painter.fillPath(veil, dim)
        colour = QColor(self._theme.palette.accent)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.drawRect(ever)
        for fold in window.folds:
            at = area.top() + fold * scale
            painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
        painter.setPen(QPen(colour, 2))
        painter.drawRect(always)


_SHEET_MM = 210.0


def image_of(picture: Picture) -> QImage:
    """The picture as a QImage with a copy of the pixels."""
    return QImage(picture.rgba, picture.width, picture.height, QImage.Format.Format_RGBA8888).copy()
