"""Writing lines of the access log for what is no act: details shown, searched for, copied, printed or exported.

Acts write their own lines (store.act). Services that hand out details call this first: where the log cannot be written,
nothing is handed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rhs_desktop.domain.access_log.entries import Access, CopiedData, LogEntry, search_mark
from rhs_desktop.domain.errors import NotLogged, StoreUnavailable
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import access_log
from rhs_desktop.store import settings as kept


@dataclass(frozen=True, slots=True)
class PendingAccess:
    """An access that is not written yet: who, when, and which cases.

    `searched` is the text as it was typed; the line has it as the clinic has chosen to log it.
    """

    at: datetime
    user: str
    kind: Access
    cases: tuple[int, ...] = ()
    searched: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    what: CopiedData | None = None


@needs(Permission.ENTER)
def log_access(
    ctx: Context,
    kind: Access,
    *,
    cases: Iterable[int] = (),
    people: Iterable[int] = (),
    reason: str = "",
    what: CopiedData | None = None,
    **details: Any,
) -> None:
    """Write one line in a transaction of its own; also from a read-only context, beside an open window.

    The people are those of `cases` and those given by their numbers; `what` says which data. `details` are counts and
    codes, never a name or a number. Raises NotLogged; the caller then hands out nothing.
    """
    touched = tuple(cases)
    told = _told(what, details)
    try:
        with ctx.store.logging() as db:
            concerned = access_log.residents_of(db, touched) | frozenset(people)
            unit = access_log.unit(db)
            access_log.append(db, LogEntry(ctx.now, ctx.user, unit, kind, concerned, reason, told))
    except StoreUnavailable as error:
        raise NotLogged(error.code, **error.data) from error


@needs(Permission.ENTER)
def write_looks(ctx: Context, looks: Sequence[PendingAccess]) -> None:
    """Write the lines of earlier accesses in one transaction: all or none. Raises NotLogged."""
    try:
        with ctx.store.logging() as db:
            unit = access_log.unit(db)
            shown, salt = (kept.get(db, key) for key in ("settings.searches_shown", "salt"))
            for one in looks:
                people = access_log.residents_of(db, one.cases) if one.cases else frozenset()
                told = _told(one.what, one.details)
                if one.searched:
                    told |= {"words": one.searched} if shown else {"mark": search_mark(int(salt), one.searched)}
                access_log.append(db, LogEntry(one.at, one.user, unit, one.kind, people, details=told))
    except StoreUnavailable as error:
        raise NotLogged(error.code, **error.data) from error


def _told(what: CopiedData | None, details: Mapping[str, Any]) -> dict[str, Any]:
    return dict(details) if what is None else {"what": what, **details}
