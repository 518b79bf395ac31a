"""Changing a manual: a draft of plain values that may be wrong for a while, and is told so as a file would be.

Keys are those of `Problem.key`: dotted, items of a list counted from 1, "handlings[2].steps[1].text".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import IN_ORDER, ManualProblem, stands_in
from rhs_desktop.domain.manuals.diff import Difference, DiffKind, differences
from rhs_desktop.domain.manuals.manual import OWN_SOURCE, Profile, Rule
from rhs_desktop.domain.manuals.reading import LEAST, MOST, read_profile, to_mapping

STEP_LISTS = ("preparing", "sending", "reminding", "calling", "letter.steps", "before_visit", "visit")
"""The lists of steps besides those of the handlings."""
OWN_STEP = "own"
"""How the keys of the steps begin that a clinic has added."""
DECIDED_BY: Mapping[Rule, tuple[str, ...]] = {
    Rule.COSMIC_CHECK: ("cosmic_check", "days.cosmic_check", "days.cosmic_check_valid"),
    Rule.INVITE: ("days.invite",),
    Rule.REMIND: ("days.manual_reminder",),
    Rule.NO_ANSWER: ("days.after_reminder",),
    Rule.CLOSED: ("days.closes",),
    Rule.ANSWER: ("days.answer_workdays",),
    Rule.OWN_BOOKING: ("days.own_booking_look",),
    Rule.NOT_BOOKED: ("days.own_booking",),
    Rule.CALL: ("phone_attempts", "days.call_again_workdays"),
    Rule.LETTER_REPLY: ("days.letter_reply",),
    Rule.BEFORE_VISIT: ("days.visit_check_workdays",),
}
"""The values behind a rule: where the clinic has changed one of them, Varför? says so."""

_MAY_BE_LEFT_OUT = frozenset({"copy", "reply", "note"})
_PIECE = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST_STEM = 34


@dataclass(frozen=True, slots=True)
class Draft:
    """A manual on its way: `base` as it was, `mapping` as it is now."""

    base: Profile
    mapping: Mapping[str, Any]

    @classmethod
    def of(cls, base: Profile) -> Draft:
        return cls(base, to_mapping(base))

    @property
    def changed(self) -> bool:
        return self.mapping != to_mapping(self.base)

    @property
    def problems(self) -> tuple[ManualProblem, ...]:
        """Everything that is wrong now, as in a file."""
        try:
            read_profile(_tidied(self.mapping), file=self.base.id)
        except ProfileInvalid as error:
            return cast("tuple[ManualProblem, ...]", error.data["problems"])
        return ()

    def value(self, key: str) -> Any:
        """What stands there; empty text where an optional text is left out. Raises KeyError, IndexError."""
        found: Any = self.mapping
        for piece in _pieces(key):
            if isinstance(piece, int):
                found = found[piece]
            elif piece in _MAY_BE_LEFT_OUT:
                found = found.get(piece, "")
            else:
                found = found[piece]
        return found

    def put(self, key: str, value: Any) -> Draft:
        """Another value there. An optional text that is empty is left out."""
        return replace(self, mapping=_changed(self.mapping, _pieces(key), lambda _: value))

    def without(self, key: str) -> Draft:
        """Without a part of the manual that it need not have."""
        return replace(self, mapping={name: value for name, value in self.mapping.items() if name != key})

    def put_reply(self, handling: int, text: str) -> Draft:
        """Another reply alternative for a handling, counted from 1; the steps that have it as copy text follow, and so
        does its full text, also through a moment in which nothing stands there.
        """
        at = f"handlings[{handling}]"
        old = self.value(f"{at}.reply")
        draft = self.put(f"{at}.reply", text)
        for place, step in enumerate(self.value(f"{at}.steps"), 1):
            if old and step.get("copy") == old:
                draft = draft.put(f"{at}.steps[{place}].copy", text)
        still = {one.get("reply", "") for one in draft.value("handlings")} - {""}
        replies = [one for one in self._replies if text or one["name"]]
        if old not in still:
            replies = [{**one, "name": text} if one["name"] == old else one for one in replies]
        return draft._with_replies(replies)

    def reply_text(self, handling: int) -> str:
        """The reply alternative of a handling in full, empty where it is not written down."""
        name = self.value(f"handlings[{handling}].reply")
        return next((str(one["text"]) for one in self._replies if one["name"] == name), "")

    def put_reply_text(self, handling: int, text: str) -> Draft:
        """The reply alternative of a handling in full; empty text takes it away. All that reply with it share it."""
        name = self.value(f"handlings[{handling}].reply")
        known = [{**one, "text": text} if one["name"] == name else one for one in self._replies]
        if not any(one["name"] == name for one in known):
            known.append({"name": name, "text": text})
        return self._with_replies([one for one in known if one["text"]])

    def steps(self, at: str) -> tuple[Mapping[str, Any], ...]:
        """The steps of a list, which need not be there."""
        try:
            return tuple(self.value(at))
        except KeyError:
            return ()

    def add_step(self, at: str, place: int, text: str = "", copy: str = "") -> Draft:
        """A new step that stands at that place, from 1."""
        step = {"key": self.new_key(), "text": text} | ({"copy": copy} if copy else {})
        return self._with_steps(at, lambda steps: [*steps[: place - 1], step, *steps[place - 1 :]])

    def remove_step(self, at: str, place: int) -> Draft:
        return self._with_steps(at, lambda steps: [*steps[: place - 1], *steps[place:]])

    def move_step(self, at: str, place: int, to: int) -> Draft:
        """The step of that place stands at `to` afterwards. Nothing happens beyond the ends."""
        steps = list(self.steps(at))
        if not 1 <= to <= len(steps):
            return self
        steps.insert(to - 1, steps.pop(place - 1))
        return self._with_steps(at, lambda _: steps)

    def finished(self, *, id_: str, version: int, based_on: str) -> Profile:
        """The manual under an id, with what is the clinic's own marked as such. Raises ProfileInvalid."""
        mapping = {**_tidied(self.mapping), "id": id_}
        mapping.pop("version", None)
        mapping.pop("based_on", None)
        if version > 1:
            mapping["version"] = version
        if based_on:
            mapping["based_on"] = based_on
        profile = read_profile(mapping, file=id_)
        marked = _with_origins(self.base, mapping, differences(self.base, profile))
        return read_profile(marked, file=id_)

    @property
    def _replies(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.mapping.get("replies", ()))

    def _with_replies(self, replies: list[Mapping[str, Any]]) -> Draft:
        others = {name: value for name, value in self.mapping.items() if name != "replies"}
        return replace(self, mapping=others | ({"replies": replies} if replies else {}))

    def _with_steps(self, at: str, change: Callable[[list[Any]], list[Any]]) -> Draft:
        return replace(self, mapping=_changed(self.mapping, _pieces(at), lambda steps: change([*(steps or ())])))

    def new_key(self) -> str:
        """A key for something that the clinic adds, which nothing in the manual has or had before the change."""
        used = set(_keys(self.mapping)) | set(_keys(to_mapping(self.base)))
        return next(key for number in range(1, len(used) + 2) if (key := f"{OWN_STEP}_{number}") not in used)


