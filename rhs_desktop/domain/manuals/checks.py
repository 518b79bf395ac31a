"""The rules between the values of a profile: what a manual must hold so that no case can get stuck in it.

Each check asks only for the parts that it needs, so that a fault in one part hides nothing in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum, unique
from typing import Any, assert_never

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.manual import (
    TODAY,
    BatchRules,
    Closing,
    Days,
    Handling,
    HandlingStep,
    LetterContents,
    Profile,
    ReplyAlternative,
    SendingHours,
    Template,
    TickEffect,
)
from rhs_desktop.domain.manuals.portal_1177 import Portal, PortalStatus
from rhs_desktop.domain.people.personal_number import IdentityKind


@unique
class NotAsAgreed(StrEnum):
    """What can be wrong in a profile's file. The value is the code of ProfileInvalid."""

    UNREADABLE = "unreadable"
    NOT_TOML = "not_toml"
    ID_TAKEN = "id_taken"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    EMPTY = "empty"
    BAD_NAME = "bad_name"
    BAD_TIME = "bad_time"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_VALUE = "unknown_value"
    RULE_WITHOUT_SOURCE = "rule_without_source"
    DUPLICATE = "duplicate"
    OUT_OF_ORDER = "out_of_order"
    HOURS_REVERSED = "hours_reversed"
    NEEDS_WEB_TIMES = "needs_web_times"
    ANSWER_UNHANDLED = "answer_unhandled"
    REPLY_MISSING = "reply_missing"
    REPLY_SUPERFLUOUS = "reply_superfluous"
    REPLY_UNUSED = "reply_unused"
    ACT_MISSING = "act_missing"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    UNKNOWN_ORIGIN = "unknown_origin"
    TWO_ORIGINS = "two_origins"
    NOT_IN_BATCH = "not_in_batch"
    STATUS_WITHOUT_TEXT = "status_without_text"
    CHANGED_IN_USE = "changed_in_use"


IN_ORDER = (
    ("automatic_reminder", "manual_reminder"),
    ("manual_reminder", "closes"),
    ("own_booking_look", "own_booking"),
    ("invite", "cosmic_check_valid"),
)
"""Of each pair of day counts the first must be the smaller."""


@dataclass(frozen=True, slots=True)
class ManualProblem:
    """One thing that is wrong. `key` is dotted, list items counted from 1; `expected` depends on the code."""

    code: NotAsAgreed
    key: str
    found: str = ""
    expected: tuple[str, ...] = ()


def check(parts: Mapping[str, Any], mapping: Mapping[str, object]) -> Iterator[ManualProblem]:
    """The problems between those parts of a profile that could be read."""
    for names, rule in _CHECKS:
        if all(name in parts for name in names):
            yield from rule(*(parts[name] for name in names))
    yield from _origins(parts, mapping)


def _days(days: Days) -> Iterator[ManualProblem]:
    for first, then in IN_ORDER:
        early, late = getattr(days, first), getattr(days, then)
        if early >= late:
            yield ManualProblem(NotAsAgreed.OUT_OF_ORDER, f"days.{first}", str(early), (f"days.{then}", str(late)))


def _hours(hours: SendingHours) -> Iterator[ManualProblem]:
    if hours.start >= hours.end:
        found, end = hours.start.isoformat("minutes"), hours.end.isoformat("minutes")
        yield ManualProblem(NotAsAgreed.HOURS_REVERSED, "sending_hours.start", found, ("sending_hours.end", end))


def _batch(batch: BatchRules) -> Iterator[ManualProblem]:
    yield from _unique("batch.identities", batch.identities)
    for kind in batch.identities:
        if not kind.may_log_in:
            yield ManualProblem(NotAsAgreed.NOT_IN_BATCH, "batch.identities", str(kind), (str(IdentityKind.PERSONAL),))


def _letter(letter: LetterContents) -> Iterator[ManualProblem]:
    if letter.protected_in_batch:
        yield ManualProblem(NotAsAgreed.NOT_IN_BATCH, "letter.protected_in_batch", "true", ("false",))


def _templates(templates: tuple[Template, ...]) -> Iterator[ManualProblem]:
    yield from _unique("templates", (template.key for template in templates), "key")
    yield from _unique("templates", (template.internal_name for template in templates), "internal_name")
    for number, template in enumerate(templates, 1):
        at = f"templates[{number}]"
        offered = [answer.key for answer in template.answers]
        yield from _unique(f"{at}.answers", offered, "key")
        if Answer.YES_BOOK_SELF in offered and not template.needs_web_times:
            yield ManualProblem(NotAsAgreed.NEEDS_WEB_TIMES, f"{at}.needs_web_times", "false", ("true",))


def _answers(templates: tuple[Template, ...], handlings: tuple[Handling, ...]) -> Iterator[ManualProblem]:
    handled = {handling.answer for handling in handlings}
    for number, template in enumerate(templates, 1):
        for place, answer in enumerate(template.answers, 1):
            if answer.key not in handled:
                key = f"templates[{number}].answers[{place}].key"
                yield ManualProblem(NotAsAgreed.ANSWER_UNHANDLED, key, answer.key, ("handlings",))


