"""Expected trouble, told apart from bugs: a stable code and the data a sentence needs."""

from __future__ import annotations

from typing import ClassVar


class ExpectedError(Exception):
    """Trouble the program foresees and can put in words.

    `code` chooses the Swedish sentence, `data` fills it. Neither holds personal data unless the sentence is
    shown to the person at the desk only; they are never logged together.
    """

    family: ClassVar[str] = "expected"

    def __init__(self, code: str, **data: object) -> None:
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


class ProfileMissing(HistoryRefused, KeyError):
    """A case or a round follows a manual that is not at hand: its file is broken or gone."""

    def __init__(self, profile: str) -> None:
        super().__init__("profile_missing", profile=profile)


class StoreUnavailable(ExpectedError):
    """The database cannot be opened or written: newer, damaged, locked, disk full, read-only."""

    family = "store"


class NotLogged(StoreUnavailable):
    """What may only be done when the access log tells of it, and the log could not be written. The store's codes."""

    family = "log"


class ListUnreadable(ExpectedError):
    """A file or pasted text that is no list that can be read."""

    family = "list"


class LetterWithheld(ExpectedError):
    """Letters that cannot be made or written."""

    family = "letter"


class EntryRefused(ExpectedError):
    """Somebody who may not come in, or may not do this. Never says whether a name is known."""

    family = "entry"
