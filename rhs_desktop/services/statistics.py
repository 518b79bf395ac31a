"""The funnel of a round, from its cases' events."""

from __future__ import annotations

from rhs_desktop.domain.statistics import Funnel
from rhs_desktop.domain.statistics import funnel as _funnel
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.roundwork import cases_of_round, with_states
from rhs_desktop.services.workplace import Workplace


@needs(Permission.LOOK)
def funnel(w: Workplace, round_id: int) -> Funnel:
    """How far the round's people have come. Cases whose manual is not installed are left out."""
    cases = [case for case in cases_of_round(w, round_id) if case.profile in w.profiles]
    return _funnel((state, w.rules(case.profile)) for case, state in with_states(w, cases))