def _handlings(handlings: tuple[Handling, ...]) -> Iterator[ManualProblem]:
    yield from _unique("handlings", (handling.key for handling in handlings), "key")
    for number, handling in enumerate(handlings, 1):
        at = f"handlings[{number}]"
        silent = handling.closing is Closing.CLOSE_WITHOUT_ANSWER
        if silent and handling.reply:
            yield ManualProblem(NotAsAgreed.REPLY_SUPERFLUOUS, f"{at}.reply", handling.reply, (handling.closing,))
        if not silent and not handling.reply:
            yield ManualProblem(NotAsAgreed.REPLY_MISSING, f"{at}.reply", "", (handling.closing,))
        acts = [step.act for step in handling.steps]
        for act in needed_acts(handling.answer):
            if acts.count(act) != 1:
                yield ManualProblem(NotAsAgreed.ACT_MISSING, f"{at}.steps", str(acts.count(act)), (act,))


def needed_acts(answer: Answer) -> tuple[TickEffect, ...]:
    """What exactly one step of each way to handle that answer must mean: without it a case would wait for ever."""
    match answer:
        case Answer.YES_BOOK_SELF:
            return (TickEffect.CLOSE, TickEffect.BOOKING_BASIS)
        case Answer.YES_CALL:
            return (TickEffect.CLOSE, TickEffect.CALL)
        case Answer.NO:
            return (TickEffect.CLOSE,)
        case _ as unreachable:
            assert_never(unreachable)


def _steps(
    handlings: tuple[Handling, ...], before_visit: tuple[HandlingStep, ...], visit: tuple[HandlingStep, ...]
) -> Iterator[ManualProblem]:
    lists = [(f"handlings[{number}].steps", handling.steps) for number, handling in enumerate(handlings, 1)]
    lists += [("before_visit", before_visit), ("visit", visit)]
    for at, steps in lists:
        yield from _unique(at, (step.key for step in steps), "key")
        for number, step in enumerate(steps, 1):
            for name in _PLACEHOLDER.findall(step.copy):
                if name != TODAY:
                    yield ManualProblem(NotAsAgreed.UNKNOWN_PLACEHOLDER, f"{at}[{number}].copy", name, (TODAY,))
    owner = {step.key: "handlings" for handling in handlings for step in handling.steps}
    for at, steps in (("before_visit", before_visit), ("visit", visit)):
        for number, step in enumerate(steps, 1):
            if owner.setdefault(step.key, at) != at:
                yield ManualProblem(NotAsAgreed.DUPLICATE, f"{at}[{number}].key", step.key, (owner[step.key],))


def _replies(handlings: tuple[Handling, ...], replies: tuple[ReplyAlternative, ...]) -> Iterator[ManualProblem]:
    yield from _unique("replies", (reply.name for reply in replies), "name")
    used = {handling.reply for handling in handlings} - {""}
    for number, reply in enumerate(replies, 1):
        if reply.name not in used:
            yield ManualProblem(NotAsAgreed.REPLY_UNUSED, f"replies[{number}].name", reply.name, tuple(sorted(used)))


def _portal(portal: Portal) -> Iterator[ManualProblem]:
    yield from _unique("portal.statuses", (entry.text for entry in portal.statuses), "text", alike=_alike)
    yield from _unique("portal.notices", (entry.text for entry in portal.notices), "text", alike=_alike)
    named = {entry.status for entry in portal.statuses}
    for status in PortalStatus:
        if status not in named:
            yield ManualProblem(NotAsAgreed.STATUS_WITHOUT_TEXT, "portal.statuses", status)


def _alike(text: str) -> str:
    """Texts of 1177 are recognised without regard to case and spacing."""
    return " ".join(text.casefold().split())


def _origins(parts: Mapping[str, Any], mapping: Mapping[str, object]) -> Iterator[ManualProblem]:
    own: tuple[str, ...] = parts.get("own", ())
    elsewhere: Mapping[str, str] = parts.get("elsewhere", {})
    yield from _unique("own", own)
    for at, keys in (("own", own), ("elsewhere", elsewhere)):
        for key in keys:
            missing_whole = key.partition(".")[0] in _PARTS - mapping.keys()
            if not missing_whole and not stands_in(mapping, key):
                yield ManualProblem(NotAsAgreed.UNKNOWN_ORIGIN, at, key)
    for key in own:
        if key in elsewhere:
            yield ManualProblem(NotAsAgreed.TWO_ORIGINS, f"elsewhere.{key}", key, ("own",))


def stands_in(value: object, key: str) -> bool:
    """Whether the dotted key names something in the mapping; an item of a list goes by its own key."""
    for name in key.split("."):
        match value:
            case Mapping() if name in value:
                value = value[name]
            case list() | tuple():
                named = [item for item in value if isinstance(item, Mapping) and item.get("key") == name]
                if not named:
                    return False
                value = named[0]
            case _:
                return False
    return True


def _unique(
    at: str, values: Iterable[str], field: str = "", *, alike: Callable[[str], str] = str
) -> Iterator[ManualProblem]:
    seen: dict[str, int] = {}
    for number, value in enumerate(values, 1):
        first = seen.setdefault(alike(value), number)
        if first != number:
            key = f"{at}[{number}].{field}" if field else f"{at}[{number}]"
            yield ManualProblem(NotAsAgreed.DUPLICATE, key, str(value), (f"{at}[{first}]",))


_PARTS = frozenset(item.name for item in fields(Profile))
_PLACEHOLDER = re.compile(r"\(\((.*?)\)\)")
_CHECKS: tuple[tuple[tuple[str, ...], Callable[..., Iterator[ManualProblem]]], ...] = (
    (("days",), _days),
    (("sending_hours",), _hours),
    (("batch",), _batch),
    (("letter",), _letter),
    (("templates",), _templates),
    (("templates", "handlings"), _answers),
    (("handlings",), _handlings),
    (("handlings", "before_visit", "visit"), _steps),
    (("handlings", "replies"), _replies),
    (("portal",), _portal),
)
