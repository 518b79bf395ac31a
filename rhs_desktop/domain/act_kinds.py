"""What an act did, as it is stored with the act and told by the status bar, the history and the access log."""

from __future__ import annotations

from enum import StrEnum

from rhs_desktop.domain.codes import member


class ActKind(StrEnum):
    """What was done, in one act: one transaction, and one line that undo can take back."""

    ABANDON_SEND = "abandon_send"
    ANSWER = "answer"
    ANSWER_HANDLED = "answer_handled"
    ARCHIVE = "archive"
    ASSIGN = "assign"
    BOOKING = "booking"
    BOOKING_LOOKED = "booking_looked"
    CALL = "call"
    CANCEL_BOOKING = "cancel_booking"
    CHECK_COSMIC = "check_cosmic"
    CONFIRM_POSTED = "confirm_posted"
    CONFIRM_SEND = "confirm_send"
    CORRECT_NUMBER = "correct_number"
    DISMISS_ROW = "dismiss_row"
    DOCUMENTED = "documented"
    EDIT_DETAILS = "edit_details"
    ERASE = "erase"
    FIX_ROW = "fix_row"
    GIVE_UP = "give_up"
    IMPORT = "import"
    LETTER_RETURNED = "letter_returned"
    LETTER_TEXT = "letter_text"
    MANUAL = "manual"
    NO_SHOW = "no_show"
    NOTE = "note"
    PASTE = "paste"
    PHONE_TIME = "phone_time"
    PREPARE_SEND = "prepare_send"
    PRINT_LETTERS = "print_letters"
    PRINT_PROTECTED = "print_protected"
    PRINT_TIME_LETTERS = "print_time_letters"
    PROTECTED_LETTER = "protected_letter"
    RECIPIENTS = "recipients"
    REMIND = "remind"
    REMIND_BY_LETTER = "remind_by_letter"
    REMOVE_COPIES = "remove_copies"
    REMOVE_FROM_SEND = "remove_from_send"
    REMOVE_MANUAL = "remove_manual"
    RESTORE = "restore"
    RETENTION_RULES = "retention_rules"
    ROUND = "round"
    ROUTE = "route"
    SET_PHONE = "set_phone"
    SETTINGS = "settings"
    SNOOZE = "snooze"
    TICK = "tick"
    USE_MANUAL = "use_manual"
    USERS = "users"
    VISIT_HELD = "visit_held"
    EXPORT = "export"
    """Recorded by earlier versions; today an export is a line of the access log (Access.EXPORTED)."""
    UNDO = "undo"
    """Takes another act back."""
    REDO = "redo"
    """Brings back what was taken back."""
    UNDO_ENTRY = "undo_entry"
    """Takes one case out of another act."""
    UNKNOWN = "unknown"
    """Of a register that another version of the program has written: never recorded."""

    @property
    def about_another(self) -> bool:
        """Whether the act is about another, whose kind stands in its details as `kind`."""
        return self in (ActKind.UNDO, ActKind.REDO, ActKind.UNDO_ENTRY)


def act_kind(text: str) -> ActKind:
    """The kind stored as that text."""
    return member(ActKind, text) or ActKind.UNKNOWN
