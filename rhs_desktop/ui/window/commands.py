"""What the window opens or does besides the acts of a case: one row each.

The menu, the buttons at the top, the page of keys (F1) and what is hidden from a role are made from these rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from rhs_desktop.domain.roles import Permission as May
from rhs_desktop.domain.roles import Role, allowed
from rhs_desktop.strings import retention, users
from rhs_desktop.strings import window as words
from rhs_desktop.ui.window import dialogs, undo
from rhs_desktop.ui.window.dialogs import Opens


class Command(StrEnum):
    """The commands, in the order in which each Place shows them."""

    SEND = "send"
    IMPORT = "import"
    PASTE = "paste"
    LETTERS = "letters"
    SCAN = "scan"
    SEARCH = "search"
    NEXT_AREA = "next_area"
    PREVIOUS_AREA = "previous_area"
    UNDO = "undo"
    REDO = "redo"
    UNDO_EARLIER = "undo_earlier"
    REFRESH = "refresh"
    CALLING = "calling"
    REMINDERS = "reminders"
    FORECAST = "forecast"
    HANDOVER = "handover"
    EXPORT = "export"
    COLUMNS = "columns"
    COMPACT = "compact"
    APPEARANCE = "appearance"
    TEXTS = "texts"
    ENVELOPE = "envelope"
    MANUALS = "manuals"
    SETTINGS = "settings"
    RETENTION = "retention"
    BACKUPS = "backups"
    ACCESS_LOG = "access_log"
    USERS = "users"
    OWN_PASSWORD = "own_password"
    KEYS = "keys"
    LOCK = "lock"
    SWITCH_USER = "switch_user"
    QUIT = "quit"
    SET_ASIDE = "set_aside"
    LOG_SAMPLE = "log_sample"
    ERASE_PERSON = "erase_person"


class Place(Enum):
    """Where a command is found."""

    BUTTON = auto()
    """At the top; its key, if it has one, works everywhere."""
    UNDOING = auto()
    DAY = auto()
    VIEW = auto()
    CLINIC = auto()
    SESSION = auto()
    """These five are the parts of the menu, from the top."""
    KEY = auto()
    """Nowhere but by its key."""
    CASE = auto()
    """In the list's own menu, for the one chosen case."""
    ELSEWHERE = auto()
    """At a line of the counters or of the status bar."""


PARTS = (Place.UNDOING, Place.DAY, Place.VIEW, Place.CLINIC, Place.SESSION)
"""The parts of the menu, from the top, with a line between."""


@dataclass(frozen=True, slots=True)
class CommandRow:
    """`words` are members of strings/. Any one of `permissions` shows it; none: every user has it.

    `keys` are key sequences, the first being the one that F1 tells, as `key_words` if these are others than `words`.
    `practice`: whether the practice clinic, where nobody logs in, has it. `opens`: what it does; None where the window
    itself does it.
    """

    place: Place
    words: str = ""
    keys: tuple[str, ...] = ()
    permissions: tuple[May, ...] = ()
    opens: Opens | None = None
    practice: bool = True
    key_words: str = ""
    icon: str = ""
    hint: str = ""


_OF_CLINIC = (May.ADMINISTER,)
_OF_DESK = (May.LOOK, May.ADMINISTER)

