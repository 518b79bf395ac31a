"""Adding to a manual and taking from it: templates with their answers, texts of 1177, contacts, material.

Lists are named by their dotted key ("portal.statuses"), their items by their places from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique
from typing import Any

from rhs_desktop.domain.codes import Answer, RecipientOutcome
from rhs_desktop.domain.manuals.edit import Draft
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus

TEMPLATES, STATUSES, NOTICES = "templates", "portal.statuses", "portal.notices"
CONTACTS, MATERIALS = "contacts", "materials"
_MUST_HOLD_ONE = frozenset({TEMPLATES, STATUSES, NOTICES})
_BLANK: Mapping[str, Mapping[str, str]] = {
    STATUSES: {"text": "", "status": PortalStatus.UNREAD.value},
    NOTICES: {"text": "", "outcome": RecipientOutcome.NOTIFIED.value},
    CONTACTS: {"about": ""},
    MATERIALS: {"title": "", "address": ""},
}
_AS_ASKED = (Answer.YES_BOOK_SELF, Answer.YES_CALL, Answer.NO)
"""The order in which the manuals' templates give the answers."""


@unique
class Stays(StrEnum):
    """Why something cannot be taken out of a manual, or put into it."""

    LAST = "last"
    ONLY_TEXT = "only_text"
    ONLY_ANSWER = "only_answer"
    NO_STEPS = "no_steps"


def items(draft: Draft, at: str) -> tuple[Mapping[str, Any], ...]:
    """What a list holds; a list that may be missing is an empty one."""
    try:
        return tuple(draft.value(at))
    except KeyError:
        return ()


def add_item(draft: Draft, at: str, place: int) -> Draft:
    """A new item at that place, still without its texts; a new template gives the answers of the one before it."""
    held = list(items(draft, at))
    if at == TEMPLATES:
        like = held[max(0, place - 2)]
        names = {"public_name": "", "internal_name": "", "listed_as": ""}
        fresh: dict[str, Any] = {**like, "key": draft.new_key(), **names}
    else:
        fresh = dict(_BLANK[at])
    return _with(draft, at, [*held[: place - 1], fresh, *held[place - 1 :]])


def remove_item(draft: Draft, at: str, place: int) -> Draft:
    """Without that item; unchanged where it stays (`why_stays`)."""
    held = items(draft, at)
    if not 1 <= place <= len(held) or why_stays(draft, at, place):
        return draft
    return _with(draft, at, [*held[: place - 1], *held[place:]])


def put_item(draft: Draft, at: str, place: int, field: str, value: Any) -> Draft:
    """Another text of an item. A new template stands in the manual as it is called, until somebody says otherwise."""
    held = list(items(draft, at))
    item = {**held[place - 1], field: value}
    if at == TEMPLATES and field == "internal_name" and held[place - 1]["listed_as"] == held[place - 1][field]:
        item["listed_as"] = value
    if at == CONTACTS and field != "about" and not value:
        del item[field]
    held[place - 1] = item
    return _with(draft, at, held)


def why_stays(draft: Draft, at: str, place: int) -> Stays | None:
    """Why an item cannot be taken away; None where it can."""
    held = items(draft, at)
    if at in _MUST_HOLD_ONE and len(held) == 1:
        return Stays.LAST
    if at == STATUSES and 1 <= place <= len(held):
        status = held[place - 1]["status"]
        if sum(one["status"] == status for one in held) == 1:
            return Stays.ONLY_TEXT
    return None


def answer_place(draft: Draft, template: int, answer: Answer) -> int:
    """Where an answer stands in a template, 0 where the template does not give it."""
    given = draft.value(f"{TEMPLATES}[{template}].answers")
    return next((place for place, one in enumerate(given, 1) if one["key"] == answer), 0)


def put_answer(draft: Draft, template: int, answer: Answer, *, given: bool) -> Draft:
    """A template gives an answer, in the words that the manual has for it, or does not give it."""
    at = f"{TEMPLATES}[{template}].answers"
    if given is bool(answer_place(draft, template, answer)) or why_answer_stays(draft, template, answer):
        return draft
    held = [one for one in draft.value(at) if one["key"] != answer]
    if given:
        after = {one.value for one in _AS_ASKED[_AS_ASKED.index(answer) + 1 :]}
        place = next((place for place, one in enumerate(held) if one["key"] in after), len(held))
        held.insert(place, {"key": answer.value, "text": _known_words(draft, template, answer)})
    return draft.put(at, held)


def why_answer_stays(draft: Draft, template: int, answer: Answer) -> Stays | None:
    """Why the answer cannot be taken out of the template, or put into it; None where it can."""
    if answer_place(draft, template, answer):
        return Stays.ONLY_ANSWER if len(draft.value(f"{TEMPLATES}[{template}].answers")) == 1 else None
    handled = {one["answer"] for one in draft.value("handlings")}
    return None if answer in handled else Stays.NO_STEPS


def _known_words(draft: Draft, template: int, answer: Answer) -> str:
    """How the manual puts that answer: as in this template before, else as in another."""
    key = draft.value(f"{TEMPLATES}[{template}].key")
    before = [one for one in draft.base.templates if one.key == key]
    others = [one for one in draft.base.templates if one.key != key]
    said = [one.text for template_ in (*before, *others) for one in template_.answers if one.key == answer]
    said += [one["text"] for item in draft.value(TEMPLATES) for one in item["answers"] if one["key"] == answer]
    return said[0] if said else ""


def _with(draft: Draft, at: str, held: list[Any]) -> Draft:
    if held or at in _MUST_HOLD_ONE:
        return draft.put(at, held)
    return draft.without(at)
