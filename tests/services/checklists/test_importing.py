"""Lists into the register: once, again, with trouble, and back out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.checklists import CellError, ListField
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Address, Details, Name
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.checklists import importing, preparing
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import recording
from rhs_desktop.store import imports, people
from tests import builders

WRONG_CHECK_DIGIT = "19560113-2335"
BAD = [[WRONG_CHECK_DIGIT, "Ek", "Ulla", *[""] * 5], ["", "Nyman", "Nils", *[""] * 5]]


@pytest.fixture
def round_id(ctx: Context) -> int:
    return builders.add_round(ctx)


def people_of(count: int) -> list[Details]:
    return [builders.details(number) for number in range(count)]


def test_good_rows_become_cases_and_the_others_are_set_aside(ctx: Context, round_id: int) -> None:
    imported = builders.import_people(ctx, round_id, people_of(3), extra=BAD)
    assert (imported.new, imported.updated, imported.unchanged, imported.set_aside) == (3, 0, 0, 2)
    found = sorted(case_list.load_rows(ctx), key=lambda row: row.position)
    assert [(row.name, row.position, row.status) for row in found] == [
        ("Karin Ek", 1, "listed"),
        ("Erik Ek", 2, "listed"),
        ("Åsa Ek", 3, "listed"),
    ]
    assert [row.case for row in found] == list(imported.done.cases)
    assert ctx.store.resident_of(found[0].case).details == builders.details(0)
    aside = importing.rows_set_aside(ctx)
    assert [(row.row, row.cells[:3], [problem.code for problem in row.problems]) for row in aside] == [
        (5, (WRONG_CHECK_DIGIT, "Ek", "Ulla"), ["check_digit"]),
        (6, ("", "Nyman", "Nils"), ["empty"]),
    ]


def test_the_lists_own_columns_are_kept(ctx: Context, round_id: int) -> None:
    checked = builders.checked_list(extra=[builders.list_row(builders.details(0), "ring efter 16")])
    importing.import_list(ctx, checked, round_id, source="a.xlsx", content_hash="1")
    own = case_list.case_view(ctx, 1).own_columns
    assert [heading for heading, _ in own] == list(builders.HEADINGS)
    assert dict(own)["Kommentar"] == "ring efter 16"
    checked = builders.checked_list(extra=[builders.list_row(builders.details(0), "har flyttat")])
    importing.import_list(ctx, checked, round_id, source="b.xlsx", content_hash="2")
    assert dict(case_list.case_view(ctx, 1).own_columns)["Kommentar"] == "har flyttat"


def test_own_columns_of_many(ctx: Context, round_id: int) -> None:
    cases = builders.import_people(ctx, round_id, people_of(3)).done.cases
    with ctx.store.reading() as db:
        found = imports.own_columns_of(db, [*cases, 99])
    assert found == {case: case_list.case_view(ctx, case).own_columns for case in cases}
    assert dict(found[cases[1]])["Förnamn"] == "Erik"


def test_the_same_list_again_changes_nothing(ctx: Context, round_id: int) -> None:
    first = builders.import_people(ctx, round_id, people_of(3), extra=BAD)
    before = case_list.load_rows(ctx)
    again = builders.import_people(ctx, round_id, people_of(3), extra=BAD)
    assert (again.new, again.updated, again.unchanged, again.set_aside, again.repeated) == (0, 0, 3, 0, 2)
    assert again.done.cases == ()
    assert case_list.load_rows(ctx) == before
    assert len(importing.rows_set_aside(ctx)) == first.set_aside == 2


def test_a_newer_list_updates_and_keeps_the_history(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, people_of(2))
    builders.happened(ctx, 1, builders.checked_in_cosmic(), builders.invited())
    moved = replace(
        builders.details(0), address=Address(street="Nygatan 1", postcode="59031", city="Borensberg"), phones=()
    )
    imported = builders.import_people(ctx, round_id, [moved, builders.details(1), builders.details(2)])
    assert (imported.new, imported.updated, imported.unchanged) == (1, 1, 1)
    known = ctx.store.resident_of(1).details
    assert (known.address.street, known.phones) == ("Nygatan 1", builders.details(0).phones)
    view = case_list.case_view(ctx, 1)
    assert view.state.invited is not None
    assert [type(entry.record.event) for entry in view.timeline][-1] is ev.FactsChanged


def test_what_a_newer_list_leaves_empty_is_not_erased(ctx: Context, round_id: int) -> None:
    at_erik = replace(builders.address(), care_of="c/o Erik Ek", extra="lgh 1102")
    builders.import_people(ctx, round_id, [builders.details(0)])
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.change_resident(1, builders.details(0, address=at_erik))
        act.commit()
    moved = builders.details(0, address=Address(street="Nygatan 1", postcode="59031", city="Borensberg"))
    builders.import_people(ctx, round_id, [moved])
    known = ctx.store.resident_of(1).details.address
    assert known == replace(moved.address, care_of="c/o Erik Ek", extra="lgh 1102")


def test_a_chosen_change_replaces_the_proposed_ones(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, people_of(1))
    newer = replace(builders.details(0), name=Name("Karin", "Öst"), phones=("0141-22 33 44",))
    checked = builders.checked_list([newer])
    (changed,) = preparing.preview(ctx, checked, round_id).changed
    only_name = [change for change in changed.changes if change.field == "name"]
    importing.import_list(ctx, checked, round_id, source="a", content_hash="2", chosen={2: only_name})
    known = ctx.store.resident_of(1).details
    assert (known.name.family, known.phones) == ("Öst", builders.details(0).phones)


def test_a_known_person_comes_into_another_round(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, people_of(2))
    other = builders.add_round(ctx, "2027", "rhs-2023")
    imported = builders.import_people(ctx, other, [builders.details(1, phones=("0141-22 33 44",))])
    assert (imported.new, imported.updated) == (1, 0)
    assert len(case_list.load_rows(ctx)) == 3
    assert {row.resident for row in case_list.load_rows(ctx, other)} == {2}
    assert ctx.store.resident_of(2).details.phones[0] == "0141-22 33 44"


def test_a_person_whose_number_has_changed(ctx: Context, round_id: int) -> None:
    coordination = PersonalNumber("198101612389", IdentityKind.COORDINATION)
    before = builders.details(0, identity=coordination)
    checked = builders.checked_list([builders.details(0)])
    with ctx.store.act(ActKind.EDIT_DETAILS, user="Anna", now=ctx.now, rules=ctx.rules) as act:
        resident = act.add_resident(before)
        act.append(act.add_case(resident, round_id, "rhs-004", 1), ev.Listed(on=ctx.today, identity=coordination.kind))
        act.commit()
    imported = importing.import_list(
        ctx, checked, round_id, source="a", content_hash="1", same_person={2: coordination.digits}
    )
    assert (imported.new, imported.updated) == (0, 1)
    assert ctx.store.resident_of(1).details == builders.details(0)
    facts = ctx.store.state(1).facts
    assert facts is not None
    assert facts.identity is IdentityKind.PERSONAL


def test_the_preview_changes_nothing(ctx: Context, round_id: int) -> None:
    builders.import_people(ctx, round_id, people_of(3))
    newer = [replace(builders.details(0), phones=("0141-22 33 44",)), builders.details(1), builders.details(5)]
    before = case_list.load_rows(ctx)
    found = preparing.preview(ctx, builders.checked_list(newer), round_id)
    assert [row.details for row in found.new] == [builders.details(5)]
    assert [one.known for one in found.changed] == [builders.details(0)]
    assert found.missing == (builders.identity(2).digits,)
    assert case_list.load_rows(ctx) == before


class TestUndone:
    def test_an_undone_import_is_as_if_it_had_never_been(self, ctx: Context, round_id: int) -> None:
        checked = builders.checked_list(people_of(3), extra=BAD)
        imported = importing.import_list(ctx, checked, round_id, source="a.xlsx", content_hash="1")
        assert preparing.imported_before(ctx, "1") is not None
        undo.undo(ctx, imported.done.act)
        assert case_list.load_rows(ctx) == []
        assert importing.rows_set_aside(ctx) == ()
        assert preparing.imported_before(ctx, "1") is None
        preview = preparing.preview(ctx, checked, round_id)
        assert (len(preview.new), preview.missing) == (3, ())

    def test_the_same_list_can_come_again(self, ctx: Context, round_id: int) -> None:
        first = builders.import_people(ctx, round_id, people_of(3), extra=BAD)
        undo.undo(ctx, first.done.act)
        again = builders.import_people(ctx, round_id, people_of(3), extra=BAD)
        assert (again.new, again.set_aside) == (3, 2)
        assert again.done.cases == first.done.cases
        assert len(case_list.load_rows(ctx)) == 3


def test_the_mapping_is_remembered_for_lists_with_the_same_headings(ctx: Context, round_id: int) -> None:
    checked = builders.checked_list(people_of(1))
    chosen = replace(checked, mapping=checked.mapping.with_field(7, ListField.EXTRA))
    importing.import_list(ctx, chosen, round_id, source="a", content_hash="1")
    remembered = preparing.remembered_mapping(ctx, checked.mapping.list_type)
    assert remembered is not None
    assert checked.mapping.remembering(remembered) == chosen.mapping
    assert preparing.remembered_mapping(ctx, "other") is None


def test_an_unknown_round(ctx: Context) -> None:
    with pytest.raises(HistoryRefused) as refused:
        importing.import_list(ctx, builders.checked_list(), 9, source="a", content_hash="1")
    assert refused.value.code == "unknown_round"


def test_a_round_needs_a_manual(ctx: Context) -> None:
    with pytest.raises(HistoryRefused) as refused:
        importing.add_round(ctx, "2027", 2027, "gone")
    assert refused.value.code == "profile_missing"


def test_cells_come_back_as_they_were() -> None:
    from datetime import datetime, time, timedelta

    cells = (
        "å",
        12,
        1.5,
        True,
        date(2026, 1, 2),
        datetime(2026, 1, 2, 3, 4),
        time(5, 6),
        timedelta(hours=30),
        CellError("#REF!"),
        "",
    )
    back = imports.cells_from(imports.cells_to(cells))
    assert back == cells
    assert list(map(type, back)) == list(map(type, cells))


def test_a_person_taken_away_by_undo_is_not_known(ctx: Context, round_id: int) -> None:
    undo.undo(ctx, builders.import_people(ctx, round_id, people_of(2)).done.act)
    with ctx.store.reading() as db:
        assert people.known(db) == {}
