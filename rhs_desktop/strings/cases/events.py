"""Swedish for what has happened, one short line an event, as the timeline and the status bar say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, CallOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.status import CHANNEL, ELIGIBILITY, RECIPIENT, VIA

CALL_OUTCOME: Mapping[CallOutcome, str] = {
    CallOutcome.BOOKED: "Bokad",
    CallOutcome.DECLINED: "Nej tack",
    CallOutcome.CALL_AGAIN: "Ring igen",
    CallOutcome.VOICEMAIL: "Röstbrevlåda",
    CallOutcome.NO_ANSWER: "Inget svar",
    CallOutcome.WRONG_NUMBER: "Fel nummer",
}

ANSWER: Mapping[Answer, str] = {
    Answer.YES_CALL: "Ja, vill bli uppringd",
    Answer.YES_BOOK_SELF: "Ja, bokar själv",
    Answer.NO: "Nej tack",
}


def happened(event: ev.Event, profile: Profile, today: date) -> str:
    """The event in words, without its day and without who recorded it."""
    match event:
        case ev.Listed():
            return "Kom med på listan"
        case ev.FactsChanged():
            return _facts(event)
        case ev.CosmicChecked(result=result, reason=reason):
            return _with(f"Kontrollerad i Cosmic: {_lower(ELIGIBILITY[result])}", reason)
        case ev.SendPrepared(batch=batch):
            return f"Lagd i utskick {batch}"
        case ev.SendCancelled(batch=batch):
            return f"Borttagen ur utskick {batch}"
        case ev.RecipientChecked(outcome=outcome):
            return f"Kontrollerad i 1177: {_lower(RECIPIENT[outcome])}"
        case ev.NumberCorrected():
            return "Personnumret rättat"
        case ev.Invited(template=template):
            return _with("Inbjuden i 1177", _template(template, profile))
        case ev.Opened():
            return "Läste inbjudan i 1177"
        case ev.ReminderSent():
            return "Påmind i 1177"
        case ev.ClosedIn1177():
            return "Avslutat i 1177"
        case ev.AnswerSeen():
            return "Svar har kommit i 1177"
        case ev.Answered(answer=answer, via=via):
            return f"Svarade {VIA[via]}: {_lower(ANSWER[answer])}"
        case ev.StepTicked(step=step, done=done):
            return f"{'Klart' if done else 'Inte klart'}: {_step(step, profile)}"
        case ev.AnswerHandled():
            return "Svaret hanterat i 1177"
        case ev.BookingBasisCreated():
            return "Bokningsunderlag skapat i Cosmic"
        case ev.BookingLooked():
            return "Kontrollerat: ingen tid bokad än"
        case ev.Routed(channel=channel, reason=reason):
            return _with(f"Bjuds in via {_lower(CHANNEL[channel])}", reason)
        case ev.PhoneAppointment(for_day=for_day, for_time=for_time):
            return f"Telefontid bokad {_moment(for_day, for_time, today)}"
        case ev.Called(outcome=outcome, again_on=again_on, phone=phone):
            again = f" {common.near_day(again_on, today)}" if again_on else ""
            return f"Ringd{f' på {phone}' if phone else ''}: {_lower(CALL_OUTCOME[outcome])}{again}"
        case ev.LetterPrinted(batch=batch, reminder=reminder):
            return f"{'Påminnelsebrev' if reminder else 'Brev'} utskrivet (hög {batch})"
        case ev.LetterCancelled():
            return "Brevet postades inte"
        case ev.LetterPosted(reminder=reminder):
            return f"{'Påminnelsebrev' if reminder else 'Brev'} postat"
        case ev.LetterReturned():
            return "Brevet kom i retur"
        case ev.Booked(visit=visit, visit_time=visit_time):
            return f"Tid bokad {_moment(visit, visit_time, today)}"
        case ev.BookingCancelled(visit=visit, no_show=no_show):
            return f"{'Kom inte' if no_show else 'Avbokade tiden'} {common.day(visit, today)}"
        case ev.SamplesTaken():
            return "Prover tagna"
        case ev.FormAnswered():
            return "Formuläret besvarat"
        case ev.VisitReminded():
            return "Påmind inför besöket"
        case ev.VisitHeld():
            return "Hälsosamtalet genomfört"
        case ev.Documented():
            return "Dokumenterat i Cosmic"
        case ev.GivenUp(reason=reason):
            return _with("Avslutad som inte nådd", reason)
        case ev.Snoozed(until=until, reason=reason):
            return _with(f"Uppskjuten till {common.near_day(until, today)}", reason)
        case ev.Assigned(handler=handler):
            return f"Hanteras av {handler}" if handler else "Har ingen hanterare"
        case ev.Noted(text=text):
            return f"Anteckning: {text}" if text else "Anteckning (gallrad)"
        case ev.Erased():
            return "Gallrad: namn, nummer och anteckningar är borttagna"
        case ev.Withdrawn(reason=reason):
            return _with("Ångrade en händelse", reason)
        case _ as unreachable:
            assert_never(unreachable)


def _facts(facts: ev.FactsChanged) -> str:
    known = []
    if facts.has_phone is not None:
        known.append("telefon finns" if facts.has_phone else "telefon saknas")
    known.append("adress finns" if facts.has_address else "adress saknas")
    if facts.protected:
        known.append("skyddade personuppgifter")
    return f"Uppgifter ändrade: {', '.join(known)}"


def _with(text: str, more: str) -> str:
    return f"{text}, {more}" if more else text


def _lower(word: str) -> str:
    return word[:1].lower() + word[1:]


def _moment(on: date, at: object, today: date) -> str:
    text = common.near_day(on, today)
    return f"{text} {at:%H:%M}" if at else text


def _template(key: str, profile: Profile) -> str:
    for template in profile.templates:
        if template.key == key:
            return template.internal_name
    return ""


def _step(key: str, profile: Profile) -> str:
    groups = [handling.steps for handling in profile.handlings]
    for step in (*(step for steps in groups for step in steps), *profile.before_visit, *profile.visit):
        if step.key == key:
            return step.text.rstrip(".")
    return key
