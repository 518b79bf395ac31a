"""What checking one row can come to: ready, set aside, or ignored. No row is ever anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rhs_desktop.domain.checklists.contact_cells import ContactSoFar
from rhs_desktop.domain.checklists.table import Row
from rhs_desktop.domain.people.resident import Details


class RowProblem(StrEnum):
    """Why a row is set aside, besides the refusals of `personal_number.Refusal`; `[…]` names the data."""

    IDENTITY_ERROR = "identity_error"  # [found: the error's text]
    IDENTITY_UNCALCULATED = "identity_uncalculated"
    DUPLICATE = "duplicate"  # [rows: all rows with this identity, columns: where they differ]
    CONTACT_DAY = "contact_day"  # [field, found]
    CONTACT_AHEAD = "contact_ahead"  # [field, found]
    CONTACT_BEFORE = "contact_before"  # [field, day, other: the field that it comes before, other_day]
    WAY_UNKNOWN = "way_unknown"  # [found]
    ANSWER_UNKNOWN = "answer_unknown"  # [found]
    ANSWER_MISSING = "answer_missing"
    NOT_INVITED = "not_invited"  # [field]
    INVITED_WITHOUT_LOGIN = "invited_without_login"
    RETURNED_NO_LETTER = "returned_no_letter"


class RowRemark(StrEnum):
    """What is worth a look in a row that is ready; `[…]` names the data."""

    NAME_MISSING = "name_missing"
    PHONE_ZERO_RESTORED = "phone_zero_restored"
    PHONE_ODD = "phone_odd"
    PHONE_INCOMPLETE = "phone_incomplete"
    PHONE_NONE = "phone_none"
    POSTCODE_ODD = "postcode_odd"
    CELL_ERROR = "cell_error"  # [found]
    UNREADABLE_SIGN = "unreadable_sign"
    PROTECTED = "protected"
    PROTECTED_UNCLEAR = "protected_unclear"
    DECEASED = "deceased"
    DECEASED_UNCLEAR = "deceased_unclear"
    NO_CONTACT = "no_contact"
    NO_CONTACT_UNCLEAR = "no_contact_unclear"
    NOT_LISTED = "not_listed"
    NOT_LISTED_UNCLEAR = "not_listed_unclear"
    AGE_OUTSIDE_TARGET = "age_outside_target"  # [age, years: the round's birth years]
    NO_LOGIN = "no_login"  # [kind: coordination or reserve]
    REPEATED = "repeated"  # [rows: all rows with the same content]
    SAME_PERSON = "same_person"  # [rows: others in the list with this name and birth date]


class IgnoredBecause(StrEnum):
    """Why a row is no resident's; announced, never silent."""

    ABOVE = "above"
    HEADINGS = "headings"
    TITLE = "title"
    BLANK = "blank"
    TOTAL = "total"
    HIDDEN = "hidden"
    REPEATED = "repeated"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing about a row: its code, the column (from 0) if it is about one, and the data of its sentence."""

    code: str
    column: int | None = None
    data: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class ImportableRow:
    """A row that can be imported. `row` counts as Excel does. `cells` is the row as it stood. `contact`: what it says
    has happened already."""

    row: int
    details: Details
    cells: Row = field(hash=False)
    listed_at: str = ""
    warnings: tuple[CellProblem, ...] = ()
    contact: ContactSoFar | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that needs a person, as it stood. `details` is there where its identity could be read. `warnings`: as of a
    row that is ready; of one whose identity cannot be read, only what it says of the person."""

    row: int
    problems: tuple[CellProblem, ...]
    cells: Row = field(hash=False)
    details: Details | None = None
    warnings: tuple[CellProblem, ...] = ()

    @property
    def protected(self) -> bool:
        """Whether the row says that the person is protected, or may say so."""
        return any(one.code in (RowRemark.PROTECTED, RowRemark.PROTECTED_UNCLEAR) for one in self.warnings)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that holds no resident, or that a person left out. `of`: the row that it repeats. Of one that was left out
    and whose identity can be read there are `details`, and `warnings` as of a row that is ready."""

    row: int
    because: IgnoredBecause
    of: int | None = None
    details: Details | None = None
    warnings: tuple[CellProblem, ...] = ()

    @classmethod
    def left_out(cls, outcome: Outcome, because: IgnoredBecause) -> Ignored:
        """A row that a person leaves out, as it would be otherwise."""
        if isinstance(outcome, Ignored):
            return replace(outcome, because=because)
        return cls(outcome.row, because, None, outcome.details, outcome.warnings)


Outcome = ImportableRow | SetAside | Ignored
