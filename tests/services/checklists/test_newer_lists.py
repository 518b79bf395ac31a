"""What a newer list says of earlier ones: rows put right elsewhere need wait no longer, and who is missing from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.checklists import CheckedList, Ours, RowRules, check, propose_mapping
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.checklists import importing, preparing
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.services.context import Context
from rhs_desktop.strings.cases.next_step import why
from tests import builders
from tests.lists import sheet_of


@pytest.fixture
def round_id(ctx: Context) -> int:
    return builders.add_round(ctx)


def people(*numbers: int) -> list[Details]:
    return [builders.details(number) for number in numbers]


def row(person: Details, number: str) -> list[str]:
    """The person as a list has them, with another number."""
    return [number, *builders.list_row(person)[1:]]


def bring(ctx: Context, round_id: int, numbers: Sequence[int], *extra: Sequence[str], **more: str) -> Imported:
    checked = builders.checked_list(people(*numbers), extra=extra)
    if more:
        checked = replace(checked, sheet=replace(checked.sheet, **more))  # type: ignore[arg-type]
    return importing.import_list(ctx, checked, round_id, source="b.xlsx", content_hash=f"{numbers}{extra}")


def slip(number: int) -> str:
    """The person's number with its last digit wrong."""
    dashed = builders.identity(number).dashed
    return dashed[:-1] + str((int(dashed[-1]) + 1) % 10)


class TestPutRightElsewhere:
    @pytest.mark.parametrize(
        ("wrong", "settled"),
        [
            pytest.param(slip(3), 1, id="a digit wrong"),
            pytest.param("", 1, id="no number"),
            pytest.param(builders.identity(3).dashed[:8], 1, id="only the birth date"),
            pytest.param(builders.identity(3).dashed[:8] + "-****", 1, id="hidden"),
            pytest.param(slip(3)[2:], 1, id="ten digits"),
            pytest.param(slip(90), 0, id="another number altogether"),
        ],
    )
    def test_a_row_that_comes_right_in_a_newer_list(
        self, wrong: str, settled: int, ctx: Context, round_id: int
    ) -> None:
        bring(ctx, round_id, [0, 1], row(builders.details(3), wrong))
        done = bring(ctx, round_id, [0, 1, 3])
        assert (done.new, done.unchanged, done.settled) == (1, 2, settled)
        assert len(importing.rows_set_aside(ctx)) == 1 - settled
        undo.undo(ctx, done.done.act)
        assert [one.cells[0] for one in importing.rows_set_aside(ctx)] == [wrong]

    def test_it_stays_settled_after_a_restart(self, ctx: Context, round_id: int, tmp_path: Path) -> None:
        bring(ctx, round_id, [0], row(builders.details(3), slip(3)), row(builders.details(4), slip(4)))
        bring(ctx, round_id, [0, 3])
        ctx.store.close()
        with builders.opened(tmp_path) as again:
            assert [one.cells[2] for one in importing.rows_set_aside(again)] == [builders.details(4).name.given]

    def test_one_of_two_that_had_one_number_settles_both(self, ctx: Context, round_id: int) -> None:
        twice = [builders.list_row(builders.details(0)), builders.list_row(builders.details(0), "har flyttat")]
        assert bring(ctx, round_id, [], *twice).set_aside == 2
        assert bring(ctx, round_id, [], twice[1]).settled == 2
        assert importing.rows_set_aside(ctx) == ()

    def test_a_namesake_settles_nobody(self, ctx: Context, round_id: int) -> None:
        """Two people whose rows differ in nothing but the number, one of them right from the beginning."""
        twin = replace(builders.details(3), identity=builders.identity(0))
        bring(ctx, round_id, [], builders.list_row(twin), row(builders.details(3), slip(3)))
        done = bring(ctx, round_id, [], builders.list_row(twin), builders.list_row(builders.details(3)))
        assert (done.new, done.settled) == (1, 0)
        assert len(importing.rows_set_aside(ctx)) == 1

    def test_the_headings_may_stand_in_another_order(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [], row(builders.details(3), slip(3)))
        turned = [list(reversed(one)) for one in (builders.HEADINGS, builders.list_row(builders.details(3)))]
        sheet = sheet_of(*turned)
        checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today))
        assert importing.import_list(ctx, checked, round_id, source="c", content_hash="c").settled == 1

    def test_in_another_round_it_still_waits(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0], row(builders.details(3), slip(3)))
        other = builders.add_round(ctx, "2027")
        assert bring(ctx, other, [3]).settled == 0
        assert len(importing.rows_set_aside(ctx)) == 1

    def test_a_row_that_is_still_wrong_in_the_error_list_waits_once(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0], row(builders.details(3), slip(3)))
        again = bring(ctx, round_id, [], row(builders.details(3), slip(3)), ours=Ours.ERRORS)
        assert (again.set_aside, again.repeated) == (0, 1)


