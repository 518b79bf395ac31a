"""The state of a send without widgets: its four steps, what each allows, and what blocks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import assert_never

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import Profile, Template

_REACHED = RecipientOutcome.NOTIFIED


class SendStage(IntEnum):
    """The steps of the wizard, in their order."""

    TEMPLATE = 0
    RECIPIENTS = 1
    CONTROL = 2
    SENT = 3


class SendBlocked(StrEnum):
    """Why the wizard cannot continue."""

    NO_TEMPLATE = "no_template"
    WEB_TIMES_UNKNOWN = "web_times_unknown"
    NO_WEB_TIMES = "no_web_times"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    UNMARKED = "unmarked"
    NOBODY_LEFT = "nobody_left"


@dataclass(frozen=True, slots=True)
class SendState:
    """An immutable state; each method returns another.

    `chosen` are the cases in the order in which they are added in 1177. `batch` is None until it is prepared; from then
    on recipients only leave, because of what 1177 shows or because the user takes them out.
    """

    profile: Profile
    step: SendStage = SendStage.TEMPLATE
    template: str = ""
    free_times: int | None = None
    chosen: tuple[int, ...] = ()
    batch: int | None = None
    outcomes: Mapping[int, RecipientOutcome] = field(default_factory=dict)
    copied: frozenset[int] = frozenset()

    @classmethod
    def resumed(
        cls,
        profile: Profile,
        template: str,
        batch: int,
        chosen: Iterable[int],
        outcomes: Mapping[int, RecipientOutcome],
    ) -> SendState:
        """The state of a batch that was prepared earlier, at the control in 1177."""
        return cls(profile, SendStage.CONTROL, template, None, tuple(chosen), batch, dict(outcomes))

    # ---- what is known ---------------------------------------------------------------------------------------------

    @property
    def chosen_template(self) -> Template | None:
        """The template that is sent, or None."""
        return self.profile.template(self.template) if self.template else None

    @property
    def asks_web_times(self) -> bool:
        """Whether the chosen template needs free web times."""
        template = self.chosen_template
        return template is not None and template.needs_web_times

    @property
    def most(self) -> int:
        """How many recipients one send may hold."""
        return self.profile.batch.from_file

    @property
    def needs_file(self) -> bool:
        """Whether there are more recipients than the manual recommends to add one at a time."""
        return len(self.chosen) > self.profile.batch.one_by_one

    @property
    def receiving(self) -> tuple[int, ...]:
        """The cases that 1177 will notify."""
        return tuple(case for case in self.chosen if self.outcomes.get(case) is RecipientOutcome.NOTIFIED)

    @property
    def unmarked(self) -> tuple[int, ...]:
        """The cases without a mark."""
        return tuple(case for case in self.chosen if case not in self.outcomes)

    @property
    def moved(self) -> tuple[int, ...]:
        """The cases that cannot be notified and have left the batch."""
        return tuple(case for case in self.chosen if self.outcomes.get(case, _REACHED) is not _REACHED)

    @property
    def still_in(self) -> tuple[int, ...]:
        """The cases that have not left the batch, in their order."""
        gone = frozenset(self.moved)
        return tuple(case for case in self.chosen if case not in gone)

    @property
    def blocked(self) -> SendBlocked | None:
        """Why the wizard cannot continue from this step, or None."""
        match self.step:
            case SendStage.TEMPLATE:
                return self._template_blocked()
            case SendStage.RECIPIENTS:
                if not self.chosen:
                    return SendBlocked.NOBODY
                return SendBlocked.TOO_MANY if len(self.chosen) > self.most else None
            case SendStage.CONTROL | SendStage.SENT:
                if self.unmarked:
                    return SendBlocked.UNMARKED
                return None if self.receiving else SendBlocked.NOBODY_LEFT
            case _ as unreachable:
                assert_never(unreachable)

    def _template_blocked(self) -> SendBlocked | None:
        if not self.template:
            return SendBlocked.NO_TEMPLATE
        if self.asks_web_times and self.free_times is None:
            return SendBlocked.WEB_TIMES_UNKNOWN
        return SendBlocked.NO_WEB_TIMES if self.asks_web_times and self.free_times == 0 else None

    @property
    def may_go_back(self) -> bool:
        """Whether there is a step to go back to. A prepared batch can be reopened only while it has no marks."""
        match self.step:
            case SendStage.TEMPLATE:
                return False
            case SendStage.CONTROL:
                return not self.outcomes
            case SendStage.RECIPIENTS | SendStage.SENT:
                return True
            case _ as unreachable:
                assert_never(unreachable)

    # ---- moving ----------------------------------------------------------------------------------------------------

    def advance(self) -> SendState:
        """The next step; the same state while it is blocked. Raises ValueError where `prepared` must be called."""
        if self.blocked or self.step is SendStage.SENT:
            return self
        if self.step is SendStage.RECIPIENTS and self.batch is None:
            raise ValueError("prepare the batch first")
        return replace(self, step=SendStage(self.step + 1))

    def prepared(self, batch: int) -> SendState:
        """The batch was prepared: the step of the control in 1177."""
        return replace(self, batch=batch).advance()

    def back(self) -> SendState:
        """The step before, if there is one. Going back from the control removes the batch."""
        if not self.may_go_back:
            return self
        opened = replace(self, batch=None) if self.step is SendStage.CONTROL else self
        return replace(opened, step=SendStage(self.step - 1))

    # ---- choosing --------------------------------------------------------------------------------------------------

    def with_template(self, key: str) -> SendState:
        """With another template, by its key."""
        return replace(self, template=key)

    def with_free_times(self, count: int | None) -> SendState:
        """With the number of free web times, None: not known."""
        return replace(self, free_times=count)

    def with_chosen(self, cases: Iterable[int]) -> SendState:
        """With exactly these cases, in this order, each once."""
        return replace(self, chosen=tuple(dict.fromkeys(cases)))

    def adding(self, cases: Iterable[int]) -> SendState:
        """With these cases added last."""
        return self.with_chosen((*self.chosen, *cases))

    def without(self, cases: Iterable[int]) -> SendState:
        """Without these cases, their marks and copies."""
        gone = frozenset(cases)
        return replace(
            self,
            chosen=tuple(case for case in self.chosen if case not in gone),
            outcomes={case: outcome for case, outcome in self.outcomes.items() if case not in gone},
            copied=self.copied - gone,
        )

    # ---- the control in 1177 ---------------------------------------------------------------------------------------

    def marked(self, outcomes: Mapping[int, RecipientOutcome]) -> SendState:
        """With marks added. Marks of cases that are not chosen are ignored."""
        known = {case: outcome for case, outcome in outcomes.items() if case in self.chosen}
        return replace(self, outcomes={**self.outcomes, **known})

    def seen(self, outcomes: Mapping[int, RecipientOutcome]) -> SendState:
        """With exactly these marks."""
        return replace(self, outcomes={}).marked(outcomes)

    def having_copied(self, cases: Iterable[int]) -> SendState:
        """With the numbers of these cases copied."""
        return replace(self, copied=self.copied | frozenset(cases))

    @property
    def next_to_copy(self) -> int | None:
        """The first case whose number was not copied and that has no mark, or None."""
        return next((case for case in self.chosen if case not in self.copied and case not in self.outcomes), None)

    def next_unmarked(self, after: int) -> int | None:
        """The next case without a mark below `after`, else the first one, or None."""
        place = self.chosen.index(after) if after in self.chosen else -1
        below = (case for case in self.chosen[place + 1 :] if case not in self.outcomes)
        return next(below, None) or next(iter(self.unmarked), None)
