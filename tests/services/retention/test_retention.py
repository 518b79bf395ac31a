"""Gallring on real files: by rules or for one person, all or nothing, and no string of the person left in any byte."""

from __future__ import annotations

import json
import random
import shutil
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.checklists import CellProblem
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.errors import EntryRefused, HistoryRefused, StoreTrouble, StoreUnavailable
from rhs_desktop.domain.people.resident import Address, Details, Name
from rhs_desktop.domain.retention import ErasureKind, OutcomeGroup
from rhs_desktop.domain.roles import Role
from rhs_desktop.services import retention
from rhs_desktop.services.backups import existing, make
from rhs_desktop.services.cases import case_list, statistics, undo
from rhs_desktop.services.checklists import exporting, importing, preparing
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.store import access_log, imports
from rhs_desktop.store.access_log import LogQuery
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.backups.file_swap import put_aside
from rhs_desktop.store.cases import event_history
from rhs_desktop.store.connection import Key, connect
from rhs_desktop.store.store import Store
from rhs_desktop.strings.cases.process import happened
from tests import builders
from tests.builders import Desk
from tests.exploring import examples
from tests.store.killing import duration, let_run, running

DAY = builders.MONDAY
KARIN = Details(
    builders.identity(40),
    Name("Tyrfing", "Qvarnström"),
    ("070-174 06 99", "013-465 70 00"),
    Address("c/o Hjördis", "Klövervägen 77", "Läg 1203", "58222", "Linköping"),
)
OTHER = builders.details(41, name=Name("Åsa", "Ek"))
BEFORE = replace(KARIN, name=Name("Tyrfing", "Wijkander"), phones=("070-174 06 71",))
SAID = {
    "number": KARIN.identity.digits,
    "number with a hyphen": KARIN.identity.dashed,
    "ten digits": KARIN.identity.digits[2:8] + "-" + KARIN.identity.digits[8:],
    "given name": "Tyrfing",
    "family name": "Qvarnström",
    "folded family name": "qvarnstr",
    "earlier name": "Wijkander",
    "phone": "070-174 06 99",
    "dialled": "0701740699",
    "second phone": "013-465 70 00",
    "earlier phone": "070-174 06 71",
    "care of": "Hjördis",
    "street": "Klövervägen",
    "flat": "Läg 1203",
    "comment of the list": "Hörselslinga",
    "note": "Ringer på tisdagar",
    "reason of a snooze": "Bortrest till Gotland",
    "reason of a letter": "Har ingen e-legitimation",
    "reason of giving up": "Flyttade till Visby",
    "dialled in a call": "0480-40 40 40",
}


def furnish(ctx: Context) -> int:
    """A register with one person of whom it knows much, and others; her case."""
    round_id = builders.add_round(ctx)
    people = [builders.details(0), BEFORE, OTHER]
    rows = [builders.list_row(one, comment="Hörselslinga" if one is BEFORE else "") for one in people]
    twice = builders.list_row(replace(KARIN, name=Name("Tyrfing", "Qvarnström")), "Hörselslinga")
    wrong = ["19761002-1111", "Qvarnström", "Tyrfing", "070-174 06 99", "Klövervägen 77", "58222", "Linköping", ""]
    checked = builders.checked_list(extra=[*rows, wrong], today=ctx.today)
    importing.import_list(ctx, checked, round_id, source="lista.xlsx", content_hash="a")
    later = builders.checked_list([builders.details(0)], extra=[twice], today=ctx.today)
    importing.import_list(ctx, later, round_id, source="nyare.xlsx", content_hash="b")
    case = next(row.case for row in case_list.load_rows(ctx) if row.digits == KARIN.identity.digits)
    with ctx.store.act(ActKind.EDIT_DETAILS, user="Anna Ek", now=ctx.now, rules=ctx.rules) as act:
        act.change_resident(ctx.store.resident_of(case).id, KARIN)
        act.commit()
    builders.happened(ctx, case, builders.checked_in_cosmic(), ev.Noted(on=DAY, text="Ringer på tisdagar"))
    builders.happened(ctx, case, ev.Snoozed(on=DAY, until=DAY + timedelta(days=2), reason="Bortrest till Gotland"))
    builders.happened(ctx, case, ev.Routed(on=DAY, channel=Channel.LETTER, reason="Har ingen e-legitimation"))
    builders.happened(ctx, case, ev.Called(on=DAY, outcome=CallOutcome.NO_ANSWER, phone="0480-40 40 40"))
    builders.happened(ctx, case, ev.GivenUp(on=DAY, reason="Flyttade till Visby"))
    return case


