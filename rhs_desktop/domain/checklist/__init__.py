"""From the raw cells of a list to residents: reading cells, finding headings, checking every row."""

from rhs_desktop.domain.checklist import cells
from rhs_desktop.domain.checklist.check import CheckedList, check
from rhs_desktop.domain.checklist.fields import Field
from rhs_desktop.domain.checklist.mapping import (
    ColumnMapping,
    MappingTrouble,
    find_header,
    mapping_at,
)
from rhs_desktop.domain.checklist.number_in_text import numbers_apart
from rhs_desktop.domain.checklist.outcome import (
    Ignored,
    IgnoredBecause,
    Outcome,
    Problem,
    Ready,
    RowProblem,
    RowRemark,
    SetAside,
)
from rhs_desktop.domain.checklist.own_files import (
    CHECKLIST_HEADINGS,
    CHECKLIST_MARK,
    ERROR_HEADINGS,
    Ours,
    without_ours,
)
from rhs_desktop.domain.checklist.plain import Plain, from_plain, to_plain
from rhs_desktop.domain.checklist.proposal import Memory, Proposal, propose, propose_mapping
from rhs_desktop.domain.checklist.row import RowChecker, Rules
from rhs_desktop.domain.checklist.same_person import person_key
from rhs_desktop.domain.checklist.several_tables import in_one_order
from rhs_desktop.domain.checklist.table import Cancelled, Cell, CellError, ListFile, Row, Sheet, column_letter, text

__all__ = [
    "CHECKLIST_HEADINGS",
    "CHECKLIST_MARK",
    "ERROR_HEADINGS",
    "Cancelled",
    "Cell",
    "CellError",
    "CheckedList",
    "ColumnMapping",
    "Field",
    "Ignored",
    "IgnoredBecause",
    "ListFile",
    "MappingTrouble",
    "Memory",
    "Ours",
    "Outcome",
    "Plain",
    "Problem",
    "Proposal",
    "Ready",
    "Row",
    "RowChecker",
    "RowProblem",
    "RowRemark",
    "Rules",
    "SetAside",
    "Sheet",
    "cells",
    "check",
    "column_letter",
    "find_header",
    "from_plain",
    "in_one_order",
    "mapping_at",
    "numbers_apart",
    "person_key",
    "propose",
    "propose_mapping",
    "text",
    "to_plain",
    "without_ours",
]
