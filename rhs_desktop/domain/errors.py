"""Expected trouble, told apart from bugs: a stable code and the data a sentence needs."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class HistoryRefusal(StrEnum):
    """Why a case's history, or the register's state, does not allow an act."""

    VISIT_BOOKED = "visit_booked"
    STEP_NOT_IN_TURN = "step_not_in_turn"
    NUMBER_NOT_REFUSED = "number_not_refused"
    NOT_NOW = "not_now"
    NOT_AWAITING_BOOKING = "not_awaiting_booking"
    LETTER_PRINTED = "letter_printed"
    EXCLUDED = "excluded"
    ANSWER_WAITS = "answer_waits"
    ANSWERED_TODAY = "answered_today"
    ALREADY_HELD = "already_held"
    AGAIN_PAST = "again_past"
    ALREADY_INVITED = "already_invited"
    ALREADY_WITHDRAWN = "already_withdrawn"
    APART = "apart"
    BATCH_CLOSED = "batch_closed"
    BATCH_EMPTY = "batch_empty"
    BATCH_TOO_LARGE = "batch_too_large"
    BEFORE_CONTROL = "before_control"
    BEFORE_INVITATION = "before_invitation"
    BEFORE_LETTER = "before_letter"
    BEFORE_LIST = "before_list"
    BEFORE_PRINTING = "before_printing"
    CHANGED_MEANWHILE = "changed_meanwhile"
    DATA_NOT_TOLD = "data_not_told"
    DECEASED = "deceased"
    ERASED = "erased"
    FINISHED = "finished"
    HELD_BACK = "held_back"
    IDENTITY_TAKEN = "identity_taken"
    IN_A_BATCH = "in_a_batch"
    IN_THE_FUTURE = "in_the_future"
    LATER_CHANGE = "later_change"
    LATER_ENTRY = "later_entry"
    MANUAL_DEFAULT = "manual_default"
    MANUAL_IN_USE = "manual_in_use"
    MANUAL_NAME_MISSING = "manual_name_missing"
    MANUAL_NAME_TAKEN = "manual_name_taken"
    MANUAL_SAME = "manual_same"
    MANUAL_SHIPPED = "manual_shipped"
    NO_ANSWER_WAITS = "no_answer_waits"
    NO_BOOKING = "no_booking"
    NO_LETTER_POSTED = "no_letter_posted"
    NO_LOGIN = "no_login"
    NO_PROTECTED_LETTER = "no_protected_letter"
    NOT_CONTROLLED = "not_controlled"
    NOT_IN_BATCH = "not_in_batch"
    NOT_LISTED = "not_listed"
    NOT_TO_REMIND = "not_to_remind"
    NOTE_EMPTY = "note_empty"
    NOTE_MISSING = "note_missing"
    NOTHING = "nothing"
    NOTHING_CHOSEN = "nothing_chosen"
    NOTHING_DUE = "nothing_due"
    NOTHING_TO_SAMPLE = "nothing_to_sample"
    OPEN_CASES = "open_cases"
    OUT_OF_RANGE = "out_of_range"
    PLAN_CHANGED = "plan_changed"
    PROFILE_MISSING = "profile_missing"
    PROTECTED = "protected"
    REASON_MISSING = "reason_missing"
    REASON_NAMES = "reason_names"
    REFERENCE_MISSING = "reference_missing"
    ROUND_EXISTS = "round_exists"
    ROW_EMPTY = "row_empty"
    ROW_NOT_ASIDE = "row_not_aside"
    SAID_NO = "said_no"
    SNOOZE_PAST = "snooze_past"
    TAKEN_BACK = "taken_back"
    TEMPLATE_MISSING = "template_missing"
    UNKNOWN_ACT = "unknown_act"
    UNKNOWN_BATCH = "unknown_batch"
    UNKNOWN_CASE = "unknown_case"
    UNKNOWN_ENTRY = "unknown_entry"
    UNKNOWN_EVENT = "unknown_event"
    UNKNOWN_RESIDENT = "unknown_resident"
    UNKNOWN_ROUND = "unknown_round"
    UNKNOWN_STEP = "unknown_step"
    UNKNOWN_TEMPLATE = "unknown_template"
    VISIT_AHEAD = "visit_ahead"
    VISIT_MISSING = "visit_missing"
    VISIT_NOT_HELD = "visit_not_held"
    VISIT_PAST = "visit_past"


class StoreTrouble(StrEnum):
    """Why the database, its key file or a copy of it cannot be used."""

    BACKUP_FAILED = "backup_failed"
    BUSY = "busy"
    CLOSED = "closed"
    CODE_UNCERTAIN = "code_uncertain"
    COPY_DAMAGED = "copy_damaged"
    COPY_FOREIGN = "copy_foreign"
    COPY_MISSING = "copy_missing"
    COPY_NEWER = "copy_newer"
    COPY_OTHER = "copy_other"
    COPY_PLAIN = "copy_plain"
    DAMAGED = "damaged"
    DISK_FULL = "disk_full"
    EMPTY = "empty"
    EXISTS = "exists"
    FETCH_KEYS_DAMAGED = "fetch_keys_damaged"
    FETCH_NO_KEYS = "fetch_no_keys"
    FETCH_OTHER_KEYS = "fetch_other_keys"
    FETCH_PLACED = "fetch_placed"
    FETCH_PLAIN = "fetch_plain"
    FOREIGN = "foreign"
    HALF_RESTORED = "half_restored"
    IN_USE = "in_use"
    KEYS_DAMAGED = "keys_damaged"
    KEYS_MISSING = "keys_missing"
    KEYS_NEWER = "keys_newer"
    KEYS_NOTHING_LEFT = "keys_nothing_left"
    MIGRATION_FAILED = "migration_failed"
    MISSING = "missing"
    NEWER = "newer"
    NO_COPIES = "no_copies"
    OLDER = "older"
    PASSWORD_UNCERTAIN = "password_uncertain"
    READ_ONLY = "read_only"
    RESTORE_FAILED = "restore_failed"
    SEALING_FAILED = "sealing_failed"
    SECOND_FAILED = "second_failed"
    SECOND_FULL = "second_full"
    SECOND_MISSING = "second_missing"
    SECOND_SAME = "second_same"
    UNCERTAIN = "uncertain"
    UNREACHABLE = "unreachable"
    UNSEALED = "unsealed"
    VANISHED = "vanished"


class EntryRefusal(StrEnum):
    """Why somebody may not come in, or may not do this."""

    ACCOUNT_CLOSED = "account_closed"
    ALREADY_BEGUN = "already_begun"
    CODE_WRONG = "code_wrong"
    JOB_RUNS = "job_runs"
    LAST_ADMINISTRATOR = "last_administrator"
    NAME_EMPTY = "name_empty"
    NAME_TAKEN = "name_taken"
    NO_ROLE = "no_role"
    NOT_ALLOWED = "not_allowed"
    NOT_BEGUN = "not_begun"
    OWN_ACCOUNT = "own_account"
    PASSWORD_IS_NAME = "password_is_name"
    PASSWORD_LONG = "password_long"
    PASSWORD_SHORT = "password_short"
    PASSWORD_SIMPLE = "password_simple"
    PRACTICE = "practice"
    UNKNOWN_USER = "unknown_user"
    WAIT = "wait"
    WRONG_LOGIN = "wrong_login"


class ListTrouble(StrEnum):
    """Why a list cannot be read; `[…]` names the data."""

    MISSING = "missing"  # the file is not there (any more)
    FOLDER = "folder"
    IN_USE = "in_use"  # open in Excel, or not allowed
    UNREACHABLE = "unreachable"  # the share or the stick is gone, or reading failed
    LOCK_FILE = "lock_file"  # Excel's own ~$ file
    EMPTY = "empty"
    TOO_LARGE = "too_large"  # [megabytes, most]
    TOO_MANY_ROWS = "too_many_rows"  # [rows, most]
    TOO_WIDE = "too_wide"  # [rows, columns]
    BOMB = "bomb"  # [megabytes: the bound]
    ENTITIES = "entities"
    PASSWORD = "password"  # [asks: whether the password would open it here]
    PASSWORD_WRONG = "password_wrong"  # [asks]
    DAMAGED = "damaged"
    NOT_A_TABLE = "not_a_table"  # [found: pdf, image, document, archive, database, program, binary, unknown]
    NO_TABLE = "no_table"  # a web page without a table


class LetterTrouble(StrEnum):
    """Why letters cannot be made or written."""

    ADDRESS_MISFIT = "address_misfit"
    CLINIC_INCOMPLETE = "clinic_incomplete"
    DISK_FULL = "disk_full"
    ENVELOPE_FILE = "envelope_file"
    ENVELOPE_UNKNOWN = "envelope_unknown"
    FILE_IN_USE = "file_in_use"
    FOLDER_DENIED = "folder_denied"
    FOLDER_EXISTS = "folder_exists"
    FOLDER_MISSING = "folder_missing"
    HELD_BACK = "held_back"
    NO_LETTERS = "no_letters"
    TEXT_GLYPH = "text_glyph"
    TEXT_INVALID = "text_invalid"
    TEXT_OVERFLOW = "text_overflow"
    LANGUAGE_UNPRINTABLE = "language_unprintable"
    TEXT_UNKNOWN = "text_unknown"
    TEXT_VALUE_MISSING = "text_value_missing"
    WRITE_FAILED = "write_failed"


class WriteTrouble(StrEnum):
    """Why a file could not be written; data: name (without folder)."""

    FOLDER_MISSING = "folder_missing"
    IN_USE = "in_use"  # open in Excel, or not allowed
    FULL = "full"
    FAILED = "failed"
    TOO_LARGE = "too_large"  # to be protected by a password
    UNPROTECTED = "unprotected"  # what came out of the protection could not be opened again
    TEXT_UNPROTECTED = "text_unprotected"  # no password protects text


class Cancelled(Exception):
    """The user pressed Avbryt. Nothing was kept; whoever started the work says so, if anybody."""


class ExpectedError(Exception):
    """Trouble the program foresees and can put in words.

    `code` chooses the Swedish sentence, `data` fills it. Neither holds personal data unless the sentence is
    shown to the person at the desk only; they are never logged together.
    """

    family: ClassVar[str] = "expected"

    def __init__(self, code: StrEnum, **data: object) -> None:
        super().__init__(f"{self.family}.{code}")
        self.code = code
        self.data = data

    @property
    def key(self) -> str:
        """The full code, `family.code`, under which words are kept."""
        return f"{self.family}.{self.code}"


class IdentityRefused(ExpectedError):
    """A text that is no personnummer, samordningsnummer or reservnummer."""

    family = "identity"


class ProfileInvalid(ExpectedError):
    """A manual's data file that cannot be used: file, key, what was found, what was expected."""

    family = "profile"