def bytes_in(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def found_in(content: bytes) -> set[str]:
    """Which of the strings stand in the bytes, as they are, in JSON or in UTF-16."""
    found = set()
    for what, text in SAID.items():
        forms = (text.encode(), json.dumps(text)[1:-1].encode(), text.encode("utf-16-le"))
        if any(form in content for form in forms):
            found.add(what)
    return found


def erase_person(ctx: Context, case: int, **more: object) -> retention.Result:
    shown = retention.plan_person(ctx, ctx.store.resident_of(case).id)
    return retention.erase(ctx, shown, reason="Begäran enligt artikel 17", **more)  # type: ignore[arg-type]


# ---- nothing is left -------------------------------------------------------------------------------------------------


def test_no_string_of_the_person_is_left_in_any_byte(ctx: Context, tmp_path: Path) -> None:
    case = furnish(ctx)
    assert found_in(bytes_in(tmp_path)) == set(SAID)
    result = erase_person(ctx, case)
    assert result.compacted
    assert found_in(bytes_in(tmp_path)) == set()  # while it is open, with its WAL
    ctx.store.close()
    content = bytes_in(tmp_path)
    assert found_in(content) == set()
    assert OTHER.identity.digits.encode() in content  # and of others everything


def test_nor_after_other_acts_have_moved_pages_about(ctx: Context, tmp_path: Path, desk: Desk) -> None:
    case = furnish(ctx)
    round_id = ctx.store.case(case).round
    for turn in range(5):
        desk.tick(minutes=5)
        builders.import_checked(ctx, round_id, builders.many(200, first=turn * 150))
    erase_person(ctx, case)
    ctx.store.close()
    assert found_in(bytes_in(tmp_path)) == set()


def test_the_register_is_sound_afterwards(ctx: Context, tmp_path: Path) -> None:
    case = furnish(ctx)
    round_id = ctx.store.case(case).round
    before = statistics.funnel(ctx, round_id)
    rows = {row.case: row for row in case_list.load_rows(ctx)}
    erase_person(ctx, case)
    assert verify(ctx) == ()
    builders.rebuild(ctx)
    assert verify(ctx) == ()
    assert statistics.funnel(ctx, round_id) == before
    after = {row.case: row for row in case_list.load_rows(ctx)}
    assert after.keys() == rows.keys()
    assert [number for number in rows if after[number] != rows[number]] == [case]
    gone = after[case]
    assert (gone.name, gone.phone, gone.status, gone.finished) == ("Gallrad", "", rows[case].status, True)
    view = case_list.case_view(ctx, case)
    told = [happened(entry.record.event, ctx.profiles["rhs-004"], ctx.today) for entry in view.timeline]
    assert told[-1].startswith("Gallrad")
    assert view.own_columns == ()
    written = exporting.export_checklist(ctx, tmp_path / "lista.xlsx")
    assert written.rows == len(rows) - 1


def test_the_log_keeps_the_number_and_no_name(ctx: Context) -> None:
    case = furnish(ctx)
    resident = ctx.store.resident_of(case).id
    with ctx.store.reading() as db:
        before = access_log.lines(db, LogQuery())
    erase_person(ctx, case)
    with ctx.store.reading() as db:
        lines = access_log.lines(db, LogQuery())
        assert not list(access_log.verify(db))
    assert lines[len(lines) - len(before) :] == before  # not one of them was touched
    assert (lines[0].kind, lines[0].people, lines[0].reason) == ("erase", str(resident), "Begäran enligt artikel 17")


def test_the_protocol_accounts_for_it(ctx: Context) -> None:
    case = furnish(ctx)
    resident = ctx.store.resident_of(case).id
    erase_person(ctx, case)
    (line,) = retention.protocol(ctx)
    assert (line.kind, line.user, line.at, line.people) == ("person", ctx.user, ctx.now, str(resident))
    assert line.reason == "Begäran enligt artikel 17"
    assert line.counts == {"residents": 1, "cases": 1, "rows": 1, "by": [["unreached", 2026, 1]]}


# ---- taking back -----------------------------------------------------------------------------------------------------


def test_what_was_erased_is_not_taken_back(ctx: Context) -> None:
    case = furnish(ctx)
    result = erase_person(ctx, case)
    touching = [past for past in undo.recent(ctx, 500) if case in past.cases or past.act.kind == "edit_details"]
    assert {"import", "edit_details", "erase"} <= {past.act.kind for past in touching}
    for past in touching:
        obstacles = undo.plan_undo(ctx, past.act.id).obstacles
        assert {one.because for one in obstacles} == {undo.UndoRefusal.ERASED}, past.act.kind
        with pytest.raises(HistoryRefused) as refused:
            undo.undo(ctx, past.act.id)
        assert refused.value.code == "erased"
    for entry in case_list.case_view(ctx, case).timeline:
        with pytest.raises(HistoryRefused) as refused:
            undo.undo_entry(ctx, case, entry.record.id)
        assert refused.value.code == "erased"
    last = undo.last_undoable(ctx)
    assert last is not None
    assert last.id != result.done.act
    assert verify(ctx) == ()


def test_undo_of_others_goes_on(ctx: Context) -> None:
    case = furnish(ctx)
    other = next(row.case for row in case_list.load_rows(ctx) if row.digits == OTHER.identity.digits)
    done = builders.happened(ctx, other, ev.Noted(on=DAY, text="x"))
    erase_person(ctx, case)
    undo.undo(ctx, done.act)
    assert verify(ctx) == ()


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(ev.Noted(on=DAY, text="x"), id="a note"),
        pytest.param(ev.Invited(on=DAY, template="phone"), id="an invitation"),
        pytest.param(ev.FactsChanged(on=DAY), id="facts"),
        pytest.param(ev.Withdrawn(on=DAY, event=1), id="a withdrawal"),
        pytest.param(ev.Erased(on=DAY), id="erasing again"),
    ],
)
def test_nothing_more_happens_to_an_erased_case(ctx: Context, event: ev.Event) -> None:
    case = furnish(ctx)
    erase_person(ctx, case)
    with pytest.raises(HistoryRefused) as refused:
        builders.happened(ctx, case, event)
    assert refused.value.code == "erased"


