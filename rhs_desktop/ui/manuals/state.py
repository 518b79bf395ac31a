"""The state of the manual editor without widgets: what is shown, what is wrong, and whether it can be saved."""

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
    """An immutable state; each method returns another.

    `shown` is the list of steps that is open, `place` the selected step in it from 1, 0 where there is none. `used`:
    cases follow the manual as it was. `use_in`: the rounds whose new cases are to follow what is saved. `open_items`:
    the item that is open in each other list, where it is not the first.
    """

    draft: Draft
    used: bool
    shown: str
    place: int = 0
    use_in: frozenset[int] = frozenset()
    open_items: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft, *, used: bool = False) -> ManualState:
        """The state of a draft with its first list of steps open."""
        return cls(draft, used, "").on_list(step_lists(draft)[0])

    # ---- what is known ----------------------------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Mapping[str, Any], ...]:
        """The steps of the open list as plain values."""
        return self.draft.steps(self.shown)

    @property
    def chosen(self) -> Mapping[str, Any] | None:
        """The selected step as plain values, or None."""
        return self.steps[self.place - 1] if self.place else None

    @property
    def act(self) -> TickEffect:
        """What ticking the selected step does."""
        return TickEffect(self.chosen.get("act", TickEffect.TICK)) if self.chosen else TickEffect.TICK

    @property
    def handling(self) -> int:
        """The number of the handling that the open list belongs to, from 1; 0 for other lists."""
        return 0 if self.shown in STEP_LISTS else int(self.shown.partition("[")[2].partition("]")[0])

    @property
    def needed(self) -> bool:
        """Whether the selected step cannot be removed, because a case could not be finished without it."""
        if not self.handling:
            return False
        answer = Answer(self.draft.value(f"handlings[{self.handling}].answer"))
        return self.act in needed_acts(answer)

    @property
    def may_go_up(self) -> bool:
        """Whether the selected step can be moved up."""
        return self.place > 1

    @property
    def may_go_down(self) -> bool:
        """Whether the selected step can be moved down."""
        return 0 < self.place < len(self.steps)

    def item_of(self, at: str) -> int:
        """The place of the open item of a list, from 1; 0 where the list is empty."""
        return min(self.open_items.get(at, 1), len(items(self.draft, at)))

    def item(self, at: str) -> Mapping[str, Any] | None:
        """The open item of a list as plain values, or None."""
        place = self.item_of(at)
        return items(self.draft, at)[place - 1] if place else None

    def stays(self, at: str) -> Stays | None:
        """Why the open item of a list cannot be removed, or None."""
        return why_stays(self.draft, at, self.item_of(at))

    @property
    def may_save(self) -> bool:
        """Whether there is something to save and nothing wrong. A manual without cases may be put to use unchanged."""
        return (self.draft.changed or bool(self.use_in and not self.used)) and not self.draft.problems

    @property
    def after(self) -> Profile | None:
        """The manual as it would be saved, None while something is wrong."""
        base = self.draft.base
        if self.draft.problems:
            return None
        return self.draft.finished(id_=base.id, version=base.version, based_on=base.based_on)

    # ---- editing ----------------------------------------------------------------------------------------------------

    def put(self, key: str, value: Any) -> ManualState:
        """With another value."""
        if self.handling and key == f"handlings[{self.handling}].reply":
            return replace(self, draft=self.draft.put_reply(self.handling, value))
        if self.handling and key == f"handlings[{self.handling}].reply_text":
            return replace(self, draft=self.draft.put_reply_text(self.handling, value))
        return replace(self, draft=self.draft.put(key, value))

    def put_step(self, field: str, text: str) -> ManualState:
        """With another text of the selected step."""
        return self.put(f"{self.shown}[{self.place}].{field}", text) if self.place else self

    def on_list(self, key: str) -> ManualState:
        """With another list of steps open."""
        return replace(self, shown=key, place=1 if self.draft.steps(key) else 0)

    def on_step(self, place: int) -> ManualState:
        """With another step selected, from 1."""
        return replace(self, place=place if 0 < place <= len(self.steps) else 0)

    def add_step(self) -> ManualState:
        """With a new step without text below the selected one."""
        place = self.place + 1
        return replace(self, draft=self.draft.add_step(self.shown, place), place=place)

    def remove_step(self) -> ManualState:
        """Without the selected step, unless it is needed."""
        if not self.place or self.needed:
            return self
        draft = self.draft.remove_step(self.shown, self.place)
        return replace(self, draft=draft, place=min(self.place, len(draft.steps(self.shown))))

    def move_step(self, by: int) -> ManualState:
        """With the selected step moved by so many places, if there is room."""
        to = self.place + by
        if not self.place or not 1 <= to <= len(self.steps):
            return self
        return replace(self, draft=self.draft.move_step(self.shown, self.place, to), place=to)

    def on_item(self, at: str, place: int) -> ManualState:
        """With another item of a list open, from 1."""
        return replace(self, open_items={**self.open_items, at: max(1, place)})

    def add_item(self, at: str) -> ManualState:
        """With a new item without texts below the open one."""
        place = self.item_of(at) + 1
        return replace(self, draft=add_item(self.draft, at, place)).on_item(at, place)

    def remove_item(self, at: str) -> ManualState:
        """Without the open item of a list."""
        draft = remove_item(self.draft, at, self.item_of(at))
        return replace(self, draft=draft).on_item(at, min(self.item_of(at), len(items(draft, at))))

    def put_item(self, at: str, name: str, value: Any) -> ManualState:
        """With another text of the open item of a list."""
        place = self.item_of(at)
        return replace(self, draft=put_item(self.draft, at, place, name, value)) if place else self

    def put_answer(self, answer: Answer, *, given: bool) -> ManualState:
        """With an answer given by the open template, or not."""
        return replace(self, draft=put_answer(self.draft, self.item_of(TEMPLATES), answer, given=given))

    def using(self, round_id: int, *, on: bool) -> ManualState:
        """With a round whose new cases follow the manual, or not."""
        return replace(self, use_in=self.use_in | {round_id} if on else self.use_in - {round_id})


def told_at(problem: ManualProblem) -> tuple[str, ...]:
    """The keys of the fields beside which a fault is shown: both for a duplicate."""
    if problem.code is not NotAsAgreed.DUPLICATE or not problem.expected:
        return (problem.key,)
    name = problem.key.rpartition("]")[2]
    return (problem.key, f"{problem.expected[0]}{name}")


def page_of(problem: ManualProblem) -> EditorTab:
    """The tab on which a fault is corrected."""
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
