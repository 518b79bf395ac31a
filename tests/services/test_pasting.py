"""Klistra in over a real database: shown first, recorded as one act, taken back whole."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import HistoryRefused, ListUnreadable
from rhs_desktop.domain.events import Event
from rhs_desktop.domain.pasted import Because, Source, Verdict
from rhs_desktop.domain.personal_number import parse
from rhs_desktop.domain.portal import PortalStatus
from rhs_desktop.services import pasting, sending, undoing
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import histories
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


def history(w: Workplace, case: int) -> tuple[ev.Recorded, ...]:
    with w.store.reading() as db:
        return histories.history(db, case)


def standing(w: Workplace, case: int) -> list[Event]:
    return [record.event for record in ev.standing(history(w, case))]


def invite(w: Workplace, *cases: int, on: date = date(2026, 11, 9)) -> None:
    for case in cases:
        happened(w, case, checked_in_cosmic(on), ev.Invited(on=on, at=time(9), template="phone"))


def test_a_table_is_shown_before_anything_is_saved(w: Workplace, desk: Desk) -> None:
    cases = filled(w, 4)
    invite(w, *cases[:3])
    before = [w.store.state(case) for case in cases]
    desk.tick(days=3)
    shown = pasting.preview(w, table((0, READ), (1, ANSWERED), (2, UNREAD), (3, UNREAD), (9, READ)))
    assert shown.source is Source.CASES
    assert [one.verdict for one in shown.findings] == [
        *(Verdict.NEW, Verdict.NEW, Verdict.SAME, Verdict.CHOICE, Verdict.UNKNOWN),
    ]
    assert [one.case for one in shown.findings] == [*cases, None]
    assert shown.proposed == {0, 1}
    assert [w.store.state(case) for case in cases] == before


def test_what_is_proposed_is_recorded_as_one_act_and_taken_back_whole(w: Workplace, desk: Desk) -> None:
    cases = filled(w, 4)
    invite(w, *cases[:3])
    before = [w.store.state(case) for case in cases]
    desk.tick(days=3)
    done = pasting.apply(w, pasting.preview(w, table((0, READ), (1, ANSWERED), (2, UNREAD), (3, UNREAD))))
    assert (done.kind, done.cases) == ("paste", (cases[0], cases[1]))
    assert standing(w, cases[0])[-1] == ev.Opened(on=desk.now.date())
    assert standing(w, cases[1])[-1] == ev.AnswerSeen(on=desk.now.date())
    assert w.store.state(cases[3]) == before[3]
    undoing.undo(w, done.act)
    assert [w.store.state(case) for case in cases] == before


def test_a_second_paste_of_the_same_table_changes_nothing(w: Workplace, desk: Desk) -> None:
    cases = filled(w, 2)
    invite(w, *cases)
    desk.tick(days=3)
    text = table((0, READ), (1, ANSWERED))
    pasting.apply(w, pasting.preview(w, text))
    again = pasting.preview(w, text)
    assert again.counts == {Verdict.SAME: 2}
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(w, again)
    assert caught.value.code == "nothing_chosen"


def test_an_older_table_is_not_applied(w: Workplace, desk: Desk) -> None:
    cases = filled(w, 1)
    invite(w, *cases)
    desk.tick(days=3)
    pasting.apply(w, pasting.preview(w, table((0, ANSWERED))))
    (older,) = pasting.preview(w, table((0, READ))).findings
    assert (older.verdict, older.because, older.can_apply) == (Verdict.OLDER, Because.GOES_BACK, False)


def test_an_invitation_that_only_1177_knows_is_recorded_when_chosen(w: Workplace, desk: Desk) -> None:
    (case,) = filled(w, 1)
    happened(w, case, checked_in_cosmic())
    desk.tick(days=3)
    shown = pasting.preview(w, table((0, ANSWERED)))
    assert not shown.proposed
    pasting.apply(w, shown, chosen={0})
    state = w.store.state(case)
    assert state.invited == ev.Invited(on=date(2026, 11, 9), at=time(10), template="phone")
    assert state.answer_seen_on == desk.now.date()


def test_the_manuals_example_in_every_shape(w: Workplace) -> None:
    """Three people of a list under the manual of 2023, whom 1177 shows as invited long ago."""
    round_id = add_round(w, profile="rhs-2023")
    numbers = [row[2] for row in EXAMPLE[1:]]
    people = [details(place, identity=parse(one, w.today)) for place, one in enumerate(numbers)]
    cases = import_people(w, round_id, people).done.cases
    for shape in SHAPES.values():
        text = shape(EXAMPLE)
        shown = pasting.preview(w, text, text if text.startswith("<") else "")
        assert shown.source is Source.CASES
        assert [one.case for one in shown.findings] == list(cases)
        assert [one.becomes for one in shown.findings] == [
            *(PortalStatus.UNREAD, PortalStatus.ANSWERED, PortalStatus.READ),
        ]
        assert {one.because for one in shown.findings} == {Because.BEFORE_THE_LIST}
        assert all(one.sent and one.sent.templates == ("phone", "web") for one in shown.findings)
    shown = pasting.preview(w, tabbed(EXAMPLE))
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(w, shown, chosen={0, 1, 2})
    assert caught.value.code == "template_missing"
    done = pasting.apply(w, shown, chosen={0, 1, 2}, templates=dict.fromkeys(range(3), "web"))
    assert done.cases == cases
    sent = [state.invited for state in map(w.store.state, cases)]
    assert [one.on for one in sent if one] == [date(2022, 3, 8)] * 3
    assert pasting.preview(w, tabbed(EXAMPLE)).counts == {Verdict.SAME: 3}


def test_a_row_that_has_changed_meanwhile_stops_everything(w: Workplace, desk: Desk) -> None:
    cases = filled(w, 2)
    invite(w, *cases)
    desk.tick(days=3)
    shown = pasting.preview(w, table((0, READ), (1, READ)))
    happened(w, cases[1], ev.Opened(on=desk.now.date()))
    before = [history(w, case) for case in cases]
    with pytest.raises(HistoryRefused) as caught:
        pasting.apply(w, shown)
    assert caught.value.code == "changed_meanwhile"
    assert [history(w, case) for case in cases] == before
    assert pasting.apply(w, shown, chosen={0}).cases == (cases[0],)


def test_recipients_of_a_prepared_send(w: Workplace) -> None:
    cases = filled(w, 3)
    for case in cases:
        happened(w, case, checked_in_cosmic())
    with w.store.reading() as db:
        (round_id,) = db.execute("SELECT id FROM rounds").fetchone()
    sending.prepare(w, round_id, "phone", cases)
    text = f"{number(0)}\tMobiltelefon\n{number(1)}\tSaknas\n{number(2)}\tHar aldrig loggat in"
    shown = pasting.preview(w, text)
    assert shown.source is Source.RECIPIENTS
    assert shown.proposed == {0, 1, 2}
    pasting.apply(w, shown)
    assert [w.store.state(case).prepared is not None for case in cases] == [True, False, False]
    # a new look on the same day puts the first right
    corrected = pasting.preview(w, f"{number(0)}\tSaknas\n{number(2)}\tHar aldrig loggat in")
    assert [one.verdict for one in corrected.findings] == [Verdict.NEW, Verdict.SAME]
    pasting.apply(w, corrected)
    assert sum(isinstance(event, ev.RecipientChecked) for event in standing(w, cases[0])) == 1
    assert w.store.state(cases[0]).prepared is None


def test_a_list_from_cosmic_marks_those_on_it_and_finds_the_others(w: Workplace) -> None:
    cases = filled(w, 4)
    shown = pasting.preview(w, "\n".join(f"{number(place)}\tNågon Annan" for place in (0, 2, 3)))
    assert shown.source is Source.COSMIC
    assert [one.case for one in shown.missing] == [cases[1]]
    assert pasting.apply(w, shown).cases == (cases[0], cases[2], cases[3])
    assert [w.store.state(case).cosmic is not None for case in cases] == [True, False, True, True]
    assert not w.store.state(cases[1]).excluded


def test_mere_numbers_change_nothing_unless_they_are_said_to_come_from_cosmic(w: Workplace) -> None:
    cases = filled(w, 2)
    text = "\n".join(map(number, (0, 1, 7)))
    shown = pasting.preview(w, text)
    assert (shown.source, shown.also) == (Source.NUMBERS, (Source.COSMIC,))
    assert [one.case for one in shown.findings] == [*cases, None]
    assert not shown.proposed
    taken = pasting.preview(w, text, taken_as=Source.COSMIC)
    assert (taken.source, taken.also) == (Source.COSMIC, (Source.NUMBERS,))
    assert pasting.apply(w, taken).cases == tuple(cases)


def test_a_list_of_strangers_goes_to_the_import(w: Workplace) -> None:
    filled(w, 1)
    shown = pasting.preview(w, "\n".join(f"{number(place)}\tNågon Annan" for place in range(4, 9)))
    assert (shown.source, shown.also, shown.findings) == (Source.LIST, (Source.COSMIC,), ())


def test_nothing_to_read_is_said(w: Workplace) -> None:
    with pytest.raises(ListUnreadable):
        pasting.preview(w, " ")


def test_a_read_only_look_works(tmp_path: Path, desk: Desk) -> None:
    from rhs_desktop.store.store import Store
    from tests.builders import workplace

    with opened(tmp_path, desk) as w:
        invite(w, *filled(w, 1))
    desk.now = datetime(2026, 11, 12, 9, 0)
    with Store.open(tmp_path / "rhs.sqlite3", now=desk.now, read_only=True) as store:
        assert pasting.preview(workplace(store, desk), table((0, READ))).counts == {Verdict.NEW: 1}
