"""The state of the pasting dialog without widgets: the findings and what is ticked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rhs_desktop.domain.manuals.portal_1177 import Portal
from rhs_desktop.domain.pasting import PasteFinding, Source, Verdict
from rhs_desktop.services.pasting import PastePreview
from rhs_desktop.strings import pasting as strings
from rhs_desktop.ui.case_list.masked_number import Shown, whole
from rhs_desktop.ui.widgets.lines_table import Line, Look
from rhs_desktop.ui.widgets.palette import State

_ORDER = (
    *(Verdict.NEW, Verdict.CHOICE, Verdict.UNKNOWN, Verdict.UNREADABLE, Verdict.OLDER, Verdict.OTHER),
    *(Verdict.SUPERSEDED, Verdict.SAME),
)


_STATES = {
    Verdict.NEW: State.DONE,
    Verdict.CHOICE: State.DUE,
    Verdict.UNKNOWN: State.LATE,
    Verdict.UNREADABLE: State.LATE,
    Verdict.OLDER: State.WAITING,
}


@dataclass(frozen=True, slots=True)
class PastingState:
    """A preview, the places of the findings that are ticked, and the template where the table names several."""

    shown: PastePreview
    ticked: frozenset[int]
    template: str = ""

    @classmethod
    def of(cls, shown: PastePreview) -> PastingState:
        """The state of a preview, with what it proposes ticked."""
        return cls(shown, shown.proposed)

    def tick(self, places: Iterable[int], on: bool) -> PastingState:
        """With findings ticked or not; a finding that changes nothing is ignored."""
        meant = {place for place in places if place >= 0 and self.shown.findings[place].can_apply}
        return replace(self, ticked=self.ticked | meant if on else self.ticked - meant)

    def tick_choices(self) -> PastingState:
        """With all findings ticked that the user must decide on."""
        return replace(self, ticked=self.ticked | self.choices)

    def choose_template(self, key: str) -> PastingState:
        """With the template for invitations whose table names several, by its key."""
        return replace(self, template=key)

    @property
    def choices(self) -> frozenset[int]:
        """The places of the findings that the user must decide on."""
        return frozenset(place for place, one in enumerate(self.shown.findings) if one.verdict is Verdict.CHOICE)

    @property
    def open_templates(self) -> tuple[str, ...]:
        """The templates to choose from for ticked invitations whose table names several; else none."""
        open_ = [one.sent.templates for place in sorted(self.ticked) if (one := self._one(place)).sent]
        several = [templates for templates in open_ if len(templates) > 1]
        return tuple(key for key in several[0] if all(key in templates for templates in several)) if several else ()

    @property
    def templates(self) -> Mapping[int, str]:
        """The chosen template for each ticked finding that needs one."""
        return {
            place: self.template
            for place in self.ticked
            if (sent := self._one(place).sent) and len(sent.templates) > 1 and self.template in sent.templates
        }

    @property
    def hands_over(self) -> bool:
        """Whether the text is a checklist for the import."""
        return self.shown.source is Source.LIST

    @property
    def can_record(self) -> bool:
        """Whether anything is ticked or was read off, and a template chosen where one is needed."""
        return bool(self.ticked or self.shown.read_off) and (
            not self.open_templates or self.template in self.open_templates
        )

    def lines(self, portal: Portal, number: Shown = whole) -> list[Line]:
        """The lines of the table: changes first, unchanged findings last, before them the missing.

        The key of a line is the place of its finding, negative for a missing resident.
        """
        order = sorted(enumerate(self.shown.findings), key=lambda one: (_ORDER.index(one[1].verdict), one[0]))
        rows = [self._line(place, finding, portal, number) for place, finding in order]
        cut = next((at for at, (_, one) in enumerate(order) if one.verdict is Verdict.SAME), len(rows))
        gone = [
            Line(
                -turn,
                (strings.MISSING, number(one.number.dashed), one.name, "", "", strings.NOT_ON_THE_LIST),
                looks={0: _look(State.DUE)},
            )
            for turn, one in enumerate(self.shown.missing, 1)
        ]
        return [*rows[:cut], *gone, *rows[cut:]]

    def _line(self, place: int, one: PasteFinding, portal: Portal, shown: Shown) -> Line:
        number = shown(one.number.dashed) if one.number else ""
        told = strings.why(one) if one.number else f"{strings.why(one)} {one.text}"
        texts = (
            *(strings.VERDICT[one.verdict], number, one.name, strings.change(one, portal), strings.when(one), told),
        )
        ticked = place in self.ticked if one.can_apply else None
        state = _STATES.get(one.verdict)
        return Line(place, texts, ticked, *(("", {0: _look(state)}) if state else ("muted",)))

    def _one(self, place: int) -> PasteFinding:
        return self.shown.findings[place]


def _look(state: State) -> Look:
    return Look(state.value, state.value)
