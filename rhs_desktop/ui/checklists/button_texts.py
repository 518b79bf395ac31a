"""What the button that goes on says, and why it cannot be pressed."""

from __future__ import annotations

from typing import assert_never

from rhs_desktop.strings.checklists import importing as strings
from rhs_desktop.ui.checklists.state import ImportBlocked, ImportStage


def act_of(stage: ImportStage, ready: int, aside: int) -> str:
    """The text of the primary button."""
    match stage:
        case ImportStage.SOURCE:
            return ""
        case ImportStage.COLUMNS:
            return strings.CHECK_ROWS
        case ImportStage.ROWS:
            return strings.review(ready, aside)
        case ImportStage.REVIEW:
            return strings.act(ready, aside)
        case _:
            assert_never(stage)


def why_blocked(why: ImportBlocked | None) -> str:
    """What is said beside the buttons; empty where nothing is blocked, or where the page itself says it."""
    match why:
        case None | ImportBlocked.NO_LIST | ImportBlocked.MAPPING:
            return ""
        case ImportBlocked.NO_ROUND:
            return strings.BLOCKED_NO_ROUND
        case ImportBlocked.IMPORTED_BEFORE:
            return strings.BLOCKED_IMPORTED_BEFORE
        case ImportBlocked.HIDDEN_ROWS:
            return strings.BLOCKED_HIDDEN_ROWS
        case ImportBlocked.HIDDEN_COLUMNS:
            return strings.BLOCKED_HIDDEN_COLUMNS
        case ImportBlocked.CLINICS:
            return strings.BLOCKED_CLINICS
        case ImportBlocked.UNREAD_COLUMNS:
            return strings.BLOCKED_UNREAD
        case ImportBlocked.TEMPLATE:
            return strings.BLOCKED_TEMPLATE
        case ImportBlocked.WRONG_FILE:
            return strings.BLOCKED_WRONG_FILE
        case ImportBlocked.MANY_STOPPING:
            return strings.BLOCKED_MANY_STOPPING
        case ImportBlocked.NOTHING_READY:
            return strings.BLOCKED_NOTHING_READY
        case _:
            assert_never(why)
