"""Every code has its Swedish, and dates are said as people at the desk say them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from rhs_desktop.domain.act_kinds import act_kind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.event_data import KINDS
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Queue, Status, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.manuals.manual import Rule
from rhs_desktop.domain.sending import SendHold
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import next_step as next_step_strings
from rhs_desktop.strings.cases import process
from tests.histories import profile, recorded, rules_for

TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        pytest.param(process.STATUS, Status, id="status"),
        pytest.param(process.QUEUE, Queue, id="queue"),
        pytest.param(process.HOLD, SendHold, id="hold"),
        pytest.param(process.CHANNEL, Channel, id="channel"),
        pytest.param(process.VIA, Via, id="via"),
        pytest.param(process.ELIGIBILITY, Eligibility, id="eligibility"),
        pytest.param(process.RECIPIENT, RecipientOutcome, id="recipient"),
        pytest.param(process.STEP, StepKind, id="step"),
        pytest.param(process.ANSWER, Answer, id="answer"),
        pytest.param(process.CALL_OUTCOME, CallOutcome, id="call outcome"),
    ],
)
def test_every_code_has_a_word(words: Mapping[str, str], codes: type) -> None:
    assert set(words) == set(codes)  # type: ignore[call-overload]
    assert all(words.values())
    assert len(set(words.values())) == len(words)


def test_every_rule_has_a_reason() -> None:
    assert set(next_step_strings.REASONS) == set(Rule)


def _example(kind: type[ev.Event]) -> ev.Event:
    """An event of the kind, with something in every field that must be given."""
    given: dict[str, Any] = {"on": TODAY}
    values = {
        "result": Eligibility.OTHER,
        "outcome": CallOutcome.BOOKED if kind is ev.Called else RecipientOutcome.LOCKED,
        "template": "phone",
        "answer": Answer.NO,
        "step": "close",
        "channel": Channel.LETTER,
        "reason": "flyttat",
        "text": "ringer efter kl. 16",
        "handler": "Anna",
        "batch": 7,
        "event": 1,
    }
    for item in fields(kind):
        if item.name != "on" and item.default is MISSING:
            given[item.name] = values.get(item.name, TODAY + timedelta(days=3))
    return kind(**given)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_event_is_told(kind: type[ev.Event]) -> None:
    text = process.happened(_example(kind), profile("rhs-004"), TODAY)
    assert text[0].isupper()
    assert not text.endswith(".")
    assert kind.__name__ not in text


@pytest.mark.parametrize(
    ("event", "text"),
    [
        pytest.param(
            ev.Invited(on=TODAY, template="web"), "Inbjuden i 1177, Inbjudan hälsosamtal med webbtider", id="template"
        ),
        pytest.param(
            ev.Called(on=TODAY, outcome=CallOutcome.CALL_AGAIN, again_on=TODAY + timedelta(days=1)),
            "Uppringd: ring igen i morgon",
            id="call again",
        ),
        pytest.param(
            ev.Booked(on=TODAY, visit=date(2026, 12, 1), visit_time=time(13, 30)), "Tid bokad 1 dec 13:30", id="booked"
        ),
        pytest.param(
            ev.Answered(on=TODAY, answer=Answer.NO, via=Via.LETTER), "Svarade med brev: nej tack", id="answer"
        ),
        pytest.param(
            ev.CosmicChecked(on=TODAY, result=Eligibility.OTHER, reason="bor utomlands"),
            "Kontrollerad i Cosmic: annan orsak, bor utomlands",
            id="excluded",
        ),
        pytest.param(ev.BookingCancelled(on=TODAY, visit=TODAY, no_show=True), "Kom inte 9 nov", id="no show"),
        pytest.param(ev.Assigned(on=TODAY, handler=""), "Har ingen hanterare", id="nobody"),
    ],
)
def test_events_in_words(event: ev.Event, text: str) -> None:
    assert process.happened(event, profile("rhs-004"), TODAY) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        pytest.param(0, "i dag", id="today"),
        pytest.param(1, "i morgon", id="tomorrow"),
        pytest.param(2, "11 nov", id="later"),
        pytest.param(60, "8 jan 2027", id="next year"),
        pytest.param(-1, "försenad 1 dag", id="one day late"),
        pytest.param(-3, "försenad 3 dagar", id="three days late"),
    ],
)
def test_due(days: int, text: str) -> None:
    assert common.due(TODAY + timedelta(days=days), TODAY) == text


def test_small_words() -> None:
    assert common.due(None, TODAY) == ""
    assert common.near_day(TODAY - timedelta(days=1), TODAY) == "i går"
    assert common.stamp(datetime(2026, 11, 9, 8, 2), TODAY) == "08:02"
    assert common.stamp(datetime(2026, 11, 8, 16, 40), TODAY) == "i går 16:40"
    assert common.number(12345) == "12\N{NO-BREAK SPACE}345"
    assert common.listing(["a", "b", "c"]) == "a, b och c"


def state_of(*happened: ev.Event) -> CaseState:
    return fold(recorded([ev.Listed(on=date(2026, 10, 1), has_phone=True, has_address=True), *happened]))


CHECKED = ev.CosmicChecked(on=date(2026, 10, 20), result=Eligibility.LISTED_ALIVE)
TO_PHONE = ev.Routed(on=TODAY, channel=Channel.PHONE)
INVITED = ev.Invited(on=date(2026, 10, 28), template="phone")


@pytest.mark.parametrize(
    ("happened", "text"),
    [
        pytest.param(
            (CHECKED, INVITED, ev.Opened(on=date(2026, 11, 1))),
            "Inbjuden 28 okt i 1177, för 12 dagar sedan. Läst 1 nov. Inget svar när 1177 senast avlästes 1 nov. "
            "(Manual RHS, Påminnelser)",
            id="remind",
        ),
        pytest.param(
            (CHECKED, INVITED, ev.ReminderSent(on=TODAY)),
            "Påmind i dag. 1177 är inte avläst sedan påminnelsen. (Manual RHS, Påminnelser)",
            id="just reminded",
        ),
        pytest.param(
            (CHECKED, ev.RecipientChecked(on=TODAY, outcome=RecipientOutcome.NEVER_LOGGED_IN)),
            "1177 visade i dag att invånaren aldrig har loggat in. (Manual RHS, Skicka inbjudan, steg 4)",
            id="never logged in",
        ),
        pytest.param(
            (CHECKED, ev.Routed(on=TODAY, channel=Channel.LETTER, reason="vill ha brev")),
            "Valt i receptionen i dag. Vill ha brev. (Vårdcentralens inställning)",
            id="chosen with a reason",
        ),
        pytest.param(
            (CHECKED, ev.FactsChanged(on=date(2026, 11, 2), has_phone=False, has_address=True), TO_PHONE),
            "Valt i receptionen i dag. Telefonnummer saknas. (Vårdcentralens inställning)",
            id="the phone chosen without a number",
        ),
        pytest.param(
            (CHECKED, ev.Called(on=TODAY, outcome=CallOutcome.CALL_AGAIN, again_on=date(2026, 11, 12))),
            "Uppringd i dag, vill bli uppringd igen. Ring igen 12 nov. (Manual RHS, Påminnelser)",
            id="call again",
        ),
        pytest.param(
            (CHECKED, ev.Booked(on=TODAY, visit=date(2026, 11, 30), visit_time=time(13, 15))),
            "Tid för samtalet 30 nov 13:15, bokad i dag. Prover och formulär ska vara klara dagen före. "
            "(Manual RHS, Arbetsflöde under hälsosamtalet, steg 1)",
            id="booked",
        ),
        pytest.param(
            (ev.CosmicChecked(on=TODAY, result=Eligibility.NOT_LISTED),),
            "Inte listad här enligt Cosmic, kontrollerat i dag. (Vårdcentralens inställning)",
            id="not listed",
        ),
        pytest.param(
            (ev.CosmicChecked(on=TODAY, result=Eligibility.OTHER, reason="bor utomlands halva året"),),
            "Bjuds inte in: Bor utomlands halva året. Antecknat i dag. (Vårdcentralens inställning)",
            id="another reason, typed at the desk",
        ),
        pytest.param(
            (),
            "På listan sedan 1 okt, inte kontrollerad i Cosmic. (Vårdcentralens inställning)",
            id="not checked",
        ),
    ],
)
def test_why(happened: tuple[ev.Event, ...], text: str) -> None:
    rules, state = rules_for("rhs-004"), state_of(*happened)
    assert next_step_strings.why(next_step(state, rules, TODAY), state, rules.profile, TODAY) == text


def test_deadline_of_step_and_outcome() -> None:
    rules, state = rules_for("rhs-004"), state_of(CHECKED, INVITED)
    step = next_step(state, rules, TODAY)
    assert not isinstance(step, Finished)
    assert next_step_strings.deadline(step, TODAY) == "senast i dag"
    assert next_step_strings.deadline(step, TODAY + timedelta(days=2)) == "försenad 2 dagar"
    assert next_step_strings.headline(step) == "Skicka påminnelse"
    end = next_step(state_of(CHECKED, ev.GivenUp(on=TODAY)), rules, TODAY)
    assert next_step_strings.headline(end) == "Inte nådd"
    assert next_step_strings.deadline(end, TODAY) == "i dag"


@pytest.mark.parametrize(
    ("own", "mirrored", "text"),
    [
        pytest.param(Status.READY, "", "Klar att bjuda in", id="before the invitation"),
        pytest.param(Status.UNREAD, "Fråga till invånare", "Fråga till invånare", id="1177's own words"),
        pytest.param(Status.CLOSED, "Avslutat", "Avslutat", id="closed in 1177"),
        pytest.param(Status.BOOKED, "Avslutat", "Bokad", id="the clinic knows more"),
    ],
)
def test_the_status_column(own: Status, mirrored: str, text: str) -> None:
    assert process.case_status(own, mirrored) == text


@pytest.mark.parametrize(
    ("kind", "count", "details", "text"),
    [
        pytest.param("confirm_send", 25, {}, "25 markerades som skickade", id="many"),
        pytest.param("confirm_send", 1, {}, "1 markerades som skickat", id="one"),
        pytest.param("call", 1, {"outcome": "no_answer"}, "Samtalet är antecknat: inget svar", id="with its outcome"),
        pytest.param("undo", 25, {"kind": "confirm_send"}, "Ångrat: 25 markerades som skickade", id="undo"),
        pytest.param("redo", 1, {"kind": "note"}, "Gjort om: anteckningen sparades", id="redo"),
        pytest.param("set_phone", 1, {"found": True}, "Telefonnumret sparades", id="a number"),
        pytest.param("set_phone", 1, {"found": False}, "Antecknat: Cosmic har inget nummer", id="no number"),
        pytest.param("from the future", 3, {}, "Okänd åtgärd för 3", id="unknown kind"),
    ],
)
def test_acts(kind: str, count: int, details: dict[str, object], text: str) -> None:
    assert process.done(act_kind(kind), count, details) == text


def test_an_act_of_letters_says_how_many_of_them_were_posted() -> None:
    said = [process.done(act_kind("confirm_posted"), 5, {"count": count}) for count in (5, 3, 0)]
    assert said == [
        "5 brev markerades som postade",
        "3 av 5 brev markerades som postade",
        "Inget av 5 brev markerades som postade",
    ]


def test_a_letter_is_in_a_pile_not_in_a_round() -> None:
    printed = ev.LetterPrinted(on=TODAY, batch=7)
    assert process.happened(printed, profile("rhs-004"), TODAY) == "Brev utskrivet (hög 7)"
