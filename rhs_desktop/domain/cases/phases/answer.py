"""After an answer in 1177: two working days in which it is to be handled there (transitions 14 to 16)."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.cases.steps import Status, Step, StepKind, step_after
from rhs_desktop.domain.manuals.manual import Rule, Rules


def answer_to_handle(rules: Rules, since: date) -> Step:
    """Handle the answer of that day in 1177, within `answer_workdays` working days."""
    workdays = rules.profile.days.answer_workdays
    return step_after(rules, StepKind.HANDLE_ANSWER, Status.ANSWERED, Rule.ANSWER, since, workdays=workdays)
