"""Tables copied from 1177 and Cosmic: what they are, what their rows say, and what that would change."""

from rhs_desktop.domain.pasting.clip import Cells, Clip
from rhs_desktop.domain.pasting.finding import FindingReason, KnownCase, PasteFinding, Register, Sent, Shown, Verdict
from rhs_desktop.domain.pasting.mina_arenden import mirror
from rhs_desktop.domain.pasting.people import Missing, added_recipients, listed_in_cosmic, missing, whose_numbers
from rhs_desktop.domain.pasting.recipients import Recipients, Unreadable, UnreadableRow, read_recipients
from rhs_desktop.domain.pasting.recognise import RecognisedClip, Source, recognise
from rhs_desktop.domain.pasting.records import Record, Records, read_records
from rhs_desktop.domain.pasting.tokens import ListedMoment, MalformedNumber
from rhs_desktop.domain.pasting.vocabulary import PastedColumn, Vocabulary

__all__ = [
    "Cells",
    "Clip",
    "FindingReason",
    "KnownCase",
    "ListedMoment",
    "MalformedNumber",
    "Missing",
    "PasteFinding",
    "PastedColumn",
    "Recipients",
    "RecognisedClip",
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
