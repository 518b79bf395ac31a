"""Tables copied from 1177 and Cosmic: what they are, what their rows say, and what that would change."""

from rhs_desktop.domain.pasted.clip import Cells, Clip
from rhs_desktop.domain.pasted.finding import Because, Finding, Known, Register, Sent, Shown, Verdict
from rhs_desktop.domain.pasted.mirror import mirror
from rhs_desktop.domain.pasted.people import Missing, added_recipients, listed_in_cosmic, missing, whose_numbers
from rhs_desktop.domain.pasted.recipients import Recipients, Unreadable, UnreadableRow, read_recipients
from rhs_desktop.domain.pasted.recognise import Recognised, Source, recognise
from rhs_desktop.domain.pasted.records import Record, Records, read_records
from rhs_desktop.domain.pasted.tokens import Broken, Moment
from rhs_desktop.domain.pasted.vocabulary import Column, Vocabulary

__all__ = [
    "Because",
    "Broken",
    "Cells",
    "Clip",
    "Column",
    "Finding",
    "Known",
    "Missing",
    "Moment",
    "Recipients",
    "Recognised",
    "Record",
    "Records",
    "Register",
    "Sent",
    "Shown",
    "Source",
    "Unreadable",
    "UnreadableRow",
    "Verdict",
    "Vocabulary",
    "added_recipients",
    "listed_in_cosmic",
    "mirror",
    "missing",
    "read_recipients",
    "read_records",
    "recognise",
    "whose_numbers",
]