def test_nobody_is_filled_in_again(ctx: Context) -> None:
    case = furnish(ctx)
    resident = ctx.store.resident_of(case).id
    erase_person(ctx, case)
    with (
        ctx.store.act(ActKind.EDIT_DETAILS, user="x", now=ctx.now, rules=ctx.rules) as act,
        pytest.raises(HistoryRefused),
    ):
        act.change_resident(resident, KARIN)
    with pytest.raises(HistoryRefused) as refused:
        retention.plan_person(ctx, resident)
    assert refused.value.code == "erased"


def test_who_comes_again_on_a_list_is_somebody_new(ctx: Context) -> None:
    case = furnish(ctx)
    round_id = ctx.store.case(case).round
    erase_person(ctx, case)
    found = preparing.preview(ctx, builders.checked_list([KARIN, OTHER], today=ctx.today), round_id)
    assert [one.details.identity for one in found.new] == [KARIN.identity]
    assert all(number.isdecimal() for number in found.missing)
    builders.import_people(ctx, round_id, [KARIN])
    again = [row for row in case_list.load_rows(ctx) if row.digits == KARIN.identity.digits]
    assert len(again) == 1
    assert again[0].case != case
    assert verify(ctx) == ()


def test_a_file_that_cannot_be_compacted_now_is_compacted_at_the_next_start(tmp_path: Path, desk: Desk) -> None:
    with builders.opened(tmp_path, desk) as ctx:
        case = furnish(ctx)
        with ctx.store.reading() as reader:  # somebody is in the middle of reading the register as it was
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM events").fetchone()
            with ctx.store.act(ActKind.EDIT_DETAILS, user="x", now=ctx.now, rules=ctx.rules) as act:
                act.db.execute("PRAGMA busy_timeout = 10")
            result = erase_person(ctx, case)
            assert not result.compacted
            assert found_in(bytes_in(tmp_path)) == set(SAID)
            reader.execute("ROLLBACK")
        ctx.store.close()
    with builders.opened(tmp_path, desk) as again:
        assert verify(again) == ()
        assert found_in(bytes_in(tmp_path)) == set()


