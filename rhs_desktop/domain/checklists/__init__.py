"""From the raw cells of a list to residents: reading cells, finding headings, checking every row."""

from rhs_desktop.domain.checklists import cells
from rhs_desktop.domain.checklists.check import CheckedList, check
from rhs_desktop.domain.checklists.clinics import NamedClinic, clinic_key, named_clinics
from rhs_desktop.domain.checklists.contact_cells import ContactSoFar
from rhs_desktop.domain.checklists.contact_so_far import UnreadColumn, unread_columns
from rhs_desktop.domain.checklists.exported_files import (
    CHECKLIST_HEADINGS,
    CHECKLIST_MARK,
    ERROR_HEADINGS,
    Ours,
    without_ours,
)
from rhs_desktop.domain.checklists.fields import ListField
from rhs_desktop.domain.checklists.json_cells import Plain, from_plain, to_plain
from rhs_desktop.domain.checklists.mapping import ColumnMapping, MappingTrouble, find_header, mapping_at
from rhs_desktop.domain.checklists.number_in_text import numbers_apart
from rhs_desktop.domain.checklists.outcome import (
    CellProblem,
    Ignored,
    IgnoredBecause,
    ImportableRow,
    Outcome,
    RowProblem,
    RowRemark,
    SetAside,
)
from rhs_desktop.domain.checklists.proposal import Memory, SheetProposal, propose, propose_mapping
from rhs_desktop.domain.checklists.row import RowChecker, RowRules
from rhs_desktop.domain.checklists.same_person import person_key
from rhs_desktop.domain.checklists.several_tables import in_one_order
from rhs_desktop.domain.checklists.stopping import ManyStopping, many_stopping
from rhs_desktop.domain.checklists.table import Cell, CellError, ListFile, Row, Sheet, column_letter, text

__all__ = [
    "CHECKLIST_HEADINGS",
    "CHECKLIST_MARK",
    "ERROR_HEADINGS",
    "Cell",
    "CellError",
    "CellProblem",
    "CheckedList",
    "ColumnMapping",
    "ContactSoFar",
    "Ignored",
    "IgnoredBecause",
    "ImportableRow",
    "ListField",
    "ListFile",
    "ManyStopping",
    "MappingTrouble",
    "Memory",
    "NamedClinic",
    "Ours",
    "Outcome",
    "Plain",
    "Row",
    "RowChecker",
    "RowProblem",
    "RowRemark",
    "RowRules",
    "SetAside",
    "Sheet",
    "SheetProposal",
    "UnreadColumn",
    "cells",
    "check",
    "clinic_key",
    "column_letter",
    "find_header",
    "from_plain",
    "in_one_order",
    "many_stopping",
    "mapping_at",
    "named_clinics",
    "numbers_apart",
    "person_key",
    "propose",
    "propose_mapping",
    "text",
    "to_plain",
    "unread_columns",
    "without_ours",
]
