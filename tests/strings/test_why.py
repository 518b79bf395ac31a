"""Varför?: the fact, its day, and the manual's place, for every row of the process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

import pytest
from hypothesis import given

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.codes import Answer, CallOutcome
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.strings.cases.next_step import why
from tests.domain.cases.test_pathway_properties import days, histories
from tests.domain.cases.test_process_table import (
    BOOKED,
    BOTH,
    BY_PHONE,
    LATE,
    SENT,
    TABLE,
    YES_CALL,
    YES_SELF,
    answered,
    called,
    cancelled,
    checked,
    day,
    facts,
    handled,
    listed,
)
from tests.exploring import examples
from tests.histories import recorded, rules_for

_MONTHS = "jan|feb|mars|apr|maj|juni|juli|aug|sep|okt|nov|dec"
DATED = re.compile(rf"\b(i (dag|går|morgon)|\d{{1,2}} ({_MONTHS}))\b", re.IGNORECASE)
"""A day as people say it."""


@pytest.fixture(params=BOTH, scope="module")
def rules(request: pytest.FixtureRequest) -> Rules:
    return rules_for(request.param)


def said(history: Sequence[Event], on: int, rules: Rules) -> str:
    state = fold(recorded(history))
    return why(next_step(state, rules, day(on)), state, rules.profile, day(on))


def test_every_row_has_a_sentence_and_a_place_in_the_manual(rules: Rules) -> None:
    rows = [(row.history, row.on(rules.profile.days)) for row in TABLE]
    rows += [(history, on) for _, history, on, *_ in LATE]
    places = set(rules.profile.sources.values())
    for history, on in rows:
        text = said(history, on, rules)
        sentence, _, place = text.rpartition(" (")
        assert place.rstrip(")") in places, text
        assert sentence.endswith("."), text
        assert DATED.search(sentence), text
        assert "None" not in sentence
        assert "{" not in sentence


@examples(300)
@given(history=histories, today=days())
def test_whatever_has_happened_the_fact_has_its_day(history: list[Event], today: date, rules: Rules) -> None:
    state = fold(recorded(history))
    found = next_step(state, rules, today)
    text = why(found, state, rules.profile, today)
    assert DATED.search(text), text
    assert text.rpartition(" (")[2].rstrip(")") in set(rules.profile.sources.values())


@pytest.mark.parametrize(
    ("history", "on", "sentence"),
    [
        pytest.param(
            (*BY_PHONE, ev.PhoneAppointment(on=day(1), for_day=day(9), for_time=time(9, 30))),
            2,
            "Telefontid 16 sep 09:30. Telefonkallelsen skickades i går.",
            id="a phone time tells of itself, not of 1177",
        ),
        pytest.param(
            (*SENT, ev.PhoneAppointment(on=day(3), for_day=day(10))),
            9,
            "Telefontid i morgon. Telefonkallelsen skickades 10 sep.",
            id="a phone time while 1177 waits",
        ),
        pytest.param(
            (*YES_SELF, ev.BookingLooked(on=day(32))),
            33,
            "Bokar själv sedan 9 sep, hade inte bokat i går.",
            id="looked, and there is time left",
        ),
        pytest.param(
            (listed(identity=IdentityKind.COORDINATION), checked(1)),
            2,
            "Samordningsnummer kan inte logga in i 1177. Klar att bjuda in sedan i går.",
            id="a samordningsnummer",
        ),
        pytest.param(
            (*BY_PHONE, facts(1, has_phone=False, protected=True)),
            2,
            "Ska få brev sedan i går. Skyddade personuppgifter: det går genom Skatteverkets förmedling.",
            id="protected",
        ),
        pytest.param(
            (*YES_CALL, handled(3), called(4, CallOutcome.WRONG_NUMBER)),
            4,
            "Invånaren svarade ja 8 sep och vill bli uppringd. Numret var fel i dag.",
            id="a yes whose number is wrong: the day of the yes, not of the call",
        ),
        pytest.param(
            (*YES_CALL, handled(3)),
            4,
            "Invånaren svarade ja 8 sep och vill bli uppringd. (",
            id="a yes that was handled later",
        ),
        pytest.param(
            (*BOOKED, cancelled(9, 15), called(10, CallOutcome.WRONG_NUMBER)),
            10,
            "Tiden avbokades i går. Numret var fel i dag.",
            id="cancelled, and the number is wrong",
        ),
        pytest.param(
            YES_SELF,
            63,
            "Tiden för att boka själv gick ut i går. Kontrollera i Cosmic om tid är bokad. Annars ring.",
            id="the days of own booking are over: nobody has looked",
        ),
        pytest.param(
            (*SENT, answered(Answer.YES_BOOK_SELF, 1), handled(1)),
            2,
            "Svarade i går: bokar själv. Bokningsunderlag är inte markerat som skapat.",
            id="books without that the booking was ticked off",
        ),
        pytest.param(
            YES_SELF,
            3,
            "Bokar själv. Bokningsunderlag skapat i går.",
            id="books by what was ticked off",
        ),
        pytest.param(
            (*BOOKED, cancelled(15, 15, no_show=True)),
            16,
            "Kom inte till besöket i går.",
            id="did not come",
        ),
        pytest.param(
            (*BY_PHONE, facts(1, has_phone=False)),
            2,
            "Inget telefonnummer i Cosmic (i går).",
            id="a letter, since there is no number",
        ),
        pytest.param(
            (*BY_PHONE, *(called(n, CallOutcome.NO_ANSWER) for n in (1, 2, 3))),
            4,
            "Uppringd i går, svarade inte. 3 försök utan svar.",
            id="a letter, since the calls were in vain",
        ),
    ],
)
def test_what_is_said(history: Sequence[Event], on: int, sentence: str, rules: Rules) -> None:
    assert said(history, on, rules).startswith(sentence)
