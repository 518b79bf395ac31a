"""Warns of files of the clinic's own manuals that cannot be used, so that nobody's case waits for one unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rhs_desktop.strings.manuals.manuals import trouble
from rhs_desktop.ui.widgets.messages import Messages

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context


def warn_of_manuals(context: Context, messages: Messages, parent: QWidget) -> None:
    """One warning for each file; none where all can be used."""
    from rhs_desktop.services.manuals import overview

    for one in overview.troubles(context):
        messages.warn(parent, trouble(one.error, instead=one.instead))
