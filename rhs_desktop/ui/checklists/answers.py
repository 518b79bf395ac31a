"""What an answer makes of the state of an import: each function takes the state and returns another."""

from __future__ import annotations

from dataclasses import replace

from rhs_desktop.domain.checklists import clinic_key
from rhs_desktop.ui.checklists.state import ImportState


def with_clinic(state: ImportState, name: str, *, ours: bool) -> ImportState:
    """A clinic that the list names is our own, or is not."""
    return replace(state, ours={**state.ours, clinic_key(name): ours})


def with_no_clinic_left(state: ImportState) -> ImportState:
    """None of the clinics that are left is our own."""
    left = {clinic_key(one.name): False for one in state.questions.clinics}
    return replace(state, ours={**state.ours, **left})


def with_unread(state: ImportState, *, read: bool) -> ImportState:
    """The columns are read that look as if they said what has happened, or are left alone."""
    for _, one in state.questions.unread if read else ():
        state = state.with_field(one.column, one.field)
    return replace(state, leave_unread=True)


def with_template(state: ImportState, key: str) -> ImportState:
    """The template with which those were sent to whom the list has as invited in 1177; empty for none yet."""
    return replace(state, template=key)


def with_right_file(state: ImportState, *, right: bool) -> ImportState:
    """It is the right file although many rows need correction, or is not."""
    return replace(state, right_file=right)


def with_right_column(state: ImportState, *, right: bool) -> ImportState:
    """It is right that so many rows stop contact, or is not."""
    return replace(state, right_column=right)
