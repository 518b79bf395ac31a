"""The import's rules, without a widget."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from rhs_desktop.domain.checklists import ListField, ListFile, propose
from rhs_desktop.domain.checklists.comparison import ChangedField, FieldChange, PossibleDuplicate, compare
from rhs_desktop.ui.checklists.answers import with_right_file
from rhs_desktop.ui.checklists.state import EarlierImport, ImportBlocked, ImportStage, ImportState
from tests.builders import official_numbers
from tests.lists import TODAY, checked, dashed, sheet_of, wrong_check_digit

ONE, TWO, THREE, FOUR = official_numbers()[:4]
HEAD = ("Personnummer", "Namn", "Telefon")
GOOD = (dashed(ONE), "Ek, Karin", "070-174 06 05")
WRONG = (dashed(wrong_check_digit(TWO)), "Öst, Åke", "")


def read(
    *rows: tuple[str, ...],
    hidden: frozenset[int] = frozenset(),
    columns: frozenset[int] = frozenset(),
    before: EarlierImport | None = None,
) -> ImportState:
    sheet = replace(sheet_of(HEAD, *rows, hidden_rows=hidden), hidden_columns=columns)
    listed = ListFile("xlsx", "0" * 64, (sheet,))
    return ImportState(round=1).read("lista.xlsx", listed, propose(listed, TODAY), before)


def at_rows(*rows: tuple[str, ...]) -> ImportState:
    return read(*rows).checked_as(checked(HEAD, *rows))


BEFORE = EarlierImport(datetime(2026, 11, 2, 8, 2), "Anna Ek")


@pytest.mark.parametrize(
    ("state", "why"),
    [
        pytest.param(ImportState(), ImportBlocked.NO_LIST, id="nothing chosen"),
        pytest.param(read(GOOD), None, id="a good list"),
        pytest.param(replace(read(GOOD), round=None), ImportBlocked.NO_ROUND, id="no round"),
        pytest.param(read(GOOD).with_field(0, None), ImportBlocked.MAPPING, id="no identity column"),
        pytest.param(read(GOOD, before=BEFORE), ImportBlocked.IMPORTED_BEFORE, id="imported before"),
        pytest.param(read(GOOD, before=BEFORE).importing_again(yes=True), None, id="again, on purpose"),
        pytest.param(read(GOOD, WRONG, hidden=frozenset({3})), ImportBlocked.HIDDEN_ROWS, id="hidden rows not decided"),
        pytest.param(read(GOOD, WRONG, hidden=frozenset({3})).with_hidden_rows(skipped=False), None, id="hidden taken"),
        pytest.param(read(GOOD, columns=frozenset({1})), ImportBlocked.HIDDEN_COLUMNS, id="hidden columns not decided"),
        pytest.param(read(GOOD, columns=frozenset({1})).with_hidden_columns(skipped=True), None, id="columns skipped"),
        pytest.param(
            read(GOOD, columns=frozenset({0})).with_hidden_columns(skipped=True),
            ImportBlocked.MAPPING,
            id="identity skipped",
        ),
        pytest.param(read(GOOD, columns=frozenset({3, 9})), None, id="hidden columns outside the list"),
        pytest.param(read(GOOD, hidden=frozenset({1})), None, id="only the headings are hidden"),
        pytest.param(at_rows(GOOD, WRONG), ImportBlocked.WRONG_FILE, id="half of it wrong"),
        pytest.param(with_right_file(at_rows(GOOD, WRONG), right=True), None, id="right file after all"),
        pytest.param(at_rows(GOOD, WRONG).replaced(3, 0, dashed(TWO)), None, id="all of it mended"),
        pytest.param(
            at_rows(GOOD, WRONG).replaced(3, 0, dashed(TWO)).undone(), ImportBlocked.WRONG_FILE, id="and undone"
        ),
        pytest.param(at_rows(GOOD), None, id="nothing wrong"),
        pytest.param(at_rows(("", "", "")), ImportBlocked.NOTHING_READY, id="nobody in it"),
    ],
)
def test_what_stands_in_the_way(state: ImportState, why: ImportBlocked | None) -> None:
    assert state.blocked is why


def test_the_first_trouble_is_told_first() -> None:
    state = read(GOOD, WRONG, hidden=frozenset({3}), columns=frozenset({1}), before=BEFORE).with_field(0, None)
    told = []
    while state.blocked:
        told.append(state.blocked)
        match state.blocked:
            case ImportBlocked.MAPPING:
                state = state.with_field(0, ListField.IDENTITY)
            case ImportBlocked.IMPORTED_BEFORE:
                state = state.importing_again(yes=True)
            case ImportBlocked.HIDDEN_ROWS:
                state = state.with_hidden_rows(skipped=True)
            case _:
                state = state.with_hidden_columns(skipped=True)
    assert told == [
        ImportBlocked.MAPPING,
        ImportBlocked.IMPORTED_BEFORE,
        ImportBlocked.HIDDEN_ROWS,
        ImportBlocked.HIDDEN_COLUMNS,
    ]


def test_another_list_forgets_what_was_chosen_but_not_the_round() -> None:
    first = read(GOOD, before=BEFORE).importing_again(yes=True).with_hidden_rows(skipped=True)
    assert first.listed is not None
    assert first.mapping is not None
    second = first.read("annan.xlsx", first.listed, propose(first.listed, TODAY), BEFORE)
    assert (second.again, second.skip_rows, second.round, second.source) == (False, None, 1, "annan.xlsx")


def test_another_sheet_forgets_what_was_chosen_and_tells_of_the_first() -> None:
    sheet = sheet_of(HEAD, GOOD)
    listed = ListFile("xlsx", "0" * 64, (sheet, sheet))
    first = ImportState(round=1).read("lista.xlsx", listed, propose(listed, TODAY), BEFORE)
    assert (first.sheet_place, first.other_lists) == (0, (1,))
    assert first.mapping is not None
    second = first.importing_again(yes=True).with_sheet(1, first.mapping, None)
    assert (second.other_lists, second.before, second.again) == ((0,), None, False)
    assert second.with_sheet(0, first.mapping, BEFORE) == first


def test_skipped_columns_are_nowhere_and_come_back_when_the_mind_is_changed() -> None:
    state = read(GOOD, columns=frozenset({1, 2})).with_field(2, ListField.GIVEN)
    assert state.hidden_columns == (1, 2)
    skipped = state.with_hidden_columns(skipped=True)
    assert skipped.meant is not None
    assert skipped.meant.fields == (ListField.IDENTITY, None, None)
    assert skipped.with_hidden_columns(skipped=False).meant == state.mapping


def test_a_fixed_row_keeps_its_place_and_undo_brings_the_trouble_back() -> None:
    state = at_rows(GOOD, WRONG, (dashed(THREE), "Ek, Bo", ""))
    assert state.in_trouble == (3,)
    fixed = state.replaced(3, 0, dashed(TWO))
    assert fixed.problem_of(3) is None
    assert fixed.in_trouble == (3,)
    assert fixed.may_undo
    back = fixed.undone()
    assert back.problem_of(3) == state.problem_of(3)
    assert not back.may_undo
    assert back.undone() == back


def test_a_fix_that_makes_a_duplicate_shows_both_rows() -> None:
    state = at_rows(GOOD, WRONG, (dashed(THREE), "Ek, Bo", "")).replaced(3, 0, dashed(ONE))
    assert state.in_trouble == (2, 3)
    assert state.duplicates_of(3) == (2,)
    kept = state.keeping(3)
    assert kept.problem_of(2) is None
    assert kept.problem_of(3) is None
    assert kept.checked is not None
    assert [ready.row for ready in kept.checked.ready] == [3, 4]


def test_the_next_trouble_goes_round() -> None:
    rows = (GOOD, WRONG, (dashed(THREE), "Ek, Bo", ""), ("", "Utan, Nummer", "1"))
    state = at_rows(*rows)
    assert [state.next_trouble(after) for after in (0, 3, 5)] == [3, 5, 3]
    assert state.dismissed(3).dismissed(5).next_trouble(0) is None


def test_a_reserve_number_is_confirmed_by_a_person() -> None:
    state = at_rows(GOOD, ("X19760101ABC", "Okänd, Å", ""), (dashed(TWO), "a", ""), (dashed(THREE), "b", ""))
    assert state.may_be_reserve(3)
    assert not state.may_be_reserve(2)
    assert state.with_reserve_accepted(3).problem_of(3) is None


def test_back_skips_rows_that_never_were_in_trouble() -> None:
    good = at_rows(GOOD)
    assert good.checked is not None
    review = good.compared(compare(good.checked, {}))
    assert review.back().stage is ImportStage.COLUMNS
    messy = at_rows(GOOD, WRONG)
    assert messy.checked is not None
    assert messy.compared(compare(messy.checked, {})).back().stage is ImportStage.ROWS
    assert messy.back().stage is ImportStage.COLUMNS
    assert messy.back().back().stage is ImportStage.SOURCE


def test_changes_are_taken_as_proposed_unless_a_person_says_otherwise() -> None:
    known = checked(HEAD, GOOD).ready[0].details
    state = at_rows((dashed(ONE), "Ek, Karin", "013-10 20 30"))
    assert state.checked is not None
    state = state.compared(compare(state.checked, {ONE: known}))
    assert state.comparison is not None
    (change,) = state.comparison.changed[0].changes
    assert change.field is ChangedField.PHONES
    found, choices = state.comparison, state.choices
    assert choices.changes(found) == {2: (change,)}
    assert choices.choosing(2, change, yes=False).changes(found) == {2: ()}
    assert choices.choosing(2, change, yes=False).choosing(2, change, yes=True).changes(found) == {2: (change,)}
    unproposed = FieldChange(ChangedField.EXTRA, "lgh 2", "", proposed=False)
    assert not choices.takes(2, unproposed)
    assert choices.choosing(2, unproposed, yes=True).takes(2, unproposed)


def test_a_possible_duplicate_is_a_new_person_until_somebody_says_it_is_the_same() -> None:
    known = checked(HEAD, (dashed(FOUR), "Ek, Karin", "")).ready[0].details
    state = at_rows(GOOD)
    assert state.checked is not None
    ready = state.checked.ready[0]
    comparison = replace(
        compare(state.checked, {}),
        possible_duplicates=(PossibleDuplicate(ready, known),),
    )
    state = state.compared(comparison)
    choices = state.choices
    assert choices.known_as(comparison) == {}
    assert choices.as_same_person(2, yes=True).known_as(comparison) == {2: known.identity.digits}
    assert choices.as_same_person(2, yes=True).as_same_person(2, yes=False).known_as(comparison) == {}