def step_lists(draft: Draft) -> tuple[str, ...]:
    """The keys of all lists of steps: first how answers are handled, then the others in the order of the process."""
    handlings = (f"handlings[{place}].steps" for place in range(1, len(draft.mapping.get("handlings", ())) + 1))
    return (*handlings, *STEP_LISTS)


def allowed(draft: Draft, key: str) -> tuple[int, int | None]:
    """The least and the most that a whole number may be beside the others; None where nothing bounds it above."""
    least, most = LEAST.get(key, 0), MOST
    days = draft.mapping.get("days", {})
    for first, then in IN_ORDER:
        if key == f"days.{first}" and isinstance(days.get(then), int):
            most = min(most, days[then] - 1)
        if key == f"days.{then}" and isinstance(days.get(first), int):
            least = max(least, days[first] + 1)
    return least, None if most == MOST else most


def first_id(name: str, taken: Collection[str]) -> str:
    """An id for a new manual, also the name of its file: "Ekebys manual" is `ekebys-manual`."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_STEM].strip("-")
    if not stem or stem in _RESERVED:
        stem = f"manual-{stem}".rstrip("-")
    if stem not in taken:
        return stem
    return next(found for n in range(1, len(taken) + 2) if (found := f"{stem}-{_letters(n)}") not in taken)


def next_version(base: Profile, taken: Collection[str]) -> tuple[str, int]:
    """The id and number of the next version of a manual: `ekeby` is followed by `ekeby-2`."""
    stem = family(base)
    version = base.version + 1
    while f"{stem}-{version}" in taken:
        version += 1
    return f"{stem}-{version}", version


def family(profile: Profile) -> str:
    """What the ids of all versions of a manual begin with: the first one's id."""
    return profile.id.removesuffix(f"-{profile.version}") if profile.version > 1 else profile.id