def test_a_full_disk_undoes_no_erasing(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    case = furnish(ctx)

    def full() -> bool:
        raise StoreUnavailable(StoreTrouble.DISK_FULL)

    with monkeypatch.context() as patched:
        patched.setattr(ctx.store, "compact", full)
        result = erase_person(ctx, case)
    assert not result.compacted
    assert [line.id for line in retention.protocol(ctx)] == [result.erasure.id]
    assert ctx.store.compact()


happening = st.sampled_from(
    (
        builders.checked_in_cosmic(),
        builders.invited(),
        ev.Noted(on=DAY, text="Hemligt"),
        ev.GivenUp(on=DAY, reason="Hemligt"),
        ev.Routed(on=DAY, channel=Channel.PHONE, reason="Hemligt"),
        ev.Called(on=DAY, outcome=CallOutcome.NO_ANSWER, phone="Hemligt"),
        ev.Answered(on=DAY, answer=Answer.NO, via=Via.PHONE),
        ev.CosmicChecked(on=DAY, result=Eligibility.OTHER, reason="Hemligt"),
        ev.Booked(on=DAY, visit=DAY),
        ev.VisitHeld(on=DAY),
        ev.Documented(on=DAY),
    )
)


def test_whatever_happened_the_register_stays_sound(tmp_path_factory: pytest.TempPathFactory) -> None:
    met: set[str] = set()

    @examples(25, suppress_health_check=[HealthCheck.too_slow])
    @given(stories=st.lists(st.lists(happening, max_size=6), min_size=3, max_size=3), going=st.sets(st.integers(0, 2)))
    def stays_sound(stories: list[list[ev.Event]], going: set[int]) -> None:
        folder = tmp_path_factory.mktemp("story")
        with builders.opened(folder) as ctx:
            cases = builders.filled(ctx, 3)
            round_id = ctx.store.case(cases[0]).round
            for case, story in zip(cases, stories, strict=True):
                for event in story:
                    with suppress(HistoryRefused):  # nobody is invited twice
                        builders.happened(ctx, case, event)
            finished = {row.case for row in case_list.load_rows(ctx) if row.finished}
            before = statistics.funnel(ctx, round_id)
            for place in going:
                erase_person(ctx, cases[place], include_open=True)
            assert verify(ctx) == ()
            if {cases[place] for place in going} <= finished:
                met.add("only finished ones")
                assert statistics.funnel(ctx, round_id) == before
            rows = {row.case: row for row in case_list.load_rows(ctx)}
            assert {place for place in range(3) if rows[cases[place]].name == "Gallrad"} == going
            builders.rebuild(ctx)
            assert {row.case: row for row in case_list.load_rows(ctx)} == rows
        content = bytes_in(folder)
        assert not [place for place in going if builders.identity(place).digits.encode() in content]
        if going == {0, 1, 2}:
            met.add("everybody")
            assert b"Hemligt" not in content

    stays_sound()
    assert met == {"only finished ones", "everybody"}


# ---- by rules --------------------------------------------------------------------------------------------------------


def finish(ctx: Context, case: int, on: date = DAY) -> None:
    builders.happened(ctx, case, builders.checked_in_cosmic(on), ev.Answered(on=on, answer=Answer.NO, via=Via.DESK))


def test_nothing_is_due_before_a_time_was_set(ctx: Context, desk: Desk) -> None:
    furnish(ctx)
    desk.tick(days=20_000)
    assert retention.plan(ctx).empty
    with pytest.raises(HistoryRefused) as refused:
        retention.erase(ctx, retention.plan(ctx), reference="dnr 1")
    assert refused.value.code == "nothing_due"


def test_by_rules(ctx: Context, desk: Desk, tmp_path: Path) -> None:
    cases = builders.filled(ctx, 6)
    for case in cases[:3]:
        finish(ctx, case)
    finish(ctx, cases[3], DAY + timedelta(days=1))
    retention.save_rules(ctx, {OutcomeGroup.DECLINED: 24, OutcomeGroup.DONE: 0})
    assert retention.rules(ctx) == {OutcomeGroup.DECLINED: 24}
    desk.now = desk.now.replace(year=2028)
    shown = retention.plan(ctx)
    assert [one.case for one in shown.cases] == cases[:3]
    assert shown.counts == {OutcomeGroup.DECLINED: 3}
    assert [one.details.identity for one in retention.who(ctx, shown)] == [builders.identity(n) for n in range(3)]
    result = retention.erase(ctx, shown, reference="RÖ 2026-1234")
    assert result.erasure.rules == {"declined": 24}
    assert verify(ctx) == ()
    assert retention.plan(ctx).empty
    ctx.store.close()
    content = bytes_in(tmp_path)
    assert not [n for n in range(3) if builders.identity(n).digits.encode() in content]
    assert all(builders.identity(n).digits.encode() in content for n in range(3, 6))


def test_who_has_a_case_left_keeps_the_name(ctx: Context, desk: Desk) -> None:
    (case,) = builders.filled(ctx, 1)
    builders.happened(ctx, case, ev.Noted(on=DAY, text="Ringer på tisdagar"))
    finish(ctx, case)
    desk.tick(days=400)
    newer = builders.add_round(ctx, "2027")
    builders.import_people(ctx, newer, [builders.details(0)])
    shown = retention.plan(ctx, {OutcomeGroup.DECLINED: 12})
    assert (len(shown.cases), shown.residents, shown.staying) == (1, (), 1)
    retention.erase(ctx, shown, reference="dnr 1")
    assert ctx.store.resident_of(case).details == builders.details(0)
    with ctx.store.reading() as db:
        assert "tisdagar" not in repr(event_history.history(db, case))
    assert verify(ctx) == ()
    (left,) = retention.plan_person(ctx, ctx.store.resident_of(case).id).cases
    assert left.case != case


def test_rows_that_never_became_a_case(ctx: Context, desk: Desk, tmp_path: Path) -> None:
    round_id = builders.add_round(ctx)
    stranger = builders.list_row(replace(KARIN, identity=builders.identity(7)))
    stranger[0] = "19761002-1111"
    builders.import_people(ctx, round_id, [builders.details(0)], extra=[stranger])
    (aside,) = importing.rows_set_aside(ctx)
    desk.tick(days=800)
    rules = {OutcomeGroup.ROWS: 24}
    assert retention.plan(ctx, rules).rows == ()  # it still waits for somebody
    importing.dismiss_row(ctx, aside.id, "Tyrfing bor inte här")
    shown = retention.plan(ctx, rules)
    assert shown.rows == (aside.id,)
    retention.erase(ctx, shown, reference="dnr 1")
    ctx.store.close()
    content = bytes_in(tmp_path)
    assert b"Tyrfing" not in content
    assert "Qvarnström".encode() not in content


def test_a_list_that_was_taken_back(ctx: Context, desk: Desk, tmp_path: Path) -> None:
    round_id = builders.add_round(ctx)
    done = builders.import_people(ctx, round_id, [KARIN]).done
    undo.undo(ctx, done.act)
    desk.tick(days=40)
    shown = retention.plan(ctx, {OutcomeGroup.UNDONE: 1})
    assert shown.counts == {OutcomeGroup.UNDONE: 1}
    retention.erase(ctx, shown, reference="dnr 1")
    assert verify(ctx) == ()
    redone = undo.plan_undo(ctx, done.act)
    assert not redone.possible
    ctx.store.close()
    assert "Qvarnström".encode() not in bytes_in(tmp_path)


# ---- what it asks for ------------------------------------------------------------------------------------------------


def test_an_open_case_needs_its_own_yes(ctx: Context) -> None:
    (case,) = builders.filled(ctx, 1)
    with pytest.raises(HistoryRefused) as refused:
        erase_person(ctx, case)
    assert (refused.value.code, refused.value.data["count"]) == ("open_cases", 1)
    erase_person(ctx, case, include_open=True)
    (row,) = case_list.load_rows(ctx)
    assert (row.status, row.finished) == ("excluded", True)
    assert verify(ctx) == ()


@pytest.mark.parametrize(
    ("kind", "why", "code"),
    [
        pytest.param(ErasureKind.RULES, "", "reference_missing", id="no decision"),
        pytest.param(ErasureKind.RULES, "  ", "reference_missing", id="a decision of spaces"),
        pytest.param(ErasureKind.PERSON, "", "reason_missing", id="no reason"),
        pytest.param(ErasureKind.PERSON, "Karin Ek vill det", "reason_names", id="a reason with the name"),
        pytest.param(ErasureKind.PERSON, builders.identity(0).dashed, "reason_names", id="a reason with the number"),
        pytest.param(ErasureKind.RULES, f"dnr {builders.identity(0).digits}", "reason_names", id="a decision with it"),
    ],
)
def test_reason_and_decision(ctx: Context, kind: ErasureKind, why: str, code: str) -> None:
    said = {"reason" if kind is ErasureKind.PERSON else "reference": why}
    (case,) = builders.filled(ctx, 1)
    finish(ctx, case, date(2020, 1, 1))
    shown = (
        retention.plan(ctx, {OutcomeGroup.DECLINED: 1}) if kind is ErasureKind.RULES else retention.plan_person(ctx, 1)
    )
    with pytest.raises(HistoryRefused) as refused:
        retention.erase(ctx, shown, **said)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert ctx.store.resident_of(case).details == builders.details(0)


def test_some_digits_in_the_reason_name_nobody(ctx: Context) -> None:
    (case,) = builders.filled(ctx, 1)
    finish(ctx, case, date(2020, 1, 1))
    retention.erase(ctx, retention.plan_person(ctx, 1), reason="19560")
    assert ctx.store.resident_of(case).details != builders.details(0)


def test_what_was_shown_is_what_goes(ctx: Context) -> None:
    """Somebody records something meanwhile: nothing is erased that was not seen."""
    cases = builders.filled(ctx, 2)
    for case in cases:
        finish(ctx, case, date(2020, 1, 1))
    shown = retention.plan(ctx, {OutcomeGroup.DECLINED: 1})
    builders.happened(ctx, cases[0], builders.answered(on=DAY))
    with pytest.raises(HistoryRefused) as refused:
        retention.erase(ctx, shown, reference="dnr 1")
    assert refused.value.code == "plan_changed"
    assert retention.protocol(ctx) == ()


@pytest.mark.parametrize("months", [-1, 241])
def test_times_have_bounds(ctx: Context, months: int) -> None:
    with pytest.raises(HistoryRefused) as refused:
        retention.save_rules(ctx, {OutcomeGroup.DONE: months})
    assert refused.value.code == "out_of_range"


def test_only_an_administrator(ctx: Context) -> None:
    nurse = replace(ctx, roles=frozenset({Role.RECEIVER, Role.HANDLER}))
    with pytest.raises(EntryRefused):
        retention.plan(nurse)
    with pytest.raises(EntryRefused):
        retention.plan_person(nurse, 1)


def test_the_archive_holds_what_goes(ctx: Context, tmp_path: Path) -> None:
    case = furnish(ctx)
    folder = tmp_path / "arkiv"
    made = retention.archive(ctx, folder / "rhs-arkiv.sqlite3")
    table = retention.archive_table(
        ctx, tmp_path / "arkiv.xlsx", retention.plan_person(ctx, ctx.store.resident_of(case).id)
    )
    assert table.rows == 1
    erase_person(ctx, case)
    with closing(connect(made, read_only=True)) as db:
        assert db.execute("SELECT family FROM residents WHERE digits = ?", (KARIN.identity.digits,)).fetchone()


def test_in_an_encrypted_register(tmp_path: Path, desk: Desk) -> None:
    key = Key(bytes(range(32)))
    path = tmp_path / "rhs.sqlite3"
    with Store.create(path, now=desk.now, key=key) as store:
        ctx = builders.context(store, desk)
        case = furnish(ctx)
        assert erase_person(ctx, case).compacted
        assert verify(ctx) == ()
        made = retention.archive(ctx, tmp_path / "arkiv.sqlite3")
    assert found_in(made.read_bytes()) == set()
    with Store.open(path, now=desk.now, key=key) as store:
        assert verify(builders.context(store, desk)) == ()


def test_what_cannot_be_told_is_not_archived(ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreUnavailable(StoreTrouble.DISK_FULL)

    monkeypatch.setattr(access_log, "append", full)
    with pytest.raises(StoreUnavailable):
        retention.archive(ctx, tmp_path / "rhs-arkiv.sqlite3")
    assert not (tmp_path / "rhs-arkiv.sqlite3").exists()


def test_older_copies_go_when_a_new_one_is_there(tmp_path: Path, desk: Desk) -> None:
    with Store.open(tmp_path / "rhs.sqlite3", now=desk.now, create=True) as store:
        store.copies = Copies(tmp_path / "backups")
        ctx = builders.context(store, desk)
        case = furnish(ctx)
        for _ in range(3):
            make.make(ctx)
            desk.tick(minutes=5)
            builders.happened(ctx, case, ev.Noted(on=DAY, text="x"))
        store.copies.wait()
        aside = put_aside(tmp_path / "rhs.sqlite3", tmp_path / "backups", desk.now)
        assert aside
        (tmp_path / "backups" / "rhs-skadad-2026-11-09-090000.keys").write_bytes(b"{")
        count = retention.older_copies(ctx)
        assert count >= 4, "a register that was put aside, because it could not be opened, holds people too"
        erase_person(ctx, case)
        assert found_in(bytes_in(tmp_path / "backups")) == set(SAID)
        assert retention.remove_older_copies(ctx) == count
        (left,) = existing.listed(ctx)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [left.backup.name]
    assert found_in(bytes_in(tmp_path)) == set()


# ---- killed ----------------------------------------------------------------------------------------------------------

PEOPLE = 600
ERASING = "tests.services.retention.erasing_killed"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    with builders.opened(folder) as ctx:
        round_id = builders.add_round(ctx)
        builders.import_checked(ctx, round_id, builders.many(PEOPLE))
        with ctx.store.act(ActKind.EDIT_DETAILS, user="Anna Ek", now=ctx.now, rules=ctx.rules) as act:
            for case in range(1, PEOPLE + 1):
                act.append(case, ev.Noted(on=DAY, text=f"Hemligt {case}"))
                act.append(case, ev.GivenUp(on=date(2020, 1, 1), reason="Flyttade"))
            act.commit()
    return folder


def test_killed_it_is_all_or_nothing(prepared: Path, tmp_path: Path, chance_seed: int) -> None:
    chance = random.Random(chance_seed)
    takes = duration(ERASING, prepared, tmp_path / "whole", "erase")
    outcomes = {is_erased(tmp_path / "whole")}
    assert outcomes == {True}
    for number in range(8):
        folder = tmp_path / str(number)
        shutil.copytree(prepared, folder)
        with running(ERASING, folder, "erase") as (program, _):
            let_run(program, takes * chance.uniform(0.1, 1.0))
            program.kill()
        outcomes.add(is_erased(folder))
    assert outcomes == {True, False}


def is_erased(folder: Path) -> bool:
    """Whether all of it is gone, from every byte; fails where some of it is."""
    with builders.opened(folder) as ctx:
        assert verify(ctx) == ()
        names = {row.name for row in case_list.load_rows(ctx)}
        lines = retention.protocol(ctx)
    content = bytes_in(folder)
    gone = names == {"Gallrad"} and b"Hemligt" not in content and b"Storgatan" not in content
    untouched = "Gallrad" not in names and content.count(b"Hemligt ") >= PEOPLE
    assert (bool(lines), not lines) == (gone, untouched)
    return gone


def test_problems_of_a_row_go_too(ctx: Context) -> None:
    """What a row is said to be wrong with may hold what stood in it."""
    round_id = builders.add_round(ctx)
    checked = builders.checked_list([KARIN], today=ctx.today)
    importing.import_list(ctx, checked, round_id, source="x", content_hash="c")
    problem = CellProblem("postcode_unknown", 5, {"found": "Qvarnström"})
    with ctx.store.act(ActKind.EDIT_DETAILS, user="x", now=ctx.now, rules=ctx.rules) as act:
        act.change("import_row", 1, problems=imports.problems_to([problem]))
        act.commit()
    erase_person(ctx, 1, include_open=True)
    with ctx.store.reading() as db:
        assert db.execute("SELECT cells, problems, reason, state FROM import_rows").fetchone() == (
            "[]",
            "[]",
            "",
            "ready",
        )
        assert "Qvarn" not in repr(db.execute("SELECT * FROM changes").fetchall())
