"""A list half worked through becomes events of their own days: where each case stands, in one act that undo takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.checklists import Cell, CheckedList, check, propose_mapping
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Via
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services import integrity
from rhs_desktop.services.cases import case_list, record, undo
from rhs_desktop.services.checklists import exporting, importing, preparing
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.services.checklists.reading import read_list
from rhs_desktop.services.context import Context
from rhs_desktop.store.cases import event_history
from tests import builders
from tests.lists import sheet_of

HEAD = (
    *("Personnummer", "Efternamn", "Förnamn", "Telefon", "Adress", "Postnummer", "Postort"),
    *("Inbjuden datum", "Inbjudningssätt", "Påmind", "Svar", "Svarsdatum", "Bokad tid", "Genomförd", "Returnerat"),
)


def listed(ctx: Context, round_id: int, *rows: Sequence[Cell]) -> CheckedList:
    """People in their order, each with what the row says of the contact so far."""
    people = [builders.list_row(builders.details(place))[:-1] for place in range(len(rows))]
    wide = [[*person, *row, *[""] * (8 - len(row))] for person, row in zip(people, rows, strict=True)]
    sheet = sheet_of(HEAD, *wide)
    return check(sheet, propose_mapping(sheet, ctx.today), preparing.rules_of(ctx, preparing.round_of(ctx, round_id)))


def brought_in(ctx: Context, round_id: int, checked: CheckedList, template: str | None = None) -> Imported:
    return importing.import_list(
        ctx, checked, round_id, source="lista.xlsx", content_hash=builders.hashed(checked), template=template
    )


def events_of(ctx: Context, case: int) -> list[Event]:
    with ctx.store.reading() as db:
        return [one.event for one in event_history.history(db, case)]


CASES: list[tuple[tuple[Cell, ...], str, date | None]] = [
    (("4/11", "1177"), "remind", date(2026, 11, 16)),
    (("20/10", "1177", "1/11"), "call", date(2026, 11, 9)),
    (("20/10", "1177", "", "Nej"), "declined", None),
    (("20/10", "tel", "", "Nej", "21/10"), "declined", None),
    (("20/10", "brev"), "give_up", date(2026, 11, 10)),
    (("20/10", "brev", "2/11"), "give_up", date(2026, 11, 23)),
    (("4/11", "tel"), "call", date(2026, 11, 4)),
    (("20/10", "tel", "", "ja", "25/10", "2026-11-20 10:00"), "prepare_visit", date(2026, 11, 19)),
    (("1/9", "1177", "", "ja, ring", "5/9"), "call", date(2026, 9, 7)),
    (("5/11", "1177", "", "bokar själv", "6/11"), "handle_answer", date(2026, 11, 10)),
    (("1/10", "brev", "", "", "", "", "", "20/10"), "fix_address", date(2026, 10, 20)),
    (("1/10", "1177", "", "ja", "3/10", "20/10", "ja"), "document", date(2026, 10, 20)),
    (("", "", "", "", "", "20/11"), "prepare_visit", date(2026, 11, 19)),
    ((), "check_cosmic", date(2026, 11, 23)),
]


@pytest.mark.parametrize(("row", "step", "due"), CASES)
def test_a_case_stands_where_its_days_put_it(
    tmp_path: Path, row: tuple[Cell, ...], step: str, due: date | None
) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        done = brought_in(ctx, round_id, listed(ctx, round_id, row))
        assert (done.new, done.set_aside) == (1, 0)
        (shown,) = case_list.load_rows(ctx)
        assert (shown.step or shown.status, shown.due) == (step, due)
        assert done.events == len(events_of(ctx, shown.case)) - 1
        assert integrity.verify(ctx) == ()


def test_the_events_have_their_own_days(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        rows = (("20/10", "1177", "1/11", "Nej", "3/11"), ("20/10", "tel", "", "ja", "25/10", "20/11"))
        first, second = brought_in(ctx, round_id, listed(ctx, round_id, *rows)).done.cases
        _, *told = events_of(ctx, first)
        assert told == [
            ev.Invited(on=date(2026, 10, 20), template="phone"),
            ev.ReminderSent(on=date(2026, 11, 1)),
            ev.Answered(on=date(2026, 11, 3), answer=Answer.NO, via=Via.DIGITAL),
            ev.AnswerHandled(on=date(2026, 11, 3)),
        ]
        _, *told = events_of(ctx, second)
        assert told == [
            ev.PhoneAppointment(on=date(2026, 10, 20), for_day=date(2026, 10, 20)),
            ev.Answered(on=date(2026, 10, 25), answer=Answer.YES_CALL, via=Via.PHONE),
            ev.Called(on=date(2026, 10, 25), outcome=CallOutcome.BOOKED),
            ev.Booked(on=date(2026, 10, 25), visit=date(2026, 11, 20)),
        ]


def test_an_answer_without_its_day_is_of_the_day_on_which_the_list_was_read(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        (case,) = brought_in(ctx, round_id, listed(ctx, round_id, ("20/10", "1177", "", "Nej"))).done.cases
        assert [one.on for one in events_of(ctx, case) if isinstance(one, ev.Answered)] == [ctx.today]


def test_the_template_is_the_one_that_was_said(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        rows = (("4/11", "1177"), ("4/11", "1177", "", "bokar själv", "5/11"))
        checked = listed(ctx, round_id, *rows)
        keys = [one.key for one in ctx.profiles["rhs-004"].templates]
        with pytest.raises(HistoryRefused) as refused:
            brought_in(ctx, round_id, checked, "nej")
        assert refused.value.code == HistoryRefusal.TEMPLATE_MISSING
        done = brought_in(ctx, round_id, checked, keys[-1]).done
        sent = [one.template for case in done.cases for one in events_of(ctx, case) if isinstance(one, ev.Invited)]
        assert sent == [keys[-1]] * 2
        undo.undo(ctx, done.act)
        cases = brought_in(ctx, round_id, checked).done.cases
        sent = [one.template for case in cases for one in events_of(ctx, case)[-4:] if isinstance(one, ev.Invited)]
        assert sent == [keys[0], keys[-1]], "who books without a call was sent the one that offers it"


def test_one_undo_takes_all_of_it_back(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        done = brought_in(ctx, round_id, listed(ctx, round_id, *(row for row, _, _ in CASES))).done
        before = case_list.load_rows(ctx)
        undo.undo(ctx, done.act)
        assert case_list.load_rows(ctx) == []
        undo.redo(ctx, done.act)
        assert case_list.load_rows(ctx) == before
        assert integrity.verify(ctx) == ()


def test_the_same_list_again_adds_nothing(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        checked = listed(ctx, round_id, *(row for row, _, _ in CASES))
        brought_in(ctx, round_id, checked)
        again = brought_in(ctx, round_id, checked)
        assert (again.new, again.updated, again.events) == (0, 0, 0)


def test_a_newer_list_tells_a_case_what_it_does_not_know(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        brought_in(ctx, round_id, listed(ctx, round_id, ("20/10", "1177"), ("20/10", "1177")))
        done = brought_in(
            ctx, round_id, listed(ctx, round_id, ("20/10", "1177", "1/11", "Nej", "5/11"), ("20/10", "1177"))
        )
        assert (done.updated, done.unchanged, done.events) == (1, 1, 3)
        assert [row.status for row in case_list.load_rows(ctx)] == ["declined", "unread"]


def test_who_has_an_outcome_keeps_it(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        (case,) = brought_in(ctx, round_id, listed(ctx, round_id, ())).done.cases
        record.record_answer(ctx, case, Answer.NO, Via.DESK)
        assert brought_in(ctx, round_id, listed(ctx, round_id, ("20/10", "1177"))).events == 0
        assert [row.status for row in case_list.load_rows(ctx)] == ["declined"]


def test_a_row_that_was_set_aside_is_told_when_it_is_mended(tmp_path: Path) -> None:
    with builders.opened(tmp_path) as ctx:
        round_id = builders.add_round(ctx)
        keys = [one.key for one in ctx.profiles["rhs-004"].templates]
        assert brought_in(ctx, round_id, listed(ctx, round_id, ("14", "1177")), keys[-1]).set_aside == 1
        (aside,) = importing.rows_set_aside(ctx)
        cells = ["3/11" if cell == "14" else cell for cell in aside.cells]
        importing.fix_row(ctx, aside.id, cells)
        (row,) = case_list.load_rows(ctx)
        assert (row.status, row.invited_on) == ("unread", date(2026, 11, 3))
        assert [one.template for one in events_of(ctx, row.case) if isinstance(one, ev.Invited)] == [keys[-1]]


def test_an_exported_checklist_is_read_likewise_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "checklista.xlsx"
    with builders.opened(tmp_path / "one") as ctx:
        round_id = builders.add_round(ctx)
        brought_in(ctx, round_id, listed(ctx, round_id, ("4/11", "1177"), ("20/10", "brev"), ()))
        exporting.export_checklist(ctx, file)
    with builders.opened(tmp_path / "other") as ctx:
        round_id = builders.add_round(ctx)
        found = read_list(file)
        sheet = found.sheets[0]
        checked = check(
            sheet, propose_mapping(sheet, ctx.today), preparing.rules_of(ctx, preparing.round_of(ctx, round_id))
        )
        assert checked.set_aside == ()
        assert brought_in(ctx, round_id, checked).events == 2
        shown = [(row.channel, row.invited_on) for row in case_list.load_rows(ctx)]
        assert shown == [
            (Channel.DIGITAL, date(2026, 11, 4)),
            (Channel.LETTER, date(2026, 10, 20)),
            (None, None),
        ]
        exporting.export_checklist(ctx, tmp_path / "igen.xlsx")
        headings = [str(cell) for cell in read_list(tmp_path / "igen.xlsx").sheets[0].rows[0]]
        assert len(headings) == len(set(headings))
