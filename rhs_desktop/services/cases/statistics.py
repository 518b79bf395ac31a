"""The funnel of a round, from its cases' events."""

from __future__ import annotations

from rhs_desktop.domain.statistics import Funnel
from rhs_desktop.domain.statistics import funnel as _funnel
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.rounds import cases_of_round, with_states


@needs(Permission.LOOK)
def funnel(ctx: Context, round_id: int) -> Funnel:
    """How far the round's people have come. Cases whose manual is not installed are left out."""
    cases = [case for case in cases_of_round(ctx, round_id) if case.profile in ctx.profiles]
    return _funnel((state, ctx.rules(case.profile)) for case, state in with_states(ctx, cases))
