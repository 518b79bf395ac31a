"""Swedish for the next step, its day, and "Varför?": the fact, its date, and the place in the manual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rhs_desktop.domain.cases.call_attempts import attempts
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.codes import CallOutcome, Eligibility, RecipientOutcome
from rhs_desktop.domain.manuals.manual import Profile, Rule
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import ELIGIBILITY, STATUS, STEP

NOTHING_LEFT = "Inget mer att göra"


def headline(step: Step | Finished) -> str:
    """What is to be done, or the outcome of a case with nothing left to do."""
    return STATUS[step.status] if isinstance(step, Finished) else STEP[step.kind]


def deadline(step: Step | Finished, today: date) -> str:
    """`senast i morgon`, `försenad 3 dagar`; for a finished case the day it ended."""
    if isinstance(step, Finished):
        return common.near_day(step.on, today)
    text = common.due(step.due, today)
    return text if step.due < today else f"senast {text}"


def why(step: Step | Finished, state: CaseState, profile: Profile, today: date) -> str:
    """The fact behind the step and its date, then where the manual says so."""
    if isinstance(step, Step) and step.status is Status.PHONE_TIME:
        reason, rule = _phone_time(step, state, today), Rule.CALL
    else:
        reason, rule = REASONS[step.rule](step, state, today), step.rule
    source = profile.sources.get(rule, "")
    return f"{reason} ({source})" if source else reason


_Reason = Callable[[Step | Finished, CaseState, date], str]


def _since(step: Step | Finished) -> date:
    return step.on if isinstance(step, Finished) else step.since


def _dated(text: str) -> _Reason:
    """A sentence about the day of the fact, given as {day}, and the text a person gave beside it."""

    def reason(step: Step | Finished, state: CaseState, today: date) -> str:
        said = f" {common.sentence(step.detail.rstrip('.'))}." if step.detail else ""
        return f"{text.format(day=common.near_day(_since(step), today))}{said}"

    return reason


def _checked(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.cosmic is None:
        return f"På listan sedan {common.near_day(_since(step), today)}, inte kontrollerad i Cosmic."
    return f"Senast kontrollerad i Cosmic {common.near_day(state.cosmic.on, today)}. Det är för länge sedan."


def _ready(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.cosmic is None:
        return f"På listan sedan {common.near_day(_since(step), today)}."
    return f"Listad här, inte avliden. Kontrollerat i Cosmic {common.near_day(state.cosmic.on, today)}."


def _not_reached(step: Step | Finished, state: CaseState, today: date) -> str:
    outcome = state.recipient.outcome if state.recipient else None
    said = _RECIPIENT.get(outcome, "kan inte ta emot ärenden") if outcome else "kan inte ta emot ärenden"
    return f"1177 visade {common.near_day(_since(step), today)} att invånaren {said}."


_RECIPIENT = {
    RecipientOutcome.NO_NOTIFICATION: "saknar avisering",
    RecipientOutcome.NEVER_LOGGED_IN: "aldrig har loggat in",
    RecipientOutcome.LOCKED: "har låst inloggning",
}


def _no_login(step: Step | Finished, state: CaseState, today: date) -> str:
    reserve = state.facts is not None and state.facts.identity is IdentityKind.RESERVE
    whose = "Reservnummer" if reserve else "Samordningsnummer"
    return f"{whose} kan inte logga in i 1177. Klar att bjuda in sedan {common.near_day(_since(step), today)}."


def _invited(step: Step | Finished, state: CaseState, today: date) -> str:
    """What 1177 showed when it was last read off, which may be days ago."""
    if state.invited is None:
        return "Inbjuden i 1177."
    sent = _ago("Inbjuden {} i 1177", state.invited.on, today)
    if state.opened_on is None:
        seen = f"Inte läst när 1177 senast avlästes {_seen(state, today)}." if state.seen_on else _NOT_READ_OFF
        return f"{sent} {seen}"
    read = f"Läst {common.near_day(state.opened_on, today)}."
    return f"{sent} {read} Inget svar när 1177 senast avlästes {_seen(state, today)}."


def _reminded(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.reminded_on is None:
        return _invited(step, state, today)
    sent = _ago("Påmind {}", state.reminded_on, today)
    if state.seen_on is None or state.seen_on < state.reminded_on:
        return f"{sent} 1177 är inte avläst sedan påminnelsen."
    return f"{sent} Inget svar när 1177 senast avlästes {_seen(state, today)}."


_NOT_READ_OFF = "1177 är inte avläst sedan utskicket."


def _ago(what: str, since: date, today: date) -> str:
    waited = (today - since).days
    ago = f", för {common.days(waited)} sedan" if waited > 1 else ""
    return f"{what.format(common.near_day(since, today))}{ago}."


def _seen(state: CaseState, today: date) -> str:
    return common.near_day(state.seen_on, today) if state.seen_on else ""


def _closed(step: Step | Finished, state: CaseState, today: date) -> str:
    """Closed in 1177 as somebody has seen, or by the calendar alone."""
    if state.closed_on or state.invited is None:
        sent = f"Inbjuden {common.near_day(state.invited.on, today)}. " if state.invited else ""
        return f"{sent}Avslutades i 1177 {common.near_day(_since(step), today)} utan svar."
    passed = common.days((_since(step) - state.invited.on).days)
    seen = f"Senast avläst {_seen(state, today)}." if state.seen_on else _NOT_READ_OFF
    sent = common.near_day(state.invited.on, today)
    return f"{passed} har gått sedan inbjudan {sent}. Kontrollera i 1177 om svar har kommit, annars ring. {seen}"


def _answered(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.answer_seen_on:
        return f"Ett svar kom i 1177 {common.near_day(_since(step), today)}. Läs det där och anteckna vad det säger."
    return f"{_said(state, common.near_day(_since(step), today))}."


def _call_back(step: Step | Finished, state: CaseState, today: date) -> str:
    """The day of the resident's word, whatever the clinic did on later days."""
    book = _BOOK if isinstance(step, Step) and step.kind is StepKind.SEND_TIME_LETTER else ""
    return f"{_said(state, _word_day(step, state, today))}.{_number(step, state, today)}{book}"


