"""What ordinary letters and those through Skatteverket share: judged cases, texts, clinic, envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from rhs_desktop.domain.cases import contact
from rhs_desktop.domain.cases.contact import NoContact
from rhs_desktop.domain.cases.due import is_due
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Step, StepKind
from rhs_desktop.domain.codes import Way
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, LetterWithheld
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.letters.languages import letter_language
from rhs_desktop.domain.letters.letter_plan import (
    HoldReason,
    LetterCandidate,
    LetterHeld,
    LetterHold,
    LetterKind,
    MailingPlan,
    plan_mailing,
)
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.domain.manuals.manual import LetterContents, Profile
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import texts as letters_texts
from rhs_desktop.services.rounds import cases_by_id, with_states
from rhs_desktop.store.people import CaseRecord

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import Envelope
    from rhs_desktop.letters.letter_text import LetterText

STEPS: Mapping[LetterKind, frozenset[StepKind]] = {
    LetterKind.INVITATION: frozenset({StepKind.SEND_LETTER, StepKind.SEND_PROTECTED_LETTER, StepKind.FIX_ADDRESS}),
    LetterKind.REMINDER: frozenset({StepKind.GIVE_UP}),
    LetterKind.TIME: frozenset({StepKind.SEND_TIME_LETTER}),
}
"""The next steps that ask for a letter. A reminder goes to those who would be closed without an answer."""
_TIME_TEXT = "tid"
_REMINDER_TEXTS = ("paminnelsebrev", "svarsbrev")


def plan(
    ctx: Context,
    cases: Iterable[int],
    *,
    again: bool = False,
    kind: LetterKind = LetterKind.INVITATION,
    printer: str = "",
) -> tuple[dict[int, CaseRecord], MailingPlan]:
    """The cases by number, who of them gets a letter, and who is held back.

    A batch has one set of texts and one last day to answer: cases under a manual that says otherwise than that of the
    first wait for a batch of their own.
    """
    from rhs_desktop.letters.address import fits_window
    from rhs_desktop.letters.pdf.fonts import can_print

    ids = list(cases)
    found = cases_by_id(ctx, ids)
    salt = settings.code_salt(ctx)
    wanted = [found[case_id] for case_id in ids if case_id in found]
    lost = tuple(LetterHeld(case.id, (_NO_MANUAL,)) for case in wanted if case.profile not in ctx.profiles)
    candidates = [
        candidate(ctx, case, state, code_of(case.id, salt), kind=kind)
        for case, state in with_states(ctx, [case for case in wanted if case.profile in ctx.profiles])
    ]
    fits = fits_window(envelope(ctx, printer))
    planned = plan_mailing(candidates, can_print=can_print, fits=fits, again=again)
    planned = _one_manual(ctx, found, planned)
    return found, MailingPlan(planned.ready, (*planned.held_back, *lost))


def manual_of(ctx: Context, cases: Iterable[int]) -> Profile:
    """The manual whose texts and days a batch uses: that of its first case.

    Raises ProfileMissing, HistoryRefused `batch_empty`.
    """
    first = next(iter(cases), None)
    if first is None:
        raise HistoryRefused(HistoryRefusal.BATCH_EMPTY)
    return ctx.rules(ctx.store.profile_of(first)).profile


def _one_manual(ctx: Context, found: Mapping[int, CaseRecord], planned: MailingPlan) -> MailingPlan:
    says = {one.case: _says(ctx.rules(found[one.case].profile).profile) for one in planned.ready}
    if len(set(says.values())) < 2:
        return planned
    first = says[planned.ready[0].case]
    others = (LetterHeld(one.case, (_OTHER,)) for one in planned.ready if says[one.case] != first)
    same = tuple(one for one in planned.ready if says[one.case] == first)
    return MailingPlan(same, (*planned.held_back, *others))


def _says(profile: Profile) -> tuple[LetterContents, int]:
    """What of a manual is visible in a letter."""
    return profile.letter, profile.days.letter_reply


_OTHER, _NO_MANUAL = LetterHold(HoldReason.OTHER_MANUAL), LetterHold(HoldReason.NO_MANUAL)


_HOLDS: Mapping[NoContact, HoldReason] = {
    NoContact.SAID_NO: HoldReason.SAID_NO,
    NoContact.EXCLUDED: HoldReason.EXCLUDED,
    NoContact.DECEASED: HoldReason.DECEASED,
    NoContact.PROTECTED: HoldReason.PROTECTED,
}
"""No letter asks whether 1177 can be logged in to."""


def candidate(
    ctx: Context,
    case: CaseRecord,
    state: CaseState,
    code: str,
    *,
    way: Way = Way.LETTER_BATCH,
    kind: LetterKind = LetterKind.INVITATION,
) -> LetterCandidate:
    """What the rules of letters need to know of a case: whether it may be written to that `way`, and when."""
    person = contact.Contactable.of_details(case.resident.details)
    step = next_step(state, ctx.rules(case.profile), ctx.today)
    finished = isinstance(step, Finished)
    visit = state.visit if kind is LetterKind.TIME else None
    due, gone = False, state.printed is not None
    if visit is not None:
        due, gone = not gone and not state.time_told and visit.visit > ctx.today, gone or state.time_told
    elif isinstance(step, Step) and step.kind in STEPS[kind]:
        due = is_due(step.kind.queue, step.due, ctx.today)
    if kind is LetterKind.INVITATION:
        gone = gone or state.posted_on is not None
    return LetterCandidate(
        case.id,
        case.resident.details,
        code,
        due=due,
        finished=finished,
        no_contact=tuple(_HOLDS[reason] for reason in contact.may(person, state, way).reasons),
        posted=not due and gone,
        kind=kind,
        visit_on=visit.visit if visit else None,
        visit_at=visit.visit_time if visit else None,
        language=letter_language(state.person),
    )


def mailing(
    ctx: Context,
    profile: Profile,
    *,
    texts: tuple[LetterText, ...] = (),
    kind: LetterKind = LetterKind.INVITATION,
    duplex: bool = False,
    printer: str = "",
) -> Mailing:
    """Texts, clinic and envelopes as they are now; `texts` replaces those of the manual or of the kind.

    `duplex`: two-sided; `printer`: its name, for its fine adjustment, empty for a PDF. Raises LetterWithheld.
    """
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import reply_envelope

    outer, chosen = envelope(ctx, printer), settings.load(ctx)
    sheets = texts or _sheets(ctx, profile, kind=kind)
    return Mailing(
        texts=sheets,
        translations={} if texts else letters_texts.translations(ctx, [text.key for text in sheets]),
        clinic=chosen.clinic,
        envelope=outer,
        reply_envelope=reply_envelope(envelopes(), outer).adjusted(outer.shift_right, outer.shift_down),
        on=ctx.today,
        reply_by=ctx.today + timedelta(days=profile.days.letter_reply),
        enclosed=ReplyEnvelope.NONE if kind is LetterKind.TIME else enclosed(ctx, profile),
        ask_first=chosen.ask_first,
        duplex=duplex,
    )


def data_protection(ctx: Context, profile: Profile) -> str:
    """What is told of data protection in a call, line by line: the clinic's text of its sheet, filled in.

    Without what the clinic's settings leave open; empty where the text cannot be used.
    """
    from rhs_desktop.letters.batch import DATA_SHEET
    from rhs_desktop.letters.letter_text import BlockKind, wanted

    try:
        sheets = letters_texts.chosen(ctx, [DATA_SHEET])
        values = mailing(ctx, profile, texts=sheets).values
    except LetterWithheld:
        return ""
    lines: list[str] = []
    for block in wanted(sheets[0].blocks, values):
        if not all(values[name] for name in block.placeholders):
            continue
        said = "".join(run.text for cell in block.filled(values).cells for run in cell)
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            lines += [*([""] if lines else []), said]
        else:
            lines.append(f"•  {said}" if block.kind is BlockKind.BULLET else said)
    return "\n".join(lines)


def enclosed(ctx: Context, profile: Profile) -> ReplyEnvelope:
    """The envelope for the answer: as the clinic chose, or as the manual says."""
    return settings.load(ctx).reply_envelope or by_manual(profile)


def by_manual(profile: Profile) -> ReplyEnvelope:
    """The envelope for the answer as the manual says."""
    return ReplyEnvelope.FRANKED if profile.letter.franked_reply_envelope else ReplyEnvelope.UNFRANKED


def _sheets(ctx: Context, profile: Profile, *, kind: LetterKind) -> tuple[LetterText, ...]:
    """The texts of a letter, with the sheets that the clinic wants: in an invitation before the reply letter."""
    from rhs_desktop.letters.batch import BEFORE_VISIT, DATA_SHEET
    from rhs_desktop.letters.letter_text import Window

    if kind is LetterKind.REMINDER:
        return letters_texts.chosen(ctx, _REMINDER_TEXTS)
    time = kind is LetterKind.TIME
    texts = letters_texts.chosen(ctx, [_TIME_TEXT] if time else profile.letter.texts)
    chosen = settings.load(ctx)
    asked = ((chosen.before_visit_sheet, BEFORE_VISIT), (chosen.data_sheet and not time, DATA_SHEET))
    there = {text.key for text in texts}
    more = letters_texts.chosen(ctx, [key for wanted, key in asked if wanted and key not in there])
    first_reply = next((at for at, text in enumerate(texts) if text.window is Window.CLINIC), len(texts))
    return (*texts[:first_reply], *more, *texts[first_reply:])


def kind_of(state: CaseState) -> LetterKind:
    """What a letter to somebody is for, who is not reminded: the time of a booked talk, or the invitation."""
    return LetterKind.INVITATION if state.visit is None else LetterKind.TIME


def envelopes() -> tuple[Envelope, ...]:
    """Every envelope profile that comes with the program."""
    from rhs_desktop.letters.envelope import load_envelopes

    return load_envelopes(resources_dir() / "envelopes")


def envelope(ctx: Context, printer: str = "") -> Envelope:
    """The clinic's envelope, with a printer's fine adjustment and the sender, if that is visible in the window."""
    from rhs_desktop.letters.envelope import envelope_by_key

    chosen = settings.load(ctx)
    found = envelope_by_key(envelopes(), chosen.envelope)
    return found.adjusted(*chosen.shift_of(printer)).sent_by(chosen.sender_line)
