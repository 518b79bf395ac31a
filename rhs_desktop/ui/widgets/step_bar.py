"""The steps of a wizard by name: past ones ticked, the current one bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from rhs_desktop.strings import widgets as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class StepBar(QWidget):
    """Only shows; it takes no input."""

    def __init__(self, theme: Theme, steps: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._steps = tuple(steps)
        self._icons: list[QLabel] = []
        self._names: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.unit)
        for turn, name in enumerate(steps, start=1):
            icon, label = QLabel(), text_label(f"{turn}  {name}", wrap=False)
            self._icons.append(icon)
            self._names.append(label)
            if turn > 1:
                arrow = QLabel()
                arrow.setPixmap(theme.icon("next", "muted").pixmap(theme.icon_size, theme.icon_size))
                row.addWidget(arrow)
            row.addWidget(icon)
            row.addWidget(label)
        row.addStretch(1)
        self.go_to(0)

    def go_to(self, step: int) -> None:
        """Set the current step, from 0."""
        size = self._theme.icon_size
        for place, (icon, label) in enumerate(zip(self._icons, self._names, strict=True)):
            icon.setVisible(place < step)
            icon.setPixmap(self._theme.icon("tick", "done").pixmap(size, size))
            set_kind(label, "step_now" if place == step else "step")
        self.setAccessibleName(said.step(step + 1, len(self._steps), self._steps[step]))
