"""What the ordinary letters and those through Skatteverket have in common: judged cases, texts, clinic, envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from rhs_desktop.domain.case import CaseState
from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.mailing import HeldBack, Hold, HoldReason, LetterCandidate, MailingPlan, plan_mailing
from rhs_desktop.domain.pathway import Finished, StepKind, next_step
from rhs_desktop.domain.profile import LetterContents, Profile
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import letter_texts, settings
from rhs_desktop.services.roundwork import cases_by_id, with_states
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.people import CaseRecord

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import Envelope
    from rhs_desktop.letters.texts import LetterText

_LETTER_STEPS = frozenset({StepKind.SEND_LETTER, StepKind.SEND_PROTECTED_LETTER, StepKind.FIX_ADDRESS})
_REMINDER_STEPS = frozenset({StepKind.GIVE_UP})
_REMINDER_TEXTS = ("paminnelsebrev", "svarsbrev")


def steps_to(*, reminder: bool) -> frozenset[StepKind]:
    """The next steps that ask for a letter. A reminder goes to whoever would be closed without an answer."""
    return _REMINDER_STEPS if reminder else _LETTER_STEPS


def plan(
    w: Workplace, cases: Iterable[int], *, again: bool = False, reminder: bool = False, printer: str = ""
) -> tuple[dict[int, CaseRecord], MailingPlan]:
    """The cases by their number, and who of them gets a letter and who does not.

    A pile has one set of texts and one last day to answer: who follows a manual that says otherwise than that of the
    first waits for a pile of their own.
    """
    from rhs_desktop.letters.address import fits_window
    from rhs_desktop.letters.fonts import can_print

    ids = list(cases)
    found = cases_by_id(w, ids)
    salt = settings.code_salt(w)
    wanted = [found[case_id] for case_id in ids if case_id in found]
    lost = tuple(HeldBack(case.id, (_NO_MANUAL,)) for case in wanted if case.profile not in w.profiles)
    candidates = [
        candidate(w, case, state, code_of(case.id, salt), reminder=reminder)
        for case, state in with_states(w, [case for case in wanted if case.profile in w.profiles])
    ]
    fits = fits_window(envelope(w, printer))
    planned = plan_mailing(candidates, can_print=can_print, fits=fits, again=again)
    planned = _one_manual(w, found, planned)
    return found, MailingPlan(planned.ready, (*planned.held_back, *lost))


def manual_of(w: Workplace, cases: Iterable[int]) -> Profile:
    """The manual that says what stands in the letters of a pile: that of its first case.

    Raises ProfileMissing, HistoryRefused `batch_empty`.
    """
    first = next(iter(cases), None)
    if first is None:
        raise HistoryRefused("batch_empty")
    return w.rules(w.store.profile_of(first)).profile


def _one_manual(w: Workplace, found: Mapping[int, CaseRecord], planned: MailingPlan) -> MailingPlan:
    says = {one.case: _says(w.rules(found[one.case].profile).profile) for one in planned.ready}
    if len(set(says.values())) < 2:
        return planned
    first = says[planned.ready[0].case]
    others = (HeldBack(one.case, (_OTHER,)) for one in planned.ready if says[one.case] != first)
    same = tuple(one for one in planned.ready if says[one.case] == first)
    return MailingPlan(same, (*planned.held_back, *others))


def _says(profile: Profile) -> tuple[LetterContents, int]:
    """What of a manual shows in a letter."""
    return profile.letter, profile.days.letter_reply


_OTHER, _NO_MANUAL = Hold(HoldReason.OTHER_MANUAL), Hold(HoldReason.NO_MANUAL)


def candidate(
    w: Workplace, case: CaseRecord, state: CaseState, code: str, *, reminder: bool = False
) -> LetterCandidate:
    """What the rules of letters need to know of a case."""
    step = next_step(state, w.rules(case.profile), w.today)
    finished = isinstance(step, Finished)
    due = not isinstance(step, Finished) and step.kind in steps_to(reminder=reminder) and step.due <= w.today
    gone = state.printed is not None or (state.posted_on is not None and not reminder)
    return LetterCandidate(
        case.id,
        case.resident.details,
        code,
        due=due,
        finished=finished,
        excluded=state.excluded,
        said_no=state.said_no,
        posted=not due and gone,
        reminder=reminder,
    )


def mailing(
    w: Workplace,
    profile: Profile,
    *,
    texts: tuple[LetterText, ...] = (),
    reminder: bool = False,
    duplex: bool = False,
    printer: str = "",
) -> Mailing:
    """Texts, clinic and envelopes as they are now; `texts` in place of the manual's or those of a reminder.

    `duplex` for both sides; `printer` by its name, whose fine adjustment counts; none for a PDF.
    """
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import reply_envelope

    outer = envelope(w, printer)
    return Mailing(
        texts=texts or letter_texts.chosen(w, _REMINDER_TEXTS if reminder else profile.letter.texts),
        clinic=settings.clinic(w),
        envelope=outer,
        reply_envelope=reply_envelope(envelopes(), outer).adjusted(outer.shift_right, outer.shift_down),
        on=w.today,
        reply_by=w.today + timedelta(days=profile.days.letter_reply),
        franked=profile.letter.franked_reply_envelope,
        duplex=duplex,
    )


def envelopes() -> tuple[Envelope, ...]:
    """Every profile that comes with the program."""
    from rhs_desktop.letters.envelope import load_envelopes

    return load_envelopes(resources_dir() / "envelopes")


def envelope(w: Workplace, printer: str = "") -> Envelope:
    """The one that the clinic uses, with a printer's fine adjustment and the sender, if that stands in the window."""
    from rhs_desktop.letters.envelope import envelope_by_key

    chosen = settings.load(w)
    found = envelope_by_key(envelopes(), chosen.envelope)
    return found.adjusted(*chosen.shift_of(printer)).sent_by(chosen.sender_line)