def preview(ctx: Context, round_id: int, *numbers: int, **more: str) -> tuple[str, ...]:
    checked: CheckedList = builders.checked_list(people(*numbers))
    if more:
        checked = replace(checked, sheet=replace(checked.sheet, **more))  # type: ignore[arg-type]
    return preparing.preview(ctx, checked, round_id).missing


class TestMissing:
    def test_those_who_were_on_an_earlier_list(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0, 1, 2])
        assert preview(ctx, round_id, 0, 1, 5) == (builders.identity(2).digits,)

    def test_a_list_of_others_says_nothing_of_them(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0, 1, 2])
        bring(ctx, round_id, [10, 11, 12])
        assert preview(ctx, round_id, 0, 1) == (builders.identity(2).digits,)
        assert preview(ctx, round_id, 20, 21) == ()

    def test_they_are_told_until_somebody_decides(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0, 1, 2])
        bring(ctx, round_id, [0, 1])
        assert preview(ctx, round_id, 0, 1) == (builders.identity(2).digits,)

    @pytest.mark.parametrize("ours", list(Ours))
    def test_our_own_files_say_nothing(self, ours: Ours, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0, 1, 2])
        assert preview(ctx, round_id, 0, 1, ours=ours) == ()

    def test_whose_case_is_finished_is_left_alone(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0, 1, 2])
        builders.happened(ctx, 3, ev.CosmicChecked(on=ctx.today, result=Eligibility.DECEASED))
        assert preview(ctx, round_id, 0, 1) == ()

    def test_somebody_who_stands_on_no_list_is_not_marked_as_gone(self, ctx: Context, round_id: int) -> None:
        """The list that brought the person was undone: there is a case, but nobody to exclude."""
        undo.undo(ctx, bring(ctx, round_id, [1]).done.act)
        checked = builders.checked_list(people(0))
        gone = [builders.identity(1).digits]
        done = importing.import_list(ctx, checked, round_id, source="b", content_hash="b", gone=gone)
        assert done.gone == 0
        with ctx.store.reading() as db:
            kinds = [kind for (kind,) in db.execute("SELECT kind FROM events WHERE kind = 'CosmicChecked'")]
        assert kinds == []

    def test_no_longer_listed_because_a_person_says_so(self, ctx: Context, round_id: int) -> None:
        bring(ctx, round_id, [0, 1, 2])
        before = ctx.today - timedelta(days=3)
        builders.happened(ctx, 2, builders.checked_in_cosmic(before), builders.invited(before))
        gone = [builders.identity(1).digits, builders.identity(77).digits]
        checked = builders.checked_list(people(0))
        done = importing.import_list(ctx, checked, round_id, source="b", content_hash="b", gone=gone)
        assert done.gone == 1
        status = {one.case: one.status for one in case_list.load_rows(ctx)}
        assert (status[1], status[2], status[3]) == ("listed", "not_listed", "listed")
        last = case_list.case_view(ctx, 2).timeline[-1].record.event
        assert isinstance(last, ev.CosmicChecked)
        assert last.reason == f"Fanns inte kvar på listan b, markerat av {ctx.user}"
        view = case_list.case_view(ctx, 2)
        assert view.step is not None
        sentence = why(view.step, view.state, ctx.profiles["rhs-004"], ctx.today)
        assert sentence.startswith(f"Fanns inte kvar på listan b, markerat av {ctx.user} i dag.")
        undo.undo(ctx, done.done.act)
        assert {one.case: one.status for one in case_list.load_rows(ctx)}[2] == "unread"