class HistoryRefused(ExpectedError):
    """An act that the case's history does not allow."""

    family = "history"
    code: HistoryRefusal

    def __init__(self, code: HistoryRefusal, **data: object) -> None:
        super().__init__(code, **data)


class ProfileMissing(HistoryRefused, KeyError):
    """A case or a round follows a manual that is not at hand: its file is broken or gone."""

    def __init__(self, profile: str) -> None:
        super().__init__(HistoryRefusal.PROFILE_MISSING, profile=profile)


class StoreUnavailable(ExpectedError):
    """The database cannot be opened or written: newer, damaged, locked, disk full, read-only."""

    family = "store"
    code: StoreTrouble

    def __init__(self, code: StoreTrouble, **data: object) -> None:
        super().__init__(code, **data)


class NotLogged(StoreUnavailable):
    """What may only be done when the access log tells of it, and the log could not be written. The store's codes."""

    family = "log"


class ListUnreadable(ExpectedError):
    """A file or pasted text that is no list that can be read."""

    family = "list"
    code: ListTrouble

    def __init__(self, code: ListTrouble, **data: object) -> None:
        super().__init__(code, **data)


class LetterWithheld(ExpectedError):
    """Letters that cannot be made or written."""

    family = "letter"
    code: LetterTrouble

    def __init__(self, code: LetterTrouble, **data: object) -> None:
        super().__init__(code, **data)


class EntryRefused(ExpectedError):
    """Somebody who may not come in, or may not do this. Never says whether a name is known."""

    family = "entry"
    code: EntryRefusal

    def __init__(self, code: EntryRefusal, **data: object) -> None:
        super().__init__(code, **data)


class FileUnwritable(ExpectedError):
    """A file that could not be written. Nothing was left behind and an earlier file is untouched.

    `begun`: False where the folder took no unfinished file.
    """

    family = "file"
    code: WriteTrouble

    begun: bool = True

    def __init__(self, code: WriteTrouble, **data: object) -> None:
        super().__init__(code, **data)
