"""Who may do what: the roles of 1177 and one table of what each opens.

To send, a person needs the first two roles together (1177: ärendemottagare and ärendehanterare).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """As 1177 has them. A person may have several."""

    RECEIVER = "mottagare"
    HANDLER = "hanterare"
    ADMINISTRATOR = "administratör"
    REVIEWER = "granskare"


class Permission(StrEnum):
    """Kinds of use, each asked for by the services that need it."""

    ENTER = "enter"
    """Be at the desk at all: own password, the settings of the desk, is the database whole."""
    LOOK = "look"
    """See the residents and their cases."""
    DISTRIBUTE = "distribute"
    """Say who handles a case, put it off, write a note."""
    LIST = "list"
    """Bring lists in and take them out; check residents against Cosmic."""
    HANDLE = "handle"
    """Record replies, calls, visits and everything else that happens to a case."""
    SEND = "send"
    """Invite and remind, in 1177 and by letter."""
    UNDO = "undo"
    """Take back what was recorded, and do it again."""
    ADMINISTER = "administer"
    """Clinic, rounds, texts, manuals, users, copies and retention."""
    REVIEW = "review"
    """Read the access log and record sample checks."""


ALL_ROLES = frozenset(Role)

_CARE = (frozenset({Role.RECEIVER}), frozenset({Role.HANDLER}))
_ANYBODY = tuple(frozenset({role}) for role in Role)

MAY: Mapping[Permission, tuple[frozenset[Role], ...]] = {
    Permission.ENTER: _ANYBODY,
    Permission.LOOK: _CARE,
    Permission.DISTRIBUTE: _CARE,
    Permission.LIST: _CARE,
    Permission.HANDLE: (frozenset({Role.HANDLER}),),
    Permission.UNDO: _CARE,
    Permission.SEND: (frozenset({Role.RECEIVER, Role.HANDLER}),),
    Permission.ADMINISTER: (frozenset({Role.ADMINISTRATOR}),),
    Permission.REVIEW: (frozenset({Role.REVIEWER}),),
}
"""What opens each: any one of these sets of roles, all of the set together."""


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether a person with these roles may."""
    held = frozenset(roles)
    return any(needed <= held for needed in MAY[permission])


def permissions(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything that a person with these roles may."""
    held = frozenset(roles)
    return frozenset(permission for permission in Permission if allowed(held, permission))
