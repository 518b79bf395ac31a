"""The words by which a pasted table is recognised: those of the manuals, and headings that mean the same.

Texts are compared by their letters and digits alone, so that case, spaces, dashes and brackets do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rhs_desktop.domain.checklists.fields import ListField, compact, meaning
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus


class PastedColumn(StrEnum):
    """What a column of a pasted table says."""

    UPDATED = "updated"
    CREATED = "created"
    TYPE = "type"
    IDENTITY = "identity"
    NAME = "name"
    STATUS = "status"
    NOTICES = "notices"
    OTHER = "other"


_HEADINGS: Mapping[str, PastedColumn] = {
    "datum": PastedColumn.CREATED,
    "skapat": PastedColumn.CREATED,
    "skapad": PastedColumn.CREATED,
    "uppdaterat": PastedColumn.UPDATED,
    "uppdaterad": PastedColumn.UPDATED,
    "arendetyp": PastedColumn.TYPE,
    "arendet": PastedColumn.TYPE,
    "arende": PastedColumn.TYPE,
    "status": PastedColumn.STATUS,
    "avisering": PastedColumn.NOTICES,
    "aviseringar": PastedColumn.NOTICES,
    "aviseringsinstallning": PastedColumn.NOTICES,
    "aviseringsinstallningar": PastedColumn.NOTICES,
    "digitalkontakt": PastedColumn.OTHER,
    "hanterare": PastedColumn.OTHER,
}
_FIELDS: Mapping[ListField, PastedColumn] = {
    ListField.IDENTITY: PastedColumn.IDENTITY,
    ListField.NAME: PastedColumn.NAME,
    ListField.GIVEN: PastedColumn.NAME,
    ListField.FAMILY: PastedColumn.NAME,
}

# What 1177 says of a recipient that it cannot take; the manuals give the meaning, not the words. All parts of one of
# the alternatives must stand in the text.
_MESSAGES: Mapping[RecipientOutcome, tuple[tuple[str, ...], ...]] = {
    RecipientOutcome.NEVER_LOGGED_IN: (("aldrig", "logga"), ("aldrig", "inlogg")),
    RecipientOutcome.LOCKED: (
        ("låst", "logg"), ("låst", "konto"), ("spärra", "logg"), ("spärra", "konto"),
    ),
    RecipientOutcome.WRONG_NUMBER: (
        ("personnum", "felaktig"), ("fel personnum",), ("personnum", "ogiltig"), ("personnum", "hitta"),
    ),
}  # fmt: skip
_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one or several manuals, in the form in which they are compared."""

    statuses: Mapping[str, PortalStatus]
    notices: Mapping[str, RecipientOutcome]
    types: frozenset[str]
    headings: frozenset[str]
    within: re.Pattern[str]
    """A status or the public name of a template anywhere in a line; the longest first."""
    notice_within: re.Pattern[str]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> Vocabulary:
        known = tuple(profiles)
        statuses = {entry.text: entry.status for profile in known for entry in profile.portal.statuses}
        notices = {entry.text: entry.outcome for profile in known for entry in profile.portal.notices}
        types = {text for profile in known for text in type_texts(profile)}
        headings = {heading for profile in known for layout in profile.portal.layouts for heading in layout}
        return cls(
            {compact(text): status for text, status in statuses.items()},
            {compact(text): outcome for text, outcome in notices.items()},
            frozenset(map(compact, types)),
            frozenset(map(compact, headings)),
            _any_of({*statuses, *types}),
            _any_of(notices),
        )

    def status(self, text: str) -> PortalStatus | None:
        """What a cell says if it is a status and nothing else."""
        return self.statuses.get(compact(text))

    def column(self, text: str) -> PastedColumn | None:
        """What a heading announces; None for what is no heading of a table that 1177 or Cosmic shows."""
        word = compact(text)
        if not word or len(text) > 40:
            return None
        if word in _HEADINGS:
            return _HEADINGS[word]
        found = meaning(text)
        if found is not None:
            return _FIELDS.get(found[0], PastedColumn.OTHER)
        return PastedColumn.OTHER if word in self.headings else None

    def is_type(self, text: str) -> bool:
        """Whether a cell names one of the manuals' templates or messages, cut short with dots or whole."""
        word = compact(text)
        if word in self.types:
            return True
        return text.rstrip().endswith(("…", "...")) and len(word) >= 12 and any(t.startswith(word) for t in self.types)

    def notice(self, text: str) -> RecipientOutcome | None:
        """What a cell of the column Aviseringar, or a message about a recipient, says; None if not one thing."""
        if len(text) > _LONGEST_MESSAGE:
            return None
        word = compact(text)
        if word in self.notices:
            return self.notices[word]
        parts = [compact(part) for part in re.split(r"[,;/+&|]| och ", text)]
        said = {self.notices.get(part) for part in parts if part}
        if len(parts) > 1 and len(said) == 1:
            return said.pop()
        lower = text.casefold()
        fits = [
            outcome
            for outcome, alternatives in _MESSAGES.items()
            if any(all(part in lower for part in parts) for parts in alternatives)
        ]
        return fits[0] if len(fits) == 1 else None


def type_texts(profile: Profile) -> tuple[str, ...]:
    """All names under which 1177 may show what a manual sends: its templates and its reminder."""
    named = [name for t in profile.templates for name in (t.public_name, t.listed_as, t.internal_name)]
    return (*named, profile.reminder.name)


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_anywhere, sorted(texts, key=len, reverse=True))) or r"(?!)", re.IGNORECASE)


def _anywhere(text: str) -> str:
    """A pattern for the words of a text in their order, whatever stands between them but letters and digits.

    A status that stands within the brackets of another one is not meant, nor one with a bracket of its own after it.
    """
    words = r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", text)))
    return rf"(?<![\w(]){words}(?!\w)\)?(?!\s*\()"
