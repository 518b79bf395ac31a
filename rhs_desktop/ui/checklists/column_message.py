"""What the import says above the columns, decided from the state of the import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rhs_desktop.strings.checklists import importing, reading
from rhs_desktop.ui.checklists.state import ImportBlocked, ImportState


@dataclass(frozen=True, slots=True)
class ColumnMessage:
    """Texts above the columns, each empty where it does not apply: the first fault of the mapping, when the same list
    was imported before, the rows and columns that Excel hides, and the other sheets that hold lists."""

    trouble: str = ""
    before: str = ""
    hidden_rows: str = ""
    hidden_columns: str = ""
    others: str = ""


def column_message(state: ImportState, today: date) -> ColumnMessage:
    """One subject at a time: faults of the mapping first, then an earlier import, then what is hidden."""
    if state.meant is None or state.sheet is None or state.mapping is None or state.listed is None:
        return ColumnMessage()
    names = [reading.column_name(state.mapping, column) for column in state.hidden_columns]
    columns = importing.hidden_columns(names)
    if state.meant.troubles:
        trouble = reading.mapping_sentence(state.meant.troubles[0], state.meant)
        return ColumnMessage(trouble, hidden_columns=columns if state.skip_columns else "")
    before = importing.imported_before(state.before.at, state.before.by, today) if state.before else ""
    if state.blocked is ImportBlocked.IMPORTED_BEFORE:
        return ColumnMessage(before=before)
    rows = importing.hidden(state.hidden_rows, filtered=state.sheet.filtered)
    others = importing.other_lists([state.listed.sheets[place].name for place in state.other_lists])
    return ColumnMessage("", before, rows, columns, others)
