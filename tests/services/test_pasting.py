"""Klistra in over a real database: shown first, recorded as one act, taken back whole."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases import history as cases_history
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.errors import HistoryRefused, ListUnreadable
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting import FindingReason, Source, Verdict
from rhs_desktop.domain.people.personal_number import parse
from rhs_desktop.services import pasting
from rhs_desktop.services.cases import undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.sending import send
from rhs_desktop.store.cases import event_history
from tests.builders import Desk, add_round, checked_in_cosmic, details, filled, happened, import_people, opened
from tests.pasted import EXAMPLE, SHAPES, tabbed

TYPE = "Inbjudan – Välkommen på hälsosamtal"
UNREAD, ANSWERED = "Fråga till invånare", "Tilldelat (svar från invånare)"
READ = "Tilldelat (fråga till invånare, läst av invånare)"


def number(place: int) -> str:
    return details(place).identity.dashed


def table(*rows: tuple[int, str], created: str = "2026-11-09 10:00", case_type: str = TYPE) -> str:
    """A table of 1177: whose row, and its status."""
    head = ("Datum", "Ärendetyp", "Personnummer", "Invånare", "Status")
    return tabbed([head, *((created, case_type, number(place), "Någon", status) for place, status in rows)])


def history(ctx: Context, case: int) -> tuple[ev.RecordedEvent, ...]:
    with ctx.store.reading() as db:
        return event_history.history(db, case)


def standing(ctx: Context, case: int) -> list[Event]:
    return [record.event for record in cases_history.standing(history(ctx, case))]


def invite(ctx: Context, *cases: int, on: date = date(2026, 11, 9)) -> None:
    for case in cases:
        happened(ctx, case, checked_in_cosmic(on), ev.Invited(on=on, at=time(9), template="phone"))


def test_a_table_is_shown_before_anything_is_saved(ctx: Context, desk: Desk) -> None:
    cases = filled(ctx, 4)
    invite(ctx, *cases[:3])
    before = [ctx.store.state(case) for case in cases]
    desk.tick(days=3)
    shown = pasting.preview(ctx, table((0, READ), (1, ANSWERED), (2, UNREAD), (3, UNREAD), (9, READ)))
    assert shown.source is Source.CASES
    assert [one.verdict for one in shown.findings] == [
        *(Verdict.NEW, Verdict.NEW, Verdict.SAME, Verdict.CHOICE, Verdict.UNKNOWN),
    ]
    assert [one.case for one in shown.findings] == [*cases, None]
    assert shown.proposed == {0, 1}
    assert [ctx.store.state(case) for case in cases] == before


def test_what_is_proposed_is_recorded_as_one_act_and_taken_back_whole(ctx: Context, desk: Desk) -> None:
    cases = filled(ctx, 4)
    invite(ctx, *cases[:3])
    before = [ctx.store.state(case) for case in cases]
    desk.tick(days=3)
    done = pasting.apply(ctx, pasting.preview(ctx, table((0, READ), (1, ANSWERED), (2, UNREAD), (3, UNREAD))))
    assert (done.kind, done.cases, done.details["count"]) == ("paste", (cases[0], cases[1], cases[2]), 2)
    assert standing(ctx, cases[2])[-1] == ev.SeenUnchanged(on=desk.now.date())
    assert standing(ctx, cases[0])[-1] == ev.Opened(on=desk.now.date())
    assert standing(ctx, cases[1])[-1] == ev.AnswerSeen(on=desk.now.date())
    assert ctx.store.state(cases[3]) == before[3]
    undo.undo(ctx, done.act)
    assert [ctx.store.state(case) for case in cases] == before


def test_a_second_paste_of_the_same_table_changes_nothing(ctx: Context, desk: Desk) -> None:
    cases = filled(ctx, 2)
    invite(ctx, *cases)
    desk.tick(days=3)
    text = table((0, READ), (1, ANSWERED))
    pasting.apply(ctx, pasting.preview(ctx, text))
    again = pasting.preview(ctx, text)
    assert (again.counts, again.read_off) == ({Verdict.SAME: 2}, ())
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(ctx, again)
    assert caught.value.code == "nothing_chosen"


def test_that_nothing_is_new_in_1177_is_recorded_once_a_day(ctx: Context, desk: Desk) -> None:
    cases = filled(ctx, 2)
    invite(ctx, *cases)
    desk.tick(days=3)
    text = table((0, READ), (1, ANSWERED))
    pasting.apply(ctx, pasting.preview(ctx, text))
    desk.tick(days=2)
    shown = pasting.preview(ctx, text)
    assert (shown.proposed, [case for case, _ in shown.read_off]) == (frozenset(), [cases[0]])
    before = ctx.store.state(cases[0])
    done = pasting.apply(ctx, shown)
    assert (ctx.store.state(cases[0]).seen_on, done.details["count"]) == (desk.now.date(), 0)
    assert pasting.preview(ctx, text).read_off == ()
    undo.undo(ctx, done.act)
    assert ctx.store.state(cases[0]) == before


def test_an_older_table_is_not_applied(ctx: Context, desk: Desk) -> None:
    cases = filled(ctx, 1)
    invite(ctx, *cases)
    desk.tick(days=3)
    pasting.apply(ctx, pasting.preview(ctx, table((0, ANSWERED))))
    (older,) = pasting.preview(ctx, table((0, READ))).findings
    assert (older.verdict, older.because, older.can_apply) == (Verdict.OLDER, FindingReason.GOES_BACK, False)


def test_an_invitation_that_only_1177_knows_is_recorded_when_chosen(ctx: Context, desk: Desk) -> None:
    (case,) = filled(ctx, 1)
    happened(ctx, case, checked_in_cosmic())
    desk.tick(days=3)
    shown = pasting.preview(ctx, table((0, ANSWERED)))
    assert not shown.proposed
    pasting.apply(ctx, shown, chosen={0})
    state = ctx.store.state(case)
    assert state.invited == ev.Invited(on=date(2026, 11, 9), at=time(10), template="phone")
    assert state.answer_seen_on == desk.now.date()


def test_the_manuals_example_in_every_shape(ctx: Context) -> None:
    """Three people of a list under the manual of 2023, whom 1177 shows as invited long ago."""
    round_id = add_round(ctx, profile="rhs-2023")
    numbers = [row[2] for row in EXAMPLE[1:]]
    people = [details(place, identity=parse(one, ctx.today)) for place, one in enumerate(numbers)]
    cases = import_people(ctx, round_id, people).done.cases
    for shape in SHAPES.values():
        text = shape(EXAMPLE)
        shown = pasting.preview(ctx, text, text if text.startswith("<") else "")
        assert shown.source is Source.CASES
        assert [one.case for one in shown.findings] == list(cases)
        assert [one.becomes for one in shown.findings] == [
            *(PortalStatus.UNREAD, PortalStatus.ANSWERED, PortalStatus.READ),
        ]
        assert {one.because for one in shown.findings} == {FindingReason.BEFORE_THE_LIST}
        assert all(one.sent and one.sent.templates == ("phone", "web") for one in shown.findings)
    shown = pasting.preview(ctx, tabbed(EXAMPLE))
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(ctx, shown, chosen={0, 1, 2})
    assert caught.value.code == "template_missing"
    done = pasting.apply(ctx, shown, chosen={0, 1, 2}, templates=dict.fromkeys(range(3), "web"))
    assert done.cases == cases
    sent = [state.invited for state in map(ctx.store.state, cases)]
    assert [one.on for one in sent if one] == [date(2022, 3, 8)] * 3
    assert pasting.preview(ctx, tabbed(EXAMPLE)).counts == {Verdict.SAME: 3}


def test_a_row_that_has_changed_meanwhile_stops_everything(ctx: Context, desk: Desk) -> None:
    cases = filled(ctx, 2)
    invite(ctx, *cases)
    desk.tick(days=3)
    shown = pasting.preview(ctx, table((0, READ), (1, READ)))
    happened(ctx, cases[1], ev.Opened(on=desk.now.date()))
    before = [history(ctx, case) for case in cases]
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(ctx, shown)
    assert caught.value.code == "changed_meanwhile"
    assert [history(ctx, case) for case in cases] == before
    assert pasting.apply(ctx, shown, chosen={0}).cases == (cases[0],)


def test_an_invitation_that_was_moved_to_another_send_meanwhile_is_not_applied(ctx: Context) -> None:
    """The row is shown as before, but the invitation would be recorded in the send that the person was taken out of."""
    (case,) = filled(ctx, 1)
    happened(ctx, case, checked_in_cosmic())
    first = send.prepare(ctx, 1, "phone", [case]).batch
    assert first is not None
    shown = pasting.preview(ctx, table((0, ANSWERED)))
    send.remove(ctx, first, [case])
    second = send.prepare(ctx, 1, "phone", [case]).batch
    before = history(ctx, case)
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(ctx, shown, chosen={0})
    assert caught.value.code == "changed_meanwhile"
    assert history(ctx, case) == before
    pasting.apply(ctx, pasting.preview(ctx, table((0, ANSWERED))), chosen={0})
    invitation = ctx.store.state(case).invited
    assert invitation is not None
    assert invitation.batch == second


def test_recipients_of_a_prepared_send(ctx: Context) -> None:
    cases = filled(ctx, 3)
    for case in cases:
        happened(ctx, case, checked_in_cosmic())
    with ctx.store.reading() as db:
        (round_id,) = db.execute("SELECT id FROM rounds").fetchone()
    send.prepare(ctx, round_id, "phone", cases)
    text = f"{number(0)}\tMobiltelefon\n{number(1)}\tSaknas\n{number(2)}\tHar aldrig loggat in"
    shown = pasting.preview(ctx, text)
    assert shown.source is Source.RECIPIENTS
    assert shown.proposed == {0, 1, 2}
    pasting.apply(ctx, shown)
    assert [ctx.store.state(case).prepared is not None for case in cases] == [True, False, False]
    # a new look on the same day puts the first right
    corrected = pasting.preview(ctx, f"{number(0)}\tSaknas\n{number(2)}\tHar aldrig loggat in")
    assert [one.verdict for one in corrected.findings] == [Verdict.NEW, Verdict.SAME]
    pasting.apply(ctx, corrected)
    assert sum(isinstance(event, ev.RecipientChecked) for event in standing(ctx, cases[0])) == 1
    assert ctx.store.state(cases[0]).prepared is None


def test_a_list_from_cosmic_marks_those_on_it_and_finds_the_others(ctx: Context) -> None:
    cases = filled(ctx, 4)
    text = "\n".join(f"{number(place)}\tNågon Annan" for place in (0, 2, 3))
    asked = pasting.preview(ctx, text)
    assert (asked.source, asked.findings) == (Source.PEOPLE, ())
    with pytest.raises(HistoryRefused):
        pasting.apply(ctx, asked)
    shown = pasting.preview(ctx, text, taken_as=Source.COSMIC)
    assert [one.case for one in shown.missing] == [cases[1]]
    assert pasting.apply(ctx, shown).cases == (cases[0], cases[2], cases[3])
    assert [ctx.store.state(case).cosmic is not None for case in cases] == [True, False, True, True]
    assert not ctx.store.state(cases[1]).excluded


def test_mere_numbers_change_nothing_unless_they_are_said_to_come_from_cosmic(ctx: Context) -> None:
    cases = filled(ctx, 2)
    text = "\n".join(map(number, (0, 1, 7)))
    shown = pasting.preview(ctx, text)
    assert (shown.source, shown.also) == (Source.NUMBERS, (Source.COSMIC, Source.LIST))
    assert [one.case for one in shown.findings] == [*cases, None]
    assert not shown.proposed
    taken = pasting.preview(ctx, text, taken_as=Source.COSMIC)
    assert (taken.source, taken.also) == (Source.COSMIC, (Source.NUMBERS, Source.LIST))
    assert pasting.apply(ctx, taken).cases == tuple(cases)


def test_a_list_of_strangers_goes_to_the_import(ctx: Context) -> None:
    filled(ctx, 1)
    shown = pasting.preview(ctx, "\n".join(f"{number(place)}\tNågon Annan" for place in range(4, 9)))
    assert (shown.source, shown.also[:2], shown.findings) == (Source.LIST, (Source.PEOPLE, Source.COSMIC), ())


def test_what_the_columns_of_cosmic_say_is_recorded(ctx: Context) -> None:
    cases = filled(ctx, 5)
    head = "Personnummer\tNamn\tAvliden\tListad här\tSekretess"
    says = ("Nej\tJa\tNej", "2026-03-14\tJa\tNej", "Nej\tNej\tNej", "Nej\tJa\tJa")
    text = "\n".join([head, *(f"{number(place)}\tNågon\t{cells}" for place, cells in enumerate(says))])
    shown = pasting.preview(ctx, text)
    assert shown.source is Source.COSMIC
    done = pasting.apply(ctx, shown)
    checked = [check.result if (check := ctx.store.state(case).cosmic) else None for case in cases]
    assert checked == [Eligibility.LISTED_ALIVE, Eligibility.DECEASED, Eligibility.NOT_LISTED, None, None]
    assert [ctx.store.resident_of(case).details.protected for case in cases] == [False, False, False, True, False]
    assert [one.case for one in shown.missing] == [cases[4]]
    undo.undo(ctx, done.act)
    assert not any(ctx.store.state(case).cosmic for case in cases)
    assert not ctx.store.resident_of(cases[3]).details.protected


def test_nothing_to_read_is_said(ctx: Context) -> None:
    with pytest.raises(ListUnreadable):
        pasting.preview(ctx, " ")


def test_a_read_only_look_works(tmp_path: Path, desk: Desk) -> None:
    from rhs_desktop.store.store import Store
    from tests.builders import context

    with opened(tmp_path, desk) as ctx:
        invite(ctx, *filled(ctx, 1))
    desk.now = datetime(2026, 11, 12, 9, 0)
    with Store.open(tmp_path / "rhs.sqlite3", now=desk.now, read_only=True) as store:
        assert pasting.preview(context(store, desk), table((0, READ))).counts == {Verdict.NEW: 1}
