"""`retention`: prints what is due for erasing (gallring) today, and with `--apply` erases it."""

from __future__ import annotations

from rhs_desktop.cli.console import answer, say
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.services import retention
from rhs_desktop.strings import retention as strings


def erase_due(session: CommandSession, reference: str, *, apply: bool, remove_copies: bool, as_json: bool) -> int:
    """Print what is due; with `apply` erase it. Raises HistoryRefused, EntryRefused, Misused, StoreUnavailable."""
    with session.recording() if apply else session.reading() as ctx:
        shown = retention.plan(ctx)
        removed = 0
        if apply:
            retention.erase(ctx, shown, reference=reference)
            removed = retention.remove_older_copies(ctx) if remove_copies else 0
    if as_json:
        answer(
            {
                "cases": len(shown.cases),
                "residents": len(shown.residents),
                "rows": len(shown.rows),
                "counts": {str(ground): count for ground, count in shown.counts.items()},
                "erased": apply,
                "copies_removed": removed,
            }
        )
    elif apply:
        say(strings.erased(len(shown.cases), len(shown.residents), removed))
    else:
        say(strings.summary(shown))
        if not shown.empty:
            say(strings.counts(shown))
    return 0