_BOOK = " Boka en tid och skicka den i ett brev."


def _said(state: CaseState, day: str) -> str:
    """What the resident said, the day beside the saying and not beside what is wished for."""
    told = _WISHES.get(state.word.wish.value, _ANSWERED) if state.word else _ANSWERED
    return f"Invånaren {told.format(day=day)}"


def _chosen(step: Step | Finished, state: CaseState, today: date) -> str:
    return f"{_AT_DESK(step, state, today)}{_number(step, state, today)}"


_AT_DESK = _dated("Valt i receptionen {day}.")


def _rebook(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.missed_visit:
        return f"Kom inte till besöket {common.near_day(state.missed_visit, today)}.{_number(step, state, today)}"
    return f"Tiden avbokades {_word_day(step, state, today)}.{_number(step, state, today)}"


def _word_day(step: Step | Finished, state: CaseState, today: date) -> str:
    return common.near_day(state.word.on if state.word else _since(step), today)


def _number(step: Step | Finished, state: CaseState, today: date) -> str:
    """Why somebody who is to be called has to be looked up first."""
    if isinstance(step, Finished) or step.kind is not StepKind.FIND_PHONE:
        return ""
    if state.wrong_phone_on:
        return f" Numret var fel {common.near_day(state.wrong_phone_on, today)}."
    return " Telefonnummer saknas."


_ANSWERED = "svarade {day}"
_WISHES = {
    "call": "svarade ja {day} och vill bli uppringd",
    "book_self": "svarade ja {day} och vill boka själv",
    "by_letter": "svarade ja {day} och vill ha en tid i ett brev",
    "no": "tackade nej {day}",
    "booked": "fick en tid {day}",
}


def _called(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.wrong_phone_on:
        return f"Fel telefonnummer {common.near_day(state.wrong_phone_on, today)}."
    if not state.calls:
        return f"Bjuds in via telefon sedan {common.near_day(_since(step), today)}."
    last = state.calls[-1]
    ended = _CALLS[last.outcome]
    again = f" Ring igen {common.near_day(last.again_on, today)}." if last.again_on else ""
    return f"Uppringd {common.near_day(last.on, today)}, {ended}.{in_vain(state)}{again}"


def in_vain(state: CaseState) -> str:
    """How many attempts to call have been in vain so far, as a sentence after another; empty for none."""
    count = len(attempts(state))
    return f" {common.count_of(count, 'försök', 'försök')} utan svar." if count else ""


_CALLS: Mapping[CallOutcome, str] = {
    CallOutcome.BOOKED: "bokad",
    CallOutcome.DECLINED: "tackade nej",
    CallOutcome.CALL_AGAIN: "vill bli uppringd igen",
    CallOutcome.VOICEMAIL: "röstbrevlåda",
    CallOutcome.NO_ANSWER: "svarade inte",
    CallOutcome.WRONG_NUMBER: "fel nummer",
}


def _phone_time(step: Step, state: CaseState, today: date) -> str:
    at = state.appointment.for_time if state.appointment else None
    when = " ".join(filter(None, (common.near_day(step.due, today), common.clock(at))))
    return f"Telefontid {when}. Telefonkallelsen skickades {common.near_day(step.since, today)}."


def _not_booked(step: Step | Finished, state: CaseState, today: date) -> str:
    if step.status is Status.OWN_BOOKING and state.looked_on:
        looked = common.near_day(state.looked_on, today)
        return f"Bokar själv sedan {common.near_day(_since(step), today)}, hade inte bokat {looked}."
    ended = common.near_day(_since(step), today)
    return f"Tiden för att boka själv gick ut {ended}. Kontrollera i Cosmic om tid är bokad. Annars ring."


def _own_booking(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.basis_on and state.word and state.basis_on >= state.word.on:
        return f"Bokar själv. Bokningsunderlag skapat {common.near_day(state.basis_on, today)}."
    answered = _word_day(step, state, today)
    return f"Svarade {answered}: bokar själv. Bokningsunderlag är inte markerat som skapat."


def _letter(step: Step | Finished, state: CaseState, today: date) -> str:
    """Why it is a letter: which of the two things about the telephone, or who has printed one already."""
    if state.wrong_phone_on:
        return f"Numret var fel {common.near_day(state.wrong_phone_on, today)}."
    if state.facts is not None and state.facts.has_phone is False:
        return f"Inget telefonnummer i Cosmic ({common.near_day(state.facts.on, today)})."
    tried = attempts(state)
    if tried:
        last = common.near_day(state.calls[-1].on, today)
        return f"Svarade inte på {common.number(len(tried))} samtal, senast {last}."
    if state.printed:
        return f"Brevet skrevs ut {common.near_day(state.printed.on, today)}."
    return f"Ska få brev sedan {common.near_day(_since(step), today)}."


def _excluded(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.erased_on and not state.excluded:
        return f"Gallrad {common.near_day(state.erased_on, today)} innan ärendet var avslutat."
    if state.cosmic is None:
        return "Bjuds inte in."
    checked = common.near_day(state.cosmic.on, today)
    if state.cosmic.result is Eligibility.OTHER:
        reason = common.sentence(state.cosmic.reason.rstrip(".")) if state.cosmic.reason else ""
        return f"Bjuds inte in{f': {reason}' if reason else ''}. Antecknat {checked}."
    if state.cosmic.reason.startswith(_GONE):
        by = "" if "markerat" in state.cosmic.reason else ", markerat"
        return f"{state.cosmic.reason.rstrip('.')}{by} {checked}."
    found = ELIGIBILITY[state.cosmic.result]
    said = f" {common.sentence(state.cosmic.reason.rstrip('.'))}." if state.cosmic.reason else ""
    return f"{found} enligt Cosmic, kontrollerat {checked}.{said}"


_GONE = ("Fanns inte kvar på listan", "Finns inte kvar i den nya listan")
"""How the reason of a check begins that was none: somebody ticked who is on a newer list no more."""


def gone(source: str, user: str) -> str:
    """Why somebody who is on a newer list no more is not invited, as it is kept with the event."""
    return f"{_GONE[0]} {source}, markerat av {user}"


def _visit(step: Step | Finished, state: CaseState, today: date) -> str:
    if state.held_on and state.documented_on:
        return f"Samtalet genomfördes {common.near_day(state.held_on, today)} och är dokumenterat i Cosmic."
    if state.held_on:
        return (
            f"Samtalet genomfördes {common.near_day(state.held_on, today)}. Ersättningen kräver kontaktorsak i Cosmic."
        )
    return _booked(step, state, today)


def _before_visit(step: Step | Finished, state: CaseState, today: date) -> str:
    more = _VISIT_STEPS.get(step.kind, _READY_BEFORE) if isinstance(step, Step) else _READY_BEFORE
    return f"{_booked(step, state, today)} {more}"


_READY_BEFORE = "Prover och formulär ska vara klara dagen före."
_BY_LETTER = "Tiden ska skickas i ett brev."
_VISIT_STEPS = {
    StepKind.SEND_TIME_LETTER: _BY_LETTER,
    StepKind.SEND_PROTECTED_LETTER: _BY_LETTER,
    StepKind.FIX_ADDRESS: f"{_BY_LETTER} Adressen går inte att använda.",
    StepKind.CONFIRM_LETTER: "Brevet med tiden är utskrivet.",
}
"""What is said of a letter with the time; of the others what has to be ready."""


def _booked(step: Step | Finished, state: CaseState, today: date) -> str:
    """When the visit is, and when it was booked."""
    booked = common.near_day(_since(step), today)
    if state.visit is None:
        return f"Tiden bokades {booked}."
    at = f"{common.near_day(state.visit.visit, today)} {common.clock(state.visit.visit_time)}".strip()
    return f"Tid för samtalet {at}, bokad {booked}."


REASONS: Mapping[Rule, _Reason] = {
    Rule.COSMIC_CHECK: _checked,
    Rule.INVITE: _ready,
    Rule.CONFIRM_SEND: _dated("Ligger i ett utskick som förbereddes {day} men inte är bekräftat."),
    Rule.WRONG_NUMBER: _dated("1177 kände inte igen personnumret {day}."),
    Rule.NOT_REACHED_IN_1177: _not_reached,
    Rule.NO_LOGIN: _no_login,
    Rule.REMIND: _invited,
    Rule.NO_ANSWER: _reminded,
    Rule.CLOSED: _closed,
    Rule.ANSWER: _answered,
    Rule.CALL_BACK: _call_back,
    Rule.OWN_BOOKING: _own_booking,
    Rule.NOT_BOOKED: _not_booked,
    Rule.CALL: _called,
    Rule.CHOSEN: _chosen,
    Rule.LETTER: _letter,
    Rule.LETTER_REPLY: _dated("Brevet postades {day}. Inget svar än."),
    Rule.LETTER_RETURNED: _dated("Brevet kom i retur {day}."),
    Rule.PROTECTED: _dated(
        "Ska få brev sedan {day}. Skyddade personuppgifter: det går genom Skatteverkets förmedling."
    ),
    Rule.BEFORE_VISIT: _before_visit,
    Rule.VISIT: _visit,
    Rule.REBOOK: _rebook,
    Rule.EXCLUDED: _excluded,
    Rule.DECLINED: _dated("Tackade nej {day}. Kontaktas inte mer i den här omgången."),
    Rule.UNREACHED: _dated("Avslutad som inte nådd {day}."),
}
