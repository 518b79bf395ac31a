"""The access log out as Excel or text, for whoever reviews it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.passwords import check_file_password, file_password
from rhs_desktop.services.access_log.review import lines_of, named
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import access_log
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.strings.access_log import entries as strings


@needs(Permission.REVIEW)
def export(
    ctx: Context,
    target: Path,
    wanted: LogQuery,
    *,
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the selected lines, the oldest first, as Excel, or as text if the file is named .csv; returns how many.

    Logged before the file exists. `password` encrypts an Excel file; a text file cannot have one. Raises EntryRefused
    for a password that is not allowed, NotLogged, FileUnwritable, and Cancelled.
    """
    if password:
        check_file_password(password)
    from rhs_desktop.exchange.access_log_file import write_log
    from rhs_desktop.exchange.access_log_overview import CountedLine, OverviewStrings

    found, _ = lines_of(ctx, wanted, None)
    known = named(ctx, found, at_most=1)
    with ctx.store.reading() as db:
        extent = access_log.extent(db)
    rows = [strings.cells(line, known) for line in reversed(found)]
    return write_log(
        target,
        at=ctx.now,
        title=strings.SHEET,
        headings=strings.HEADINGS,
        rows=rows,
        about_title=strings.ABOUT_SHEET,
        about=strings.about(ctx.today, ctx.user, len(rows), extent.lines, extent.digest),
        counted=[CountedLine(line.at, strings.user(line), strings.kind(line.kind)) for line in found],
        overview_strings=OverviewStrings(
            strings.OVERVIEW_SHEET,
            strings.overview([line.at for line in found], extent.lines),
            *(strings.BY_MONTH, strings.BY_KIND, strings.BY_HOUR, strings.USER_COLUMN, strings.ALL),
        ),
        before=lambda: log_access(
            ctx,
            Access.LOG_EXPORTED,
            people=() if wanted.person is None else (wanted.person,),
            count=len(rows),
            encrypted=bool(password),
        ),
        password=file_password(password),
        cancelled=cancelled,
    )
