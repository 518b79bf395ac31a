"""No sentence about a case claims what its events do not tell: each why-line of the process and of random histories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.strings.cases import process
from rhs_desktop.strings.cases.next_step import why
from tests.domain.cases.test_pathway_properties import days, histories
from tests.domain.cases.test_process_table import BOTH, LATE, SENT, TABLE, checked, day, listed
from tests.exploring import examples
from tests.histories import recorded, rules_for
from tests.true_statements import untrue


@pytest.fixture(params=BOTH, scope="module")
def rules(request: pytest.FixtureRequest) -> Rules:
    return rules_for(request.param)


def told(history: Sequence[Event], today: date, rules: Rules) -> str:
    state = fold(recorded(history))
    return why(next_step(state, rules, today), state, rules.profile, today)


def test_the_sentences_of_the_process_are_true(rules: Rules) -> None:
    rows = [(row.history, row.on(rules.profile.days)) for row in TABLE]
    rows += [(history, on) for _, history, on, *_ in LATE]
    false = {}
    for history, on in rows:
        sentence = told(history, day(on), rules)
        if found := untrue(sentence, recorded(history), rules, day(on)):
            false[sentence] = found
    assert false == {}


@examples(300)
@given(history=histories, today=days())
def test_whatever_has_happened_what_is_said_of_it_is_true(history: list[Event], today: date, rules: Rules) -> None:
    sentence = told(history, today, rules)
    assert untrue(sentence, recorded(history), rules, today) == [], sentence


FALSE = [
    pytest.param("Brevet postades 8 sep.", SENT, id="a letter that nobody posted"),
    pytest.param("Inbjuden 9 sep i 1177.", SENT, id="another day"),
    pytest.param("Svarade inte på 3 samtal, senast 7 sep.", SENT, id="calls that were none"),
    pytest.param("Läst 7 sep.", SENT, id="read, which nobody knows"),
    pytest.param("Senast kontrollerad i Cosmic 7 sep.", (listed(),), id="a check that was none"),
    pytest.param("Inbjuden 7 sep i 1177, för 5 dagar sedan.", SENT, id="another wait"),
]


@pytest.mark.parametrize(("sentence", "history"), FALSE)
def test_a_claim_that_no_event_bears_is_named(sentence: str, history: Sequence[Event], rules: Rules) -> None:
    assert untrue(sentence, recorded(history), rules, day(9)) != []


SEEN = ev.SeenUnchanged(on=day(8))


@pytest.mark.parametrize(
    ("history", "on", "sentence"),
    [
        pytest.param(
            SENT,
            12,
            "Inbjuden 7 sep i 1177, för 12 dagar sedan. 1177 är inte avläst sedan utskicket.",
            id="S3: never read off",
        ),
        pytest.param(
            (*SENT, SEEN),
            12,
            "Inbjuden 7 sep i 1177, för 12 dagar sedan. Inte läst när 1177 senast avlästes 15 sep.",
            id="S3: unread when it was read off",
        ),
        pytest.param(
            (*SENT, ev.Opened(on=day(2)), SEEN),
            9,
            "Inbjuden 7 sep i 1177, för 9 dagar sedan. Läst 9 sep. Inget svar när 1177 senast avlästes i går.",
            id="S3: read",
        ),
        pytest.param(
            (*SENT, SEEN, ev.ReminderSent(on=day(12))),
            13,
            "Påmind i går. 1177 är inte avläst sedan påminnelsen.",
            id="S3: reminded, not read off since",
        ),
        pytest.param(
            (*SENT, ev.ReminderSent(on=day(12)), ev.SeenUnchanged(on=day(15))),
            16,
            "Påmind 19 sep, för 4 dagar sedan. Inget svar när 1177 senast avlästes i går.",
            id="S3: reminded, read off since",
        ),
        pytest.param(
            (*SENT, SEEN),
            31,
            "30 dagar har gått sedan inbjudan 7 sep. Kontrollera i 1177 om svar har kommit, annars ring. "
            "Senast avläst 15 sep.",
            id="S2: closed by the calendar alone",
        ),
        pytest.param(
            (*SENT, ev.ClosedIn1177(on=day(30))),
            31,
            "Inbjuden 7 sep. Avslutades i 1177 i går utan svar.",
            id="S2: somebody has seen it closed",
        ),
        pytest.param(
            (listed(), checked(1)),
            2,
            "Listad här, inte avliden. Kontrollerat i Cosmic i går.",
            id="who is ready was looked up",
        ),
    ],
)
def test_what_is_said_of_1177_is_what_was_read_off(
    history: Sequence[Event], on: int, sentence: str, rules: Rules
) -> None:
    assert told(history, day(on), rules).startswith(sentence)


@pytest.mark.parametrize(
    ("kind", "count", "details", "text"),
    [
        pytest.param(
            ActKind.IMPORT,
            1,
            {"new": 1, "updated": 1, "unchanged": 4},
            "Listan importerades: 1 ny, 1 ändrad",
            id="S11: one new and one changed",
        ),
        pytest.param(
            ActKind.IMPORT,
            1,
            {"new": 0, "updated": 0, "unchanged": 24},
            "Listan importerades: inget nytt",
            id="S11: a list that changed nobody",
        ),
        pytest.param(
            ActKind.CONFIRM_POSTED, 5, {"count": 3}, "3 av 5 brev markerades som postade", id="S10: two were not"
        ),
        pytest.param(
            ActKind.CONFIRM_POSTED, 2, {"count": 0}, "Inget av 2 brev markerades som postade", id="S10: none was"
        ),
        pytest.param(
            ActKind.PASTE, 4, {"count": 1}, "1 ärende fick nya uppgifter", id="of four that were read off one changed"
        ),
        pytest.param(
            ActKind.PASTE, 4, {"count": 0}, "Ärendena i 1177 är avlästa, inget nytt", id="read off, and nothing new"
        ),
    ],
)
def test_counts_are_of_what_the_act_did(kind: ActKind, count: int, details: dict[str, object], text: str) -> None:
    assert process.done(kind, count, details) == text
