"""Which round a command is about."""

from __future__ import annotations

from rhs_desktop.cli.errors import Misused
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.store.people import RoundRecord


def chosen_round(ctx: Context, name: str | None) -> RoundRecord:
    """The one with that name; without a name the one that the window shows, else the newest.

    Raises Misused `no_such_round` or `no_round`.
    """
    rounds = case_list.rounds(ctx)
    if name is not None:
        for record in rounds:
            if record.name.casefold() == name.strip().casefold():
                return record
        raise Misused("no_such_round", given=name, known=", ".join(record.name for record in rounds) or "inga")
    if not rounds:
        raise Misused("no_round")
    shown = settings.load(ctx).round
    return next((record for record in rounds if record.id == shown), rounds[0])
