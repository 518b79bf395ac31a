"""Who may do what: the roles of 1177 and what each opens.

To send, a person needs the first two roles together (1177: ärendemottagare and ärendehanterare).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never


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


def needed(permission: Permission) -> tuple[frozenset[Role], ...]:
    """What opens it: any one of these sets of roles, all of the set together."""
    match permission:
        case Permission.ENTER:
            return _ANYBODY
        case Permission.LOOK | Permission.DISTRIBUTE | Permission.LIST | Permission.UNDO:
            return _CARE
        case Permission.HANDLE:
            return (frozenset({Role.HANDLER}),)
        case Permission.SEND:
            return (frozenset({Role.RECEIVER, Role.HANDLER}),)
        case Permission.ADMINISTER:
            return (frozenset({Role.ADMINISTRATOR}),)
        case Permission.REVIEW:
            return (frozenset({Role.REVIEWER}),)
        case _ as unreachable:
            assert_never(unreachable)


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether a person with these roles may."""
    held = frozenset(roles)
    return any(roles_needed <= held for roles_needed in needed(permission))


def permissions(roles: Iterable[Role]) -> frozenset[Permission]:
    """Everything that a person with these roles may."""
    held = frozenset(roles)
    return frozenset(permission for permission in Permission if allowed(held, permission))