ROWS: Mapping[Command, CommandRow] = {
    Command.SEND: CommandRow(Place.BUTTON, words.SEND, (), (May.SEND,), dialogs.send, icon="plus"),
    Command.IMPORT: CommandRow(Place.BUTTON, words.IMPORT, (), (May.LIST,), dialogs.import_list, icon="import"),
    Command.PASTE: CommandRow(Place.BUTTON, words.PASTE, (), (May.LIST,), dialogs.paste, icon="paste"),
    Command.LETTERS: CommandRow(Place.BUTTON, words.LETTERS, (), (May.SEND,), dialogs.letters, icon="letter"),
    Command.SCAN: CommandRow(
        *(Place.BUTTON, words.SCAN, ("F7",), (May.HANDLE,), dialogs.reply),
        key_words=words.SCAN_KEY,
        icon="scan",
        hint=words.SCAN_HINT,
    ),
    Command.SEARCH: CommandRow(Place.KEY, words.SEARCH_KEY, ("Ctrl+F",), (May.LOOK,)),
    Command.NEXT_AREA: CommandRow(Place.KEY, words.NEXT_AREA_KEY, ("F6",), (May.LOOK,)),
    Command.PREVIOUS_AREA: CommandRow(Place.KEY, words.PREVIOUS_AREA_KEY, ("Shift+F6",), (May.LOOK,)),
    Command.UNDO: CommandRow(Place.UNDOING, words.UNDO, ("Ctrl+Z",), (May.UNDO,), undo.undo),
    Command.REDO: CommandRow(
        Place.UNDOING, words.REDO, ("Ctrl+Y", "Ctrl+Shift+Z"), (May.UNDO,), undo.redo, key_words=words.REDO_KEY
    ),
    Command.UNDO_EARLIER: CommandRow(
        Place.UNDOING, words.UNDO_EARLIER, ("Ctrl+Alt+Z",), (May.UNDO,), dialogs.undo_earlier
    ),
    Command.REFRESH: CommandRow(Place.UNDOING, words.REFRESH, ("F5",), (May.LOOK,)),
    Command.CALLING: CommandRow(Place.DAY, words.CALLING, ("F8",), (May.HANDLE,), dialogs.calling),
    Command.REMINDERS: CommandRow(
        Place.DAY, words.REMINDERS, ("F9",), (May.SEND,), dialogs.reminders, key_words=words.REMINDERS_KEY
    ),
    Command.FORECAST: CommandRow(
        Place.DAY, words.FORECAST, ("Ctrl+K",), (May.LOOK,), dialogs.forecast, key_words=words.FORECAST_KEY
    ),
    Command.HANDOVER: CommandRow(
        Place.DAY, words.HANDOVER, ("Ctrl+H",), (May.LOOK,), dialogs.handover, key_words=words.HANDOVER_KEY
    ),
    Command.EXPORT: CommandRow(Place.DAY, words.EXPORT, ("Ctrl+E",), (May.LIST,), dialogs.export),
    Command.COLUMNS: CommandRow(Place.VIEW, words.COLUMNS, (), (May.LOOK,)),
    Command.COMPACT: CommandRow(Place.VIEW, words.COMPACT, (), (May.LOOK,)),
    Command.APPEARANCE: CommandRow(Place.VIEW, words.APPEARANCE),
    Command.TEXTS: CommandRow(Place.CLINIC, words.TEXTS, (), _OF_CLINIC, dialogs.letter_texts),
    Command.ENVELOPE: CommandRow(Place.CLINIC, words.ENVELOPE, (), _OF_DESK, dialogs.envelope),
    Command.MANUALS: CommandRow(Place.CLINIC, words.MANUALS, (), _OF_CLINIC, dialogs.manuals),
    Command.SETTINGS: CommandRow(Place.CLINIC, words.SETTINGS, (), _OF_DESK, dialogs.settings),
    Command.RETENTION: CommandRow(Place.CLINIC, words.RETENTION, (), _OF_CLINIC, dialogs.retention),
    Command.BACKUPS: CommandRow(Place.CLINIC, words.BACKUPS, (), _OF_DESK, dialogs.backups, practice=False),
    Command.ACCESS_LOG: CommandRow(Place.CLINIC, words.ACCESS_LOG, (), (May.REVIEW,), dialogs.access_log),
    Command.USERS: CommandRow(Place.CLINIC, users.USERS, (), _OF_CLINIC, dialogs.users, practice=False),
    Command.OWN_PASSWORD: CommandRow(Place.CLINIC, users.OWN_PASSWORD, opens=dialogs.own_password, practice=False),
    Command.KEYS: CommandRow(Place.CLINIC, words.KEYS, ("F1",)),
    Command.LOCK: CommandRow(Place.SESSION, users.LOCK, ("Ctrl+L",), practice=False),
    Command.SWITCH_USER: CommandRow(Place.SESSION, users.SWITCH_USER, practice=False),
    Command.QUIT: CommandRow(Place.SESSION, words.QUIT, ("Ctrl+Q",)),
    Command.SET_ASIDE: CommandRow(Place.ELSEWHERE, words.SET_ASIDE, (), (May.LIST,), dialogs.set_aside),
    Command.LOG_SAMPLE: CommandRow(Place.ELSEWHERE, permissions=(May.REVIEW,), opens=dialogs.log_sample),
    Command.ERASE_PERSON: CommandRow(Place.CASE, retention.ERASE_PERSON, (), _OF_CLINIC, dialogs.erase_person),
}


def commands_at(place: Place) -> list[Command]:
    """The commands of a place, in order."""
    return [command for command in Command if ROWS[command].place is place]


def shows(command: Command, roles: Iterable[Role], *, login: bool) -> bool:
    """Whether a user with these roles has the command. `login`: users log in, as everywhere but in practice."""
    row = ROWS[command]
    held = frozenset(roles)
    may = not row.permissions or any(allowed(held, one) for one in row.permissions)
    return may and (login or row.practice)