def _letters(number: int) -> str:
    """a, b … z, aa: what sets apart is no version."""
    found = ""
    while number:
        number, place = divmod(number - 1, 26)
        found = chr(ord("a") + place) + found
    return found


def _with_origins(base: Profile, mapping: Mapping[str, Any], found: tuple[Difference, ...]) -> dict[str, Any]:
    """Where the values come from after the change: those that the clinic chose are its own."""
    chosen = [
        one.key for one in found if one.kind in (DiffKind.CHANGED, DiffKind.ADDED) and stands_in(mapping, one.key)
    ]
    chosen = [key for key in chosen if key != "name"]
    elsewhere = {key: said for key, said in base.elsewhere.items() if stands_in(mapping, key) and key not in chosen}
    own = [key for key in base.own if stands_in(mapping, key)]
    own += [key for key in chosen if not any(key == known or key.startswith(f"{known}.") for known in own)]
    sources = dict(base.sources)
    for rule, keys in DECIDED_BY.items():
        if OWN_SOURCE not in sources[rule] and any(key in chosen for key in keys):
            sources[rule] = f"{sources[rule]}. {OWN_SOURCE}"
    marked = {**mapping, "sources": {str(rule): said for rule, said in sources.items()}}
    for name, given in (("own", own), ("elsewhere", elsewhere)):
        marked.pop(name, None)
        if given:
            marked[name] = given
    return marked


def _tidied(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """Without the origins of what was taken away, and without the full text of replies that no answer is given."""
    used = {one.get("reply") for one in mapping.get("handlings", ())} - {""}
    replies = [one for one in mapping.get("replies", ()) if one["name"] in used]
    mapping = {name: value for name, value in mapping.items() if name != "replies"}
    mapping |= {"replies": replies} if replies else {}
    own = [key for key in mapping.get("own", ()) if stands_in(mapping, key)]
    elsewhere = {key: said for key, said in mapping.get("elsewhere", {}).items() if stands_in(mapping, key)}
    given = {name: found for name, found in (("own", own), ("elsewhere", elsewhere)) if found}
    return {name: value for name, value in mapping.items() if name not in ("own", "elsewhere")} | given


def _pieces(key: str) -> list[str | int]:
    return [name or int(place) - 1 for name, place in _PIECE.findall(key)]


def _changed(value: Any, way: list[str | int], change: Callable[[Any], Any]) -> Any:
    """A copy in which the value at the end of the way is another; what lies beside is shared."""
    if not way:
        return change(value)
    first, rest = way[0], way[1:]
    if isinstance(first, int):
        return [_changed(item, rest, change) if place == first else item for place, item in enumerate(value)]
    inner = _changed(value.get(first), rest, change)
    if not rest and inner == "" and first in _MAY_BE_LEFT_OUT:
        return {name: item for name, item in value.items() if name != first}
    return {**value, first: inner}


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("key"), str):
            yield value["key"]
        for item in value.values():
            yield from _keys(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _keys(item)
