"""1177 Personalverktyget as the manuals show it: part of a profile, for the words there may change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rhs_desktop.domain.codes import RecipientOutcome


class PortalStatus(StrEnum):
    """What a status text of 1177 says about an invitation."""

    UNREAD = "unread"
    READ = "read"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StatusText:
    """A status as 1177 writes it."""

    text: str
    status: PortalStatus


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What 1177 writes in the column Aviseringar of a recipient."""

    text: str
    outcome: RecipientOutcome


@dataclass(frozen=True, slots=True)
class Portal:
    """1177 Personalverktyget as its tables look when copied: headings of each layout, statuses, notices."""

    address: str
    tabs: tuple[str, ...]
    layouts: tuple[tuple[str, ...], ...]
    statuses: tuple[StatusText, ...]
    notices: tuple[NoticeText, ...]

    def label(self, status: PortalStatus) -> str:
        """The text that 1177 writes for a status; of several, the first that the profile names."""
        return next(entry.text for entry in self.statuses if entry.status is status)
