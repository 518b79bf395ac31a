"""Tables of people: recipients in 1177, listed people in Cosmic, mere numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.codes import Answer, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.pasting import (
    FindingReason,
    KnownCase,
    MalformedNumber,
    PasteFinding,
    Record,
    Records,
    Unreadable,
    Verdict,
    Vocabulary,
    added_recipients,
    listed_in_cosmic,
    missing,
    read_records,
    whose_numbers,
)
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.recognition.reader import Kind
from rhs_desktop.exchange.pasting import read_clip
from tests.builders import profiles
from tests.domain.people.identities import MAN, WOMAN
from tests.domain.test_recognition import CERTAIN_TEXTS, DOUBTFUL_TEXTS, PLAIN_TEXTS
from tests.histories import recorded, rules_for

NOW = datetime(2026, 11, 9, 9, 12, 34)
TODAY, AT = NOW.date(), time(9, 12)
ANNA, BENGT = PersonalNumber(WOMAN, IdentityKind.PERSONAL), PersonalNumber(MAN, IdentityKind.PERSONAL)
NOTIFIED, MISSING = RecipientOutcome.NOTIFIED, RecipientOutcome.NO_NOTIFICATION
NEW, CHOICE, SAME, OLDER = Verdict.NEW, Verdict.CHOICE, Verdict.SAME, Verdict.OLDER


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


LISTED: list[Event] = [ev.Listed(on=ago(7), has_phone=True, has_address=True)]
CHECKED = [*LISTED, ev.CosmicChecked(on=ago(5), result=Eligibility.LISTED_ALIVE)]
PREPARED = [*CHECKED, ev.SendPrepared(on=TODAY, batch=1)]
SENT = [*CHECKED, ev.Invited(on=ago(3), template="phone")]
DECLINED = [*CHECKED, ev.Answered(on=ago(1), answer=Answer.NO, via=Via.DESK)]


def known(history: Sequence[Event], number: PersonalNumber = ANNA, case: int = 1) -> KnownCase:
    return KnownCase(case, number, "Karin Ek", fold(recorded(history)), rules_for("rhs-004"))


def row(
    *outcomes: RecipientOutcome, who: PersonalNumber | MalformedNumber | None = ANNA, texts: tuple[str, ...] = ()
) -> Record:
    return Record(1, "…", identity=who, outcomes=frozenset(outcomes), texts=texts)


def control(outcome: RecipientOutcome, on: date = TODAY) -> Event:
    return ev.RecipientChecked(on=on, at=AT, outcome=outcome)


def check(result: Eligibility, on: date = TODAY) -> Event:
    return ev.CosmicChecked(on=on, at=AT, result=result)


def said(findings: Sequence[PasteFinding]) -> list[tuple[Verdict, object, list[Event]]]:
    return [(one.verdict, one.because, list(one.events)) for one in findings]


RECIPIENTS = [
    pytest.param(PREPARED, [row(NOTIFIED)], [(NEW, None, [control(NOTIFIED)])], id="will be notified"),
    pytest.param(PREPARED, [row(MISSING)], [(NEW, None, [control(MISSING)])], id="avisering saknas"),
    pytest.param([*PREPARED, control(NOTIFIED)], [row(NOTIFIED)], [(SAME, None, [])], id="as recorded today"),
    pytest.param(
        [*PREPARED, control(NOTIFIED)],
        [row(MISSING)],
        [(NEW, None, [control(MISSING)])],
        id="other than recorded today",
    ),
    pytest.param(
        [*CHECKED, control(NOTIFIED, ago(2)), ev.SendPrepared(on=TODAY, batch=1)],
        [row(NOTIFIED)],
        [(NEW, None, [control(NOTIFIED)])],
        id="as recorded for an earlier send",
    ),
    pytest.param(
        CHECKED, [row(MISSING)], [(CHOICE, FindingReason.NOT_IN_A_BATCH, [control(MISSING)])], id="in no prepared send"
    ),
    pytest.param(SENT, [row(NOTIFIED)], [(OLDER, FindingReason.ALREADY_SENT, [])], id="sent already"),
    pytest.param(DECLINED, [row(NOTIFIED)], [(Verdict.OTHER, FindingReason.FINISHED, [])], id="has said no"),
    pytest.param(
        PREPARED,
        [row(MISSING), row(MISSING)],
        [(NEW, None, [control(MISSING)]), (Verdict.SUPERSEDED, None, [])],
        id="twice alike",
    ),
    pytest.param(
        PREPARED,
        [row(MISSING), row(NOTIFIED)],
        [(Verdict.UNREADABLE, Unreadable.TWO_NOTICES, [])] * 2,
        id="twice, and not alike",
    ),
    pytest.param(PREPARED, [row()], [(Verdict.UNREADABLE, Unreadable.NO_NOTICE, [])], id="nothing said"),
    pytest.param(
        PREPARED,
        [row(MISSING, who=MalformedNumber("masked"))],
        [(Verdict.UNREADABLE, Unreadable.BROKEN_NUMBER, [])],
        id="a hidden number",
    ),
    pytest.param(PREPARED, [row(MISSING, who=BENGT)], [(Verdict.UNKNOWN, None, [])], id="nobody we know"),
]


@pytest.mark.parametrize(("history", "rows", "expected"), RECIPIENTS)
def test_recipients(
    history: list[Event], rows: list[Record], expected: list[tuple[Verdict, object, list[Event]]]
) -> None:
    assert said(added_recipients(Records(tuple(rows)), {ANNA: [known(history)]}, NOW)) == expected


def test_the_round_whose_send_is_prepared_is_meant() -> None:
    cases = [known(PREPARED, case=1), known(CHECKED, case=2)]
    (finding,) = added_recipients(Records((row(MISSING),)), {ANNA: cases}, NOW)
    assert (finding.case, finding.verdict) == (1, NEW)


ALIVE = Eligibility.LISTED_ALIVE
COSMIC = [
    pytest.param(LISTED, [row()], [(NEW, None, [check(ALIVE)])], id="not checked before"),
    pytest.param(CHECKED, [row()], [(NEW, None, [check(ALIVE)])], id="checked before, now afresh"),
    pytest.param([*LISTED, check(ALIVE)], [row()], [(SAME, None, [])], id="checked today"),
    pytest.param(SENT, [row()], [(SAME, FindingReason.NO_CHECK_NEEDED, [])], id="invited already"),
    pytest.param(DECLINED, [row()], [(SAME, FindingReason.NO_CHECK_NEEDED, [])], id="has said no"),
    pytest.param(
        [*LISTED, check(Eligibility.NOT_LISTED, ago(2))],
        [row()],
        [(CHOICE, FindingReason.EXCLUDED_BEFORE, [check(ALIVE)])],
        id="excluded before",
    ),
    pytest.param(
        LISTED,
        [row(texts=("Karin Ek", "Avliden"))],
        [(NEW, FindingReason.DEAD_OR_MOVED, [check(Eligibility.DECEASED)])],
        id="the list says: dead",
    ),
    pytest.param(
        LISTED,
        [row(texts=("Karin Ek", "Ej listad"))],
        [(NEW, FindingReason.DEAD_OR_MOVED, [check(Eligibility.NOT_LISTED)])],
        id="the list says: not listed",
    ),
    pytest.param(
        LISTED,
        [row(), row(texts=("Karin Ek", "Avliden"))],
        [
            (Verdict.SUPERSEDED, None, []),
            (NEW, FindingReason.DEAD_OR_MOVED, [check(Eligibility.DECEASED)]),
        ],
        id="twice, and one of the rows says: dead",
    ),
    pytest.param(LISTED, [row(), row()], [(NEW, None, [check(ALIVE)]), (Verdict.SUPERSEDED, None, [])], id="twice"),
    pytest.param(LISTED, [row(who=BENGT)], [(Verdict.UNKNOWN, None, [])], id="nobody we know"),
    pytest.param(
        LISTED,
        [row(who=MalformedNumber("check_digit"))],
        [(Verdict.UNREADABLE, Unreadable.BROKEN_NUMBER, [])],
        id="broken",
    ),
]


@pytest.mark.parametrize(("history", "rows", "expected"), COSMIC)
def test_a_list_from_cosmic(
    history: list[Event], rows: list[Record], expected: list[tuple[Verdict, object, list[Event]]]
) -> None:
    assert said(listed_in_cosmic(Records(tuple(rows)), {ANNA: [known(history)]}, NOW)) == expected


BECOMES = {
    Kind.DECEASED: Eligibility.DECEASED,
    Kind.NOT_LISTED: Eligibility.NOT_LISTED,
    Kind.NO_CONTACT: Eligibility.OTHER,
    Kind.PROTECTED: Kind.PROTECTED,
}


@pytest.mark.parametrize(("kind", "text"), [*CERTAIN_TEXTS, *DOUBTFUL_TEXTS])
def test_a_row_from_cosmic_that_stops_contact_is_never_proposed_as_listed(kind: Kind, text: str) -> None:
    (finding,) = listed_in_cosmic(Records((row(texts=("Karin Ek", text)),)), {ANNA: [known(LISTED)]}, NOW)
    assert finding.becomes in (BECOMES[kind], Eligibility.DECEASED, Eligibility.NOT_LISTED, Eligibility.OTHER)
    assert finding.can_apply
    assert not any(isinstance(one, ev.CosmicChecked) and one.result is ALIVE for one in finding.events)


HEADED = "Personnummer\tNamn\t{heading}\n{who}\tKarin Ek\t{cell}"
PROPOSED = [
    ("Avliden", "Ja", NEW, Eligibility.DECEASED),
    ("Avliden", "2026-03-14", NEW, Eligibility.DECEASED),
    ("Dödsdatum", "2026-03-14", NEW, Eligibility.DECEASED),
    ("Dödsdatum", "", NEW, ALIVE),
    ("Listad", "Nej", NEW, Eligibility.NOT_LISTED),
    ("Listad här", "Nej", NEW, Eligibility.NOT_LISTED),
    ("Listad här", "Ja", NEW, ALIVE),
    ("Sekretess", "Ja", NEW, Kind.PROTECTED),
    ("Sekretess", "Nej", NEW, ALIVE),
    ("Adress", "Skyddade personuppgifter", NEW, Kind.PROTECTED),
    ("Anteckning", "Maken meddelar att hon har avlidit", CHOICE, Eligibility.DECEASED),
    ("Anteckning", "Kontakta inte", CHOICE, Eligibility.OTHER),
]


@pytest.mark.parametrize(("heading", "cell", "verdict", "becomes"), PROPOSED)
def test_the_columns_of_cosmic_are_read(heading: str, cell: str, verdict: Verdict, becomes: object) -> None:
    clip = read_clip(HEADED.format(heading=heading, who=ANNA.dashed, cell=cell), "")
    records = read_records(clip, Vocabulary.of(profiles().values()), TODAY)
    (finding,) = listed_in_cosmic(records, {ANNA: [known(LISTED)]}, NOW)
    assert (finding.verdict, finding.becomes) == (verdict, becomes)
    assert finding.protects is (becomes is Kind.PROTECTED)


@pytest.mark.parametrize("name", ["Ek, Karin (avliden)", "Karin Ek †", "Dödsbo Ek"])
def test_a_name_from_cosmic_is_read(name: str) -> None:
    clip = read_clip(f"Personnummer\tNamn\tListad\n{ANNA.dashed}\t{name}\tJa", "")
    records = read_records(clip, Vocabulary.of(profiles().values()), TODAY)
    (finding,) = listed_in_cosmic(records, {ANNA: [known(LISTED)]}, NOW)
    assert finding.becomes is Eligibility.DECEASED


def test_cells_that_stand_one_a_line_are_read_where_none_is_empty() -> None:
    whole = f"Personnummer\nNamn\nAvliden\n{ANNA.dashed}\nKarin Ek\nJa\n{BENGT.dashed}\nBo Ek\nNej"
    records = read_records(read_clip(whole, ""), Vocabulary.of(profiles().values()), TODAY)
    findings = listed_in_cosmic(records, {ANNA: [known(LISTED)], BENGT: [known(LISTED, BENGT, 2)]}, NOW)
    assert all(one.becomes is not ALIVE for one in findings if one.number == ANNA)


def test_what_a_list_has_said_no_plain_table_settles() -> None:
    dead = replace(known(LISTED), deceased=True)
    (finding,) = listed_in_cosmic(Records((row(),)), {ANNA: [dead]}, NOW)
    assert (finding.verdict, finding.because) == (CHOICE, FindingReason.SAID_BEFORE)
    clip = read_clip(HEADED.format(heading="Avliden", who=ANNA.dashed, cell="Nej"), "")
    records = read_records(clip, Vocabulary.of(profiles().values()), TODAY)
    (finding,) = listed_in_cosmic(records, {ANNA: [dead]}, NOW)
    assert (finding.verdict, finding.becomes) == (NEW, ALIVE)


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_a_row_from_cosmic_that_says_nothing_is_listed_here(text: str) -> None:
    (finding,) = listed_in_cosmic(Records((row(texts=("Karin Ek", text)),)), {ANNA: [known(LISTED)]}, NOW)
    assert (finding.verdict, finding.becomes) == (NEW, ALIVE)


def test_who_is_not_on_the_list_is_found_those_before_the_invitation_first() -> None:
    third = PersonalNumber("196612193273", IdentityKind.PERSONAL)
    everybody = [known(SENT, ANNA, 1), known(LISTED, BENGT, 2), known(DECLINED, third, 3)]
    found = missing(Records(()), everybody, TODAY)
    assert [(one.case, one.before_invitation) for one in found] == [(2, True), (1, False)]
    assert [one.case for one in missing(Records((row(who=BENGT),)), everybody, TODAY)] == [1]


def test_mere_numbers_say_whose_they_are_and_change_nothing() -> None:
    rows = (row(), row(who=BENGT), row(who=MalformedNumber("masked")))
    findings = whose_numbers(Records(rows), {ANNA: [known(SENT)]})
    assert [one.verdict for one in findings] == [SAME, Verdict.UNKNOWN, Verdict.UNREADABLE]
    assert not any(one.can_apply for one in findings)
