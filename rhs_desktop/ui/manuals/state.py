"""A manual while it is being changed, as a pure state: what is shown, what is wrong, and whether it can be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed, needed_acts
from rhs_desktop.domain.manuals.edit import STEP_LISTS, Draft, step_lists
from rhs_desktop.domain.manuals.manual import Profile, TickEffect
from rhs_desktop.domain.manuals.parts import (
    TEMPLATES,
    Stays,
    add_item,
    items,
    put_answer,
    put_item,
    remove_item,
    why_stays,
)


class EditorTab(IntEnum):
    """The tabs of the editor, in their order."""

    DAYS = 0
    SENDING = 1
    TEMPLATES = 2
    STEPS = 3
    PORTAL = 4
    CONTACTS = 5
    PREVIEW = 6


@dataclass(frozen=True, slots=True)
class ManualState:
    """`shown` is the list of steps that is open, `place` the chosen step in it from 1, 0 where there is none.

    `used`: somebody follows the manual as it was. `use_in`: the rounds whose new cases are to follow what is saved.
    `open_items`: the item that is open in each other list, where it is not the first.
    """

    draft: Draft
    used: bool
    shown: str
    place: int = 0
    use_in: frozenset[int] = frozenset()
    open_items: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, *, used: bool = False) -> ManualState:
        return cls(draft, used, "").on_list(step_lists(draft)[0])

    # ---- what is known ----------------------------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Mapping[str, Any], ...]:
        return self.draft.steps(self.shown)

    @property
    def chosen(self) -> Mapping[str, Any] | None:
        """The chosen step as plain values."""
        return self.steps[self.place - 1] if self.place else None

    @property
    def act(self) -> TickEffect:
        """What ticking the chosen step means."""
        return TickEffect(self.chosen.get("act", TickEffect.TICK)) if self.chosen else TickEffect.TICK

    @property
    def handling(self) -> int:
        """Which handling the open list belongs to, from 1; 0 for the other lists."""
        return 0 if self.shown in STEP_LISTS else int(self.shown.partition("[")[2].partition("]")[0])

    @property
    def needed(self) -> bool:
        """The chosen step cannot be taken away: a case would wait for it for ever."""
        if not self.handling:
            return False
        answer = Answer(self.draft.value(f"handlings[{self.handling}].answer"))
        return self.act in needed_acts(answer)

    @property
    def may_go_up(self) -> bool:
        return self.place > 1

    @property
    def may_go_down(self) -> bool:
        return 0 < self.place < len(self.steps)

    def item_of(self, at: str) -> int:
        """Which item of a list is open, from 1; 0 where it has none."""
        return min(self.open_items.get(at, 1), len(items(self.draft, at)))

    def item(self, at: str) -> Mapping[str, Any] | None:
        """The open item of a list as plain values."""
        place = self.item_of(at)
        return items(self.draft, at)[place - 1] if place else None

    def stays(self, at: str) -> Stays | None:
        """Why the open item of a list cannot be taken away."""
        return why_stays(self.draft, at, self.item_of(at))

    @property
    def may_save(self) -> bool:
        """There is something to save, and nothing wrong. A manual nobody follows yet may be put to use as it is."""
        return (self.draft.changed or bool(self.use_in and not self.used)) and not self.draft.problems

    @property
    def after(self) -> Profile | None:
        """The manual as it would be, None while something is wrong."""
        base = self.draft.base
        if self.draft.problems:
            return None
        return self.draft.finished(id_=base.id, version=base.version, based_on=base.based_on)

    # ---- editing ----------------------------------------------------------------------------------------------------

    def put(self, key: str, value: Any) -> ManualState:
        if self.handling and key == f"handlings[{self.handling}].reply":
            return replace(self, draft=self.draft.put_reply(self.handling, value))
        if self.handling and key == f"handlings[{self.handling}].reply_text":
            return replace(self, draft=self.draft.put_reply_text(self.handling, value))
        return replace(self, draft=self.draft.put(key, value))

    def put_step(self, field: str, text: str) -> ManualState:
        """Another text of the chosen step."""
        return self.put(f"{self.shown}[{self.place}].{field}", text) if self.place else self

    def on_list(self, key: str) -> ManualState:
        return replace(self, shown=key, place=1 if self.draft.steps(key) else 0)

    def on_step(self, place: int) -> ManualState:
        return replace(self, place=place if 0 < place <= len(self.steps) else 0)

    def add_step(self) -> ManualState:
        """A new step below the chosen one, without a text yet."""
        place = self.place + 1
        return replace(self, draft=self.draft.add_step(self.shown, place), place=place)

    def remove_step(self) -> ManualState:
        if not self.place or self.needed:
            return self
        draft = self.draft.remove_step(self.shown, self.place)
        return replace(self, draft=draft, place=min(self.place, len(draft.steps(self.shown))))

    def move_step(self, by: int) -> ManualState:
        to = self.place + by
        if not self.place or not 1 <= to <= len(self.steps):
            return self
        return replace(self, draft=self.draft.move_step(self.shown, self.place, to), place=to)

    def on_item(self, at: str, place: int) -> ManualState:
        return replace(self, open_items={**self.open_items, at: max(1, place)})

    def add_item(self, at: str) -> ManualState:
        """A new item below the open one, without its texts yet."""
        place = self.item_of(at) + 1
        return replace(self, draft=add_item(self.draft, at, place)).on_item(at, place)

    def remove_item(self, at: str) -> ManualState:
        draft = remove_item(self.draft, at, self.item_of(at))
        return replace(self, draft=draft).on_item(at, min(self.item_of(at), len(items(draft, at))))

    def put_item(self, at: str, name: str, value: Any) -> ManualState:
        """Another text of the open item."""
        place = self.item_of(at)
        return replace(self, draft=put_item(self.draft, at, place, name, value)) if place else self

    def put_answer(self, answer: Answer, *, given: bool) -> ManualState:
        """The open template gives that answer, or does not."""
        return replace(self, draft=put_answer(self.draft, self.item_of(TEMPLATES), answer, given=given))

    def using(self, round_id: int, *, on: bool) -> ManualState:
        return replace(self, use_in=self.use_in | {round_id} if on else self.use_in - {round_id})


def told_at(problem: ManualProblem) -> tuple[str, ...]:
    """The fields beside which something that is wrong is told: of what stands there twice, both."""
    if problem.code is not NotAsAgreed.DUPLICATE or not problem.expected:
        return (problem.key,)
    name = problem.key.rpartition("]")[2]
    return (problem.key, f"{problem.expected[0]}{name}")


def page_of(problem: ManualProblem) -> EditorTab:
    """Where something that is wrong is put right."""
    match problem.key.partition(".")[0].partition("[")[0]:
        case "days" | "phone_attempts":
            return EditorTab.DAYS
        case "templates":
            return EditorTab.TEMPLATES
        case "handlings" | "replies":
            return EditorTab.STEPS
        case "preparing" | "sending" | "reminding" | "calling" | "letter" | "before_visit" | "visit":
            return EditorTab.STEPS
        case "portal":
            return EditorTab.PORTAL
        case "samples" | "contacts" | "materials":
            return EditorTab.CONTACTS
        case _:
            return EditorTab.SENDING
