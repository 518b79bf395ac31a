"""The steps that the manual gives for what is to be done now, with the texts to paste elsewhere. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rhs_desktop.domain.cases.open_handling_steps import left_of_handling
from rhs_desktop.domain.cases.phases.phone import must_tell_data_protection
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.cases.steps_in_turn import handlings_in_turn, visit_steps
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.manuals import manual
from rhs_desktop.domain.manuals.manual import Handling, HandlingStep, LetterContents, Message, Profile
from rhs_desktop.strings.letters import envelopes as strings

_REPLY_ENVELOPE = "reply_envelope"
"""The key of the step that puts an envelope for the answer into the letter."""
_TELL_DATA_PROTECTION = "tell_data_protection"
"""The key of the step of a call that tells it, left out where it needs not be told."""


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One thing to do. `key` is empty where there is nothing to tick off; `copy` where there is nothing to paste.

    `full` is the reply alternative as 1177 shows it, so that the right one is recognised there.
    """

    text: str
    key: str = ""
    copy: str = ""
    done: bool = False
    full: str = ""


@dataclass(frozen=True, slots=True)
class HandlingGuide:
    """The lines in the manual's order, and the titles of the orders that it allows, if there are several."""

    lines: tuple[GuideLine, ...] = ()
    orders: tuple[str, ...] = ()
    order: int = 0

    @property
    def left(self) -> int:
        """How many lines wait for their tick."""
        return sum(1 for line in self.lines if line.key and not line.done)


def guide(
    step: Step | Finished | None, state: CaseState, profile: Profile, today: date, order: int = -1
) -> HandlingGuide:
    """What to do, in the order with that number; -1: the one that has been begun, else the manual's first choice.

    What is left of an answer that is closed in 1177 comes first. Nothing while the call is only what would come if no
    answer does.
    """
    if step is None or isinstance(step, Finished):
        return HandlingGuide()
    found = _of_step(step, state, profile, today, order)
    left = _ticked(left_of_handling(state, profile), state, today)
    return replace(found, lines=(*left, *found.lines)) if left else found


def _told(message: Message) -> tuple[GuideLine, ...]:
    """What the manual says of a form or of the documentation; nothing to tick off."""
    return (GuideLine(f"{message.name}: {message.note}"),) if message.note else ()


def _of_step(step: Step, state: CaseState, profile: Profile, today: date, order: int) -> HandlingGuide:
    if step.kind is StepKind.HANDLE_ANSWER:
        return _handling(state, profile, today, order)
    if step.kind is StepKind.CONFIRM_LETTER and state.visit:
        return HandlingGuide()
    if step.kind is StepKind.PREPARE_VISIT:
        return HandlingGuide((*_ticked(profile.before_visit, state, today), *_told(profile.form)))
    if step.kind in (StepKind.HOLD_VISIT, StepKind.DOCUMENT):
        return HandlingGuide(
            (*_ticked(visit_steps(state, profile, today), state, today), *_told(profile.documentation))
        )
    if step.kind is StepKind.CALL and step.status is Status.REMINDED and step.due > today:
        return HandlingGuide()
    steps = _plain(step.kind, state, profile)
    return HandlingGuide(tuple(GuideLine(one.text, copy=paste(one.copy, today)) for one in steps))


def _plain(kind: StepKind, state: CaseState, profile: Profile) -> tuple[HandlingStep, ...]:
    if kind is StepKind.CHECK_COSMIC:
        return tuple(step for step in profile.preparing if step.key == "check_cosmic")
    if kind is StepKind.REMIND:
        return profile.reminding
    if kind is StepKind.CALL:
        told = not must_tell_data_protection(state, profile)
        return tuple(step for step in profile.calling if not (told and step.key == _TELL_DATA_PROTECTION))
    if kind in (StepKind.SEND_LETTER, StepKind.CONFIRM_LETTER):
        return profile.letter.steps
    return ()


def packed(profile: Profile, enclosed: ReplyEnvelope) -> Profile:
    """The manual with the steps of a letter for the envelope that the clinic encloses for the answer."""
    return replace(profile, letter=replace(profile.letter, steps=_packing(profile.letter, enclosed)))


def _packing(letter: LetterContents, enclosed: ReplyEnvelope) -> tuple[HandlingStep, ...]:
    own = next((step for step in letter.steps if step.key == _REPLY_ENVELOPE), None)
    if own is not None and letter.franked_reply_envelope and enclosed is ReplyEnvelope.FRANKED:
        return letter.steps
    others = [step for step in letter.steps if step is not own]
    enclose = strings.ENCLOSE[enclosed]
    return (*others[:-1], *([HandlingStep(_REPLY_ENVELOPE, enclose)] if enclose else []), *others[-1:])


def _handling(state: CaseState, profile: Profile, today: date, order: int) -> HandlingGuide:
    choices = handlings_in_turn(state, profile)
    if not choices:
        return HandlingGuide()
    chosen = order if 0 <= order < len(choices) else _begun(choices, state)
    titles = tuple(choice.title for choice in choices) if len(choices) > 1 else ()
    reply = choices[chosen].reply
    full = profile.reply_text(reply)
    lines = _ticked(choices[chosen].steps, state, today)
    return HandlingGuide(
        tuple(replace(one, full=full) if reply and one.copy == reply else one for one in lines), titles, chosen
    )


def _begun(choices: tuple[Handling, ...], state: CaseState) -> int:
    """The order with a tick that the others have not; else the first."""
    for place, choice in enumerate(choices):
        keys = {step.key for step in choice.steps}
        others = {step.key for other in choices if other is not choice for step in other.steps}
        if (keys - others) & state.ticks:
            return place
    return 0


def _ticked(steps: tuple[HandlingStep, ...], state: CaseState, today: date) -> tuple[GuideLine, ...]:
    return tuple(GuideLine(one.text, one.key, paste(one.copy, today), one.key in state.ticks) for one in steps)


def paste(text: str, today: date) -> str:
    """The text as it goes to the clipboard: ((dagens datum)) becomes the day."""
    return text.replace(f"(({manual.TODAY}))", today.isoformat())
