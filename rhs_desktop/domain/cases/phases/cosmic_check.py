"""The check in Cosmic before the invitation, and for how long it holds (transition 2)."""

from __future__ import annotations

from datetime import date, timedelta

from rhs_desktop.domain.cases.steps import Status, Step, StepKind, step_after
from rhs_desktop.domain.manuals.manual import Rule, Rules


def check_in_cosmic(rules: Rules, since: date) -> Step:
    """Look whether the resident is listed here and alive, within `cosmic_check` days (transition 2)."""
    days = rules.profile.days.cosmic_check
    return step_after(rules, StepKind.CHECK_COSMIC, Status.LISTED, Rule.COSMIC_CHECK, since, days=days)


def check_holds_until(checked: date, rules: Rules) -> date:
    """The day from which the check in Cosmic has to be made anew, `cosmic_check_valid` days after it."""
    return checked + timedelta(days=rules.profile.days.cosmic_check_valid)
