"""Swedish for the comparison of two manuals: differences, dates that change, and which cases keep their manual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, assert_never

from rhs_desktop.domain.cases.manual_preview import Scene, ShiftedStep
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.diff import Difference, DiffKind
from rhs_desktop.domain.manuals.manual import Profile, Rule
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import STEP
from rhs_desktop.strings.manuals import file_errors
from rhs_desktop.strings.manuals.manuals import ANSWERS, FIELDS, LISTS, VALUES, amount
from rhs_desktop.strings.manuals.parts import line

SCENES: Mapping[Scene, str] = {
    Scene.LISTED: "Kommer på listan",
    Scene.CHECKED: "Kontrolleras i Cosmic",
    Scene.INVITED: "Bjuds in i 1177",
    Scene.REMINDED: "Påminns",
    Scene.ANSWERED: "Svarar i 1177",
    Scene.OWN_BOOKING: "Får bokningsunderlag",
    Scene.CALLED: "Rings upp, svarar inte",
    Scene.POSTED: "Brev postas",
    Scene.BOOKED: "Bokas, besök om sex veckor",
}
_BEGINS: Mapping[tuple[StepKind, Rule], str] = {
    (StepKind.CALL, Rule.CLOSED): "1177 har avslutat, ring",
    (StepKind.CALL, Rule.NOT_BOOKED): "Inte bokat själv, ring",
    (StepKind.CALL, Rule.NO_ANSWER): "Inget svar, ring",
    (StepKind.CHECK_COSMIC, Rule.COSMIC_CHECK): "Kontrollera i Cosmic",
}


# ---- what differs ---------------------------------------------------------------------------------------------------


def difference(one: Difference, before: Profile, after: Profile) -> str:
    """One line: `Vår påminnelse: 12 dagar → 10 dagar`, `Besöket: steget ”…” tas bort`."""
    where, what = _place(one.key, before, after)
    head = f"{where}: " if where else ""
    if (
        one.kind is not DiffKind.CHANGED
        and one.key.count(".") == 1
        and one.key.startswith(("handlings.", "templates."))
    ):
        head, what = f"{FIELDS[one.key.partition('.')[0]]}: ", f"”{where.rpartition(': ')[2]}”"
    match one.kind:
        case DiffKind.REMOVED:
            return f"{head}{_item(one.before)} tas bort"
        case DiffKind.ADDED:
            return f"{head}{_item(one.after)} läggs till"
        case DiffKind.MOVED:
            return f"{head}{what} flyttas från plats {one.before} till plats {one.after}"
        case DiffKind.CHANGED:
            return f"{head}{_from_to(one, what)}"
        case _ as unreachable:
            assert_never(unreachable)


def _from_to(one: Difference, what: str) -> str:
    if _tables(one.before) and _tables(one.after):
        return f"{what}: {_items(one.before or [], one.after or [])}"
    old, new = _shown(one.key, one.before), _shown(one.key, one.after)
    if not old and not new:
        return f"{what} ändras"
    return f"{what}: {old or 'inget'} → {new or 'inget'}"


def _shown(key: str, value: Any) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case int() if key in VALUES:
            return amount(key, value)
        case int():
            return str(value)
        case str() if key.endswith(".closing"):
            return f"”{file_errors.CLOSINGS[value]}”"
        case str() if key.startswith("sending_hours") or not value:
            return value
        case str():
            return f"”{value}”"
        case list() if all(isinstance(item, str) for item in value):
            return common.listing([f"”{item}”" for item in value])
        case list() if all(isinstance(item, list) for item in value):
            return "; ".join(", ".join(item) for item in value)
    return ""


def _tables(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(item, Mapping) for item in value))


def _items(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> str:
    """What became of the items of a list that have no keys: one for one where as many went as came."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    same = [name for one in gone if (name := line(one)) in map(line, come)]
    lost = [line(one) for one in gone if line(one) not in same]
    new = [line(one) for one in come if line(one) not in same]
    parts = [f"”{name}” ändras" for name in same]
    if len(lost) == len(new):
        parts += [f"”{old}” → ”{name}”" for old, name in zip(lost, new, strict=True)]
    else:
        parts += [f"”{name}” tas bort" for name in lost] + [f"”{name}” läggs till" for name in new]
    return ", ".join(parts) or "ordningen ändras"


def _item(item: Mapping[str, Any]) -> str:
    for name in ("title", "internal_name"):
        if name in item:
            return f"”{item[name]}”"
    return f"{'svaret' if item['key'] in set(Answer) else 'steget'} ”{item.get('text', item['key'])}”"


def _place(key: str, before: Profile, after: Profile) -> tuple[str, str]:
    """Where it stands, empty for what stands alone, and what it is there."""
    if key in VALUES or key in FIELDS:
        return "", VALUES[key].name if key in VALUES else FIELDS[key]
    head, _, rest = key.partition(".")
    if head == "letter" and rest.startswith("steps"):
        head, rest = "letter.steps", rest.partition(".")[2]
    name, _, field = rest.partition(".")
    if head == "handlings":
        handling = next(one for profile in (after, before) for one in profile.handlings if one.key == name)
        where = f"{ANSWERS[handling.answer]}: {handling.title}"
        if not field.startswith("steps"):
            return where, FIELDS.get(field, field)
        return where, _step(field.partition(".")[2], [handling.steps])
    if head == "templates":
        template = next(one for profile in (after, before) for one in profile.templates if one.key == name)
        if field.startswith("answers."):
            return template.internal_name, f"Svaret {ANSWERS[Answer(field.split('.')[1])].lower()}"
        return template.internal_name, FIELDS.get(field, field)
    if head in LISTS:
        found = [_steps_of(profile, head) for profile in (before, after)]
        return LISTS[head], _step(rest, found)
    return "", FIELDS.get(key, FIELDS.get(head, key))


def _steps_of(profile: Profile, at: str) -> tuple[Any, ...]:
    steps: tuple[Any, ...] = profile.letter.steps if at == "letter.steps" else getattr(profile, at)
    return steps


def _step(rest: str, lists: Iterable[Iterable[Any]]) -> str:
    key, _, field = rest.partition(".")
    text = next((step.text for steps in lists for step in steps if step.key == key), key)
    return {"copy": f"texten att kopiera i ”{text}”", "text": "steget"}.get(field, f"steget ”{text}”")


# ---- what it means for whom -----------------------------------------------------------------------------------------


def step_of(shift: ShiftedStep) -> str:
    """`Skicka påminnelse, senast`, `1177 har avslutat, ring`."""
    begins = _BEGINS.get((shift.step, shift.rule))
    return begins if begins and not shift.due else f"{STEP[shift.step]}, senast"


def day_of(day: date | None, today: date) -> str:
    """`19 nov`, with how many days that is from today."""
    if day is None:
        return common.MISSING
    later = (day - today).days
    return f"{common.day(day, today)} ({common.days(later) if later else 'samma dag'})"


def keeps(manual: str, open_: int, before_invitation: int, finished: int) -> str:
    """How many cases keep a manual."""
    waiting = f", {common.number(before_invitation)} av dem väntar på inbjudan" if before_invitation else ""
    ended = f" och {common.number(finished)} avslutade" if finished else ""
    return f"{common.count_of(open_, 'öppet ärende', 'öppna ärenden')}{ended} behåller {manual}{waiting}."
