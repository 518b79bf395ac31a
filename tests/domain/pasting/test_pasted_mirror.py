"""What a pasted status changes: each row is a history, a row of 1177's table, and what it must come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.phases.reminder_and_closing import portal_status
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting import (
    FindingReason,
    KnownCase,
    ListedMoment,
    PasteFinding,
    Record,
    Records,
    Sent,
    Unreadable,
    Verdict,
    mirror,
)
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from tests.domain.people.identities import MAN, WOMAN
from tests.histories import profile, recorded, rules_for

LIST_DAY = date(2026, 11, 2)
ANNA, BENGT = PersonalNumber(WOMAN, IdentityKind.PERSONAL), PersonalNumber(MAN, IdentityKind.PERSONAL)
UNREAD, READ = PortalStatus.UNREAD, PortalStatus.READ
ANSWERED, CLOSED = PortalStatus.ANSWERED, PortalStatus.CLOSED
BY_PHONE, BY_WEB = "Inbjudan - Välkommen på hälsosamtal", "Inbjudan – Välkommen på ett hälsosamtal"
REMINDER = "Du missar väl inte ditt hälsosamtal"


def day(n: int) -> date:
    """n days after the Monday on which the list came."""
    return LIST_DAY + timedelta(days=n)


MORNING, EVENING = time(9, 59), time(20, 15)


def opened(n: int, at: time | None = None) -> Event:
    return ev.Opened(on=day(n), at=at)


def replied(n: int, at: time | None = None) -> Event:
    return ev.AnswerSeen(on=day(n), at=at)


def shut(n: int, at: time | None = None) -> Event:
    return ev.ClosedIn1177(on=day(n), at=at)


LISTED: list[Event] = [
    ev.Listed(on=LIST_DAY, has_phone=True, has_address=True),
    ev.CosmicChecked(on=LIST_DAY, result=Eligibility.LISTED_ALIVE),
]
SENT: list[Event] = [*LISTED, ev.Invited(on=day(1), at=time(10), template="phone")]
OPENED = [*SENT, ev.Opened(on=day(3))]
REPLIED = [*SENT, ev.AnswerSeen(on=day(4))]
HANDLED = [*SENT, ev.Answered(on=day(4), answer=Answer.NO), ev.AnswerHandled(on=day(5))]
SHUT = [*SENT, ev.ClosedIn1177(on=day(31))]


def row(
    status: PortalStatus | None = READ,
    created: int | None = 1,
    updated: int | None = None,
    *,
    who: PersonalNumber = ANNA,
    case_type: str = BY_PHONE,
    line: int = 1,
) -> Record:
    return Record(
        line,
        "…",
        identity=who,
        statuses=frozenset({status} if status else ()),
        case_type=case_type,
        created=None if created is None else ListedMoment(day(created), MORNING),
        updated=None if updated is None else ListedMoment(day(updated), EVENING),
    )


def known(
    history: Sequence[Event], *, case: int = 1, manual: str = "rhs-004", template: str | None = None
) -> KnownCase:
    return KnownCase(case, ANNA, "Karin Ek", fold(recorded(history)), rules_for(manual), template)


def found(cases: Sequence[KnownCase], *rows: Record, on: int = 10, ambiguous: bool = False) -> tuple[PasteFinding, ...]:
    manuals = (profile("rhs-004"), profile("rhs-2023"))
    return mirror(Records(rows, ambiguous=ambiguous), {ANNA: cases} if cases else {}, manuals, day(on))


def judged(history: Sequence[Event], one: Record, *, on: int = 10) -> PasteFinding:
    (finding,) = found([known(history)], one, on=on)
    return finding


NEW, CHOICE, SAME, OLDER = Verdict.NEW, Verdict.CHOICE, Verdict.SAME, Verdict.OLDER

CHANGES = [
    # what is known, the row, the day of the paste, verdict, reason, what is recorded
    pytest.param(SENT, row(UNREAD), 10, SAME, None, [], id="unread still"),
    pytest.param(SENT, row(READ), 10, NEW, None, [opened(10)], id="read: seen today"),
    pytest.param(SENT, row(READ, 1, 6), 10, NEW, None, [opened(6, EVENING)], id="read: when it was"),
    pytest.param(SENT, row(ANSWERED), 10, NEW, None, [replied(10)], id="answered: seen today"),
    pytest.param(SENT, row(ANSWERED, 1, 6), 10, NEW, None, [replied(6, EVENING)], id="answered: when it was"),
    pytest.param(OPENED, row(ANSWERED, 1, 3), 10, NEW, None, [replied(3, EVENING)], id="same day"),
    pytest.param(SENT, row(CLOSED), 10, NEW, None, [shut(10)], id="closed before its time"),
    pytest.param(SENT, row(CLOSED), 40, NEW, None, [shut(31)], id="closed by itself on day 30"),
    pytest.param([*SENT, opened(35)], row(CLOSED), 40, NEW, None, [shut(40)], id="closed, read later"),
    pytest.param(SENT, row(CLOSED, 1, 31), 40, NEW, None, [shut(31, EVENING)], id="closed: when it was"),
    pytest.param(SENT, row(READ, None), 10, NEW, None, [opened(10)], id="no moment at all"),
    pytest.param(SENT, row(READ, None, 6), 10, NEW, None, [opened(6, EVENING)], id="only Uppdaterat"),
    pytest.param(SENT, row(READ, 0, 0), 10, NEW, None, [opened(1)], id="confirmed here the day after it was sent"),
    pytest.param(SENT, row(READ), 40, NEW, None, [opened(40)], id="open after the day on which it closes"),
    pytest.param(OPENED, row(READ), 10, SAME, None, [], id="read still"),
    pytest.param(OPENED, row(READ, 1, 2), 10, SAME, None, [], id="read, as we knew, only earlier"),
    pytest.param(REPLIED, row(ANSWERED), 10, SAME, None, [], id="answered still, not read"),
    pytest.param(
        [*SENT, ev.Answered(on=day(4), answer=Answer.YES_CALL)], row(ANSWERED), 10, SAME, None, [], id="answer recorded"
    ),
    pytest.param(
        [*SENT, ev.Answered(on=day(4), answer=Answer.NO, via=Via.PHONE)],
        row(ANSWERED),
        10,
        NEW,
        None,
        [replied(10)],
        id="an answer in 1177 after a no by phone",
    ),
    pytest.param(HANDLED, row(CLOSED), 10, SAME, None, [], id="closed as we handled it"),
    pytest.param(SHUT, row(CLOSED), 40, SAME, None, [], id="closed still"),
    pytest.param(REPLIED, row(CLOSED, 1, 8), 10, NEW, None, [shut(8, EVENING)], id="handled there"),
    # ---- never silently backwards
    pytest.param(OPENED, row(UNREAD), 10, OLDER, FindingReason.GOES_BACK, [], id="read, then unread"),
    pytest.param(REPLIED, row(READ, 1, 9), 10, OLDER, FindingReason.GOES_BACK, [], id="answered, then read"),
    pytest.param(HANDLED, row(ANSWERED), 10, OLDER, FindingReason.GOES_BACK, [], id="handled, then answered"),
    pytest.param(SHUT, row(UNREAD, 1, 40), 41, OLDER, FindingReason.GOES_BACK, [], id="closed, then unread"),
    pytest.param(
        OPENED,
        row(ANSWERED, 1, 2),
        10,
        OLDER,
        FindingReason.BEFORE_KNOWN,
        [replied(2, EVENING)],
        id="changed before what we know",
    ),
    pytest.param(
        SENT, row(READ, -40), 10, OLDER, FindingReason.EARLIER_INVITATION, [], id="an invitation of last year"
    ),
    pytest.param(SHUT, row(ANSWERED, 1, 33), 40, CHOICE, FindingReason.REOPENED, [replied(33, EVENING)], id="late"),
    # ---- which case is it?
    pytest.param(SENT, row(READ, 5), 10, CHOICE, FindingReason.SENT_LATER, [opened(10)], id="sent later than here"),
    pytest.param(SENT, row(READ, 1, case_type=""), 10, NEW, None, [opened(10)], id="no type: read"),
    pytest.param(SENT, row(CLOSED, 1, case_type=""), 10, NEW, None, [shut(10)], id="no type: closed, of that day"),
    pytest.param(SENT, row(CLOSED, None, case_type=""), 10, CHOICE, FindingReason.WHICH_CASE, [shut(10)], id="no type"),
    pytest.param(SENT, row(READ, 1, case_type=BY_WEB.upper()), 10, NEW, None, [opened(10)], id="other template"),
    pytest.param(
        SENT,
        row(READ, 1, case_type="Inbjudan - Välkommen till hälsosamtal"),
        10,
        NEW,
        None,
        [opened(10)],
        id="the name of another manual",
    ),
    pytest.param(
        SENT, row(READ, 1, case_type="Inbjudan – Välkommen på hä…"), 10, NEW, None, [opened(10)], id="cut short"
    ),
    pytest.param(
        SENT, row(READ, 1, case_type="Provsvar"), 10, Verdict.OTHER, FindingReason.NOT_THE_INVITATION, [], id="another"
    ),
    # ---- the reminder is a case of its own there, closed at once
    pytest.param(
        SENT,
        row(CLOSED, 9, case_type=REMINDER),
        10,
        CHOICE,
        FindingReason.REMINDER,
        [ev.ReminderSent(on=day(9), at=MORNING)],
        id="the reminder",
    ),
    pytest.param(
        [*SENT, ev.ReminderSent(on=day(9))],
        row(CLOSED, 9, case_type=REMINDER),
        10,
        SAME,
        None,
        [],
        id="the reminder, known",
    ),
    pytest.param(
        LISTED,
        row(CLOSED, 9, case_type=REMINDER),
        10,
        Verdict.OTHER,
        FindingReason.NOT_THE_INVITATION,
        [],
        id="nothing sent",
    ),
]


@pytest.mark.parametrize(("history", "one", "on", "verdict", "because", "events"), CHANGES)
def test_what_a_status_changes(
    history: list[Event],
    one: Record,
    on: int,
    verdict: Verdict,
    because: FindingReason | None,
    events: list[Event],
) -> None:
    finding = judged(history, one, on=on)
    assert (finding.verdict, finding.because, list(finding.events)) == (verdict, because, events)
    assert finding.can_apply == bool(events)
    assert finding.sent is None


NOT_INVITED = [
    pytest.param(LISTED, row(UNREAD), FindingReason.NOT_RECORDED, ("phone",), (day(1), MORNING), (), id="sent"),
    pytest.param(
        LISTED,
        row(UNREAD, case_type=BY_WEB),
        FindingReason.NOT_RECORDED,
        ("web",),
        (day(1), MORNING),
        (),
        id="one word more",
    ),
    pytest.param(
        LISTED,
        row(READ),
        FindingReason.NOT_RECORDED,
        ("phone",),
        (day(1), MORNING),
        (opened(10),),
        id="and read",
    ),
    pytest.param(
        LISTED,
        row(ANSWERED, 1, 6),
        FindingReason.NOT_RECORDED,
        ("phone",),
        (day(1), MORNING),
        (replied(6, EVENING),),
        id="and answered",
    ),
    pytest.param(
        LISTED,
        row(UNREAD, -400),
        FindingReason.BEFORE_THE_LIST,
        ("phone",),
        (day(-400), MORNING),
        (),
        id="before the list",
    ),
    pytest.param(
        LISTED,
        row(CLOSED, -400),
        FindingReason.BEFORE_THE_LIST,
        ("phone",),
        (day(-400), MORNING),
        (shut(-370),),
        id="before the list, closed by itself since",
    ),
    pytest.param(
        LISTED, row(UNREAD, None), FindingReason.NO_DAY, ("phone",), (day(10), None), (), id="nobody knows when"
    ),
    pytest.param(
        LISTED,
        row(UNREAD, case_type=""),
        FindingReason.WHICH_CASE,
        ("phone", "web"),
        (day(1), MORNING),
        (),
        id="no type",
    ),
    pytest.param(
        [*LISTED, ev.SendPrepared(on=day(1), batch=7)],
        row(UNREAD),
        FindingReason.IN_A_BATCH,
        ("phone",),
        (day(1), MORNING),
        (),
        id="in a batch that nobody has confirmed",
    ),
]


@pytest.mark.parametrize(("history", "one", "because", "templates", "when", "after"), NOT_INVITED)
def test_an_invitation_that_only_1177_knows_is_proposed(
    history: list[Event],
    one: Record,
    because: FindingReason,
    templates: tuple[str, ...],
    when: tuple[date, time | None],
    after: tuple[Event, ...],
) -> None:
    finding = judged(history, one)
    assert (finding.verdict, finding.because, finding.events) == (CHOICE, because, after)
    assert finding.was in (Status.READY, Status.PREPARED)
    assert finding.sent is not None
    assert (finding.sent.on, finding.sent.at) == when
    assert finding.sent.templates == templates


def test_a_name_that_two_templates_share_must_be_settled_by_a_person() -> None:
    (finding,) = found(
        [known(LISTED, manual="rhs-2023")], row(UNREAD, case_type="Inbjudan - Välkommen till hälsosamtal")
    )
    assert finding.sent is not None
    assert finding.sent.templates == ("phone", "web")
    with pytest.raises(HistoryRefused) as caught:
        finding.to_record()
    assert caught.value.code == "template_missing"
    (invited,) = finding.to_record("web")
    assert invited == ev.Invited(on=day(1), at=MORNING, template="web")
    with pytest.raises(HistoryRefused):
        finding.to_record("brev")


def test_the_prepared_batch_says_which_template_it_was() -> None:
    prepared = [*LISTED, ev.SendPrepared(on=day(1), batch=7)]
    case = known(prepared, manual="rhs-2023", template="web")
    (finding,) = found([case], row(UNREAD, case_type="Inbjudan - Välkommen till hälsosamtal"))
    assert finding.sent == Sent(day(1), MORNING, ("web",), 7)


UNREADABLE = [
    pytest.param(replace(row(), identity=None), Unreadable.NO_NUMBER, id="no number"),
    pytest.param(row(None), Unreadable.NO_STATUS, id="no status"),
    pytest.param(replace(row(None), status_text="Makulerat"), Unreadable.UNKNOWN_STATUS, id="an unknown status"),
    pytest.param(replace(row(), statuses=frozenset({READ, CLOSED})), Unreadable.TWO_STATUSES, id="two statuses"),
    pytest.param(row(READ, 11), Unreadable.IN_THE_FUTURE, id="created tomorrow"),
    pytest.param(row(READ, 1, 11), Unreadable.IN_THE_FUTURE, id="changed tomorrow"),
]


@pytest.mark.parametrize(("one", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_said(one: Record, reason: Unreadable) -> None:
    finding = judged(SENT, one)
    assert (finding.verdict, finding.because, finding.can_apply) == (Verdict.UNREADABLE, reason, False)


def test_rows_that_cannot_be_told_apart_change_nothing() -> None:
    findings = found([known(SENT)], row(READ), row(ANSWERED, who=BENGT), ambiguous=True)
    assert {finding.because for finding in findings} == {Unreadable.NOT_TOLD_APART}


def test_people_whom_nobody_knows_are_named() -> None:
    (finding,) = found([], row(READ))
    assert (finding.verdict, finding.number, finding.becomes) == (Verdict.UNKNOWN, ANNA, READ)


# ---- several rows for one person

SEVERAL = [
    pytest.param([row(READ, 1, 5), row(ANSWERED, 1, 7)], [Verdict.SUPERSEDED, NEW], id="the later counts"),
    pytest.param([row(ANSWERED, 1, 7), row(READ, 1, 5)], [NEW, Verdict.SUPERSEDED], id="in whatever order"),
    pytest.param([row(READ), row(ANSWERED)], [Verdict.SUPERSEDED, NEW], id="at one time, what says more"),
    pytest.param([row(READ), row(READ)], [Verdict.SUPERSEDED, NEW], id="twice the same"),
    pytest.param([row(READ), row(CLOSED, 9, case_type=REMINDER)], [NEW, CHOICE], id="the reminder stands for itself"),
    pytest.param([row(READ), row(CLOSED, 9, case_type="Provsvar")], [NEW, Verdict.OTHER], id="another errand"),
    pytest.param(
        [row(ANSWERED, 1, case_type=""), row(CLOSED, 9, case_type="")],
        [NEW, Verdict.SUPERSEDED],
        id="without types, the one that was created with the invitation",
    ),
    pytest.param([row(READ), row(None)], [NEW, Verdict.UNREADABLE], id="one that cannot be read"),
]


@pytest.mark.parametrize(("several", "verdicts"), SEVERAL)
def test_of_several_rows_for_one_case_the_latest_wins(several: list[Record], verdicts: list[Verdict]) -> None:
    findings = found([known(SENT)], *several)
    assert [finding.verdict for finding in findings] == verdicts
    assert not any(one.can_apply for one in findings if one.verdict is Verdict.SUPERSEDED)


def test_a_person_in_two_rounds_is_met_in_the_right_one() -> None:
    last_year = [replace(event, on=event.on - timedelta(days=365)) for event in SENT]
    cases = [known(last_year, case=1), known(SENT, case=2)]
    findings = found(cases, row(CLOSED, 1 - 365), row(READ, 1), row(READ, None))
    assert [finding.case for finding in findings] == [1, 2, 2]
    assert [finding.verdict for finding in findings] == [NEW, NEW, Verdict.SUPERSEDED]


# ---- properties

moments = st.none() | st.integers(-3, 12)
some_rows = st.builds(
    row,
    st.sampled_from([None, *PortalStatus]),
    moments,
    moments,
    who=st.sampled_from([ANNA, BENGT]),
    case_type=st.sampled_from([BY_PHONE, BY_WEB, REMINDER, "Provsvar", ""]),
)
some_histories = st.sampled_from(
    [LISTED, SENT, OPENED, REPLIED, HANDLED, SHUT, [*SENT, ev.Routed(on=day(2), channel=Channel.PHONE)]]
)
RANK = [None, *PortalStatus]


def seen_in_1177(case: KnownCase) -> PortalStatus | None:
    """What somebody has seen, before the calendar closes anything."""
    return portal_status(case.state, case.rules, LIST_DAY)


@given(st.lists(some_rows, max_size=8), some_histories, st.integers(5, 40))
def test_every_row_comes_to_one_thing(rows: list[Record], history: list[Event], on: int) -> None:
    findings = found([known(history)], *rows, on=on)
    assert len(findings) == len(rows)
    assert all(finding.can_apply for finding in findings if finding.verdict in (NEW, CHOICE))
    assert not any(f.can_apply for f in findings if f.verdict not in (NEW, CHOICE, OLDER))
    assert all(finding.because for finding in findings if finding.verdict in (CHOICE, OLDER, Verdict.UNREADABLE))


def test_a_row_without_its_kind_that_began_on_another_day_is_asked_about() -> None:
    """It was taken as read when a table was pasted for the second time, and its first row had no day of its own."""
    history: list[Event] = [
        ev.Listed(on=LIST_DAY, has_phone=True, has_address=True),
        ev.CosmicChecked(on=LIST_DAY, result=Eligibility.LISTED_ALIVE),
        ev.Invited(on=day(5), template="phone"),
    ]
    (finding,) = found([known(history)], row(PortalStatus.READ, 0, case_type=""), on=5)
    assert (finding.verdict, finding.because) == (CHOICE, FindingReason.WHICH_CASE)


@given(st.lists(some_rows, max_size=8), some_histories, st.integers(5, 40), st.booleans())
def test_recording_never_goes_back_and_a_second_paste_changes_nothing(
    rows: list[Record], history: list[Event], on: int, all_of_them: bool
) -> None:
    case = known(history)
    before = seen_in_1177(case)
    wanted = (NEW, CHOICE) if all_of_them else (NEW,)
    new: list[Event] = []
    for finding in found([case], *rows, on=on):
        if finding.verdict in wanted and finding.because is not FindingReason.REOPENED:
            new += finding.to_record(finding.sent.templates[0] if finding.sent else None)
    assert all(event.on <= day(on) for event in new)
    after = known([*history, *new])
    assert RANK.index(seen_in_1177(after)) >= RANK.index(before)
    again = found([after], *rows, on=on)
    assert not any(finding.verdict is NEW for finding in again)
