"""The table that the benchmarks print, and when a goal counts as met."""

from __future__ import annotations

import pytest

from benchmarks.report import Figure, Series, Skipped, Unit, Verdict, summary, table


def figure(
    *ours: float, rival: float | None = None, ratio: float | None = None, value: float | None = None, name: str = "a"
) -> Figure:
    beside = Series((rival,)) if rival is not None else None
    return Figure(name, Unit.MILLISECONDS, Series(ours), "floor", beside, ratio_goal=ratio, value_goal=value)


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        pytest.param(figure(15.0, rival=10.0, ratio=1.5), Verdict.MET, id="as many times the floor as allowed"),
        pytest.param(figure(15.1, rival=10.0, ratio=1.5), Verdict.MISSED, id="more than that"),
        pytest.param(figure(16.0, value=16.0), Verdict.MET, id="as long as allowed"),
        pytest.param(figure(16.1, value=16.0), Verdict.MISSED, id="longer"),
        pytest.param(figure(8.0, rival=1.0, ratio=9.0, value=7.0), Verdict.MISSED, id="both goals count"),
        pytest.param(figure(8.0, rival=1.0), Verdict.NO_GOAL, id="no goal"),
        pytest.param(figure(1.0, 2.0, 99.0, value=2.0), Verdict.MET, id="the middle of the rounds counts"),
    ],
)
def test_when_a_goal_is_met(measured: Figure, verdict: Verdict) -> None:
    assert measured.verdict is verdict


def test_the_ratio_is_that_of_the_middles() -> None:
    measured = Figure("a", Unit.SECONDS, Series((1.0, 3.0, 50.0)), "floor", Series((2.0, 0.1, 9.0)))
    assert measured.ratio == pytest.approx(1.5)


def test_the_highest_of_the_peaks_is_the_peak() -> None:
    assert Series((1.0, 1.0), (40.0, 60.0)).peak == 60.0
    assert Series((1.0,)).peak is None


def test_the_table_names_goal_and_verdict_beside_each_figure() -> None:
    ours, rival = Series((1234.0, 1200.0, 1300.0), (151.4,)), Series((1000.0,), (66.0,))
    lines = table(
        [Figure("start", Unit.MILLISECONDS, ours, "bare", rival, ratio_goal=1.5, value_goal=99.5)]
    ).splitlines()
    cells = [cell.strip() for cell in lines[2].strip("|").split("|")]
    assert cells == [
        *("start", "1234 ms", "1200–1300", "1000 ms", "bare"),
        *("1.23 ×", "≤ 1.50 ×, ≤ 99.5 ms", "MISSED", "151 MiB", "66 MiB"),
    ]
    assert len({len(line) for line in lines}) == 1


def test_the_summary_names_what_was_missed() -> None:
    figures = [figure(1.0, value=2.0), figure(3.0, value=2.0, name="import"), figure(9.0)]
    assert summary(figures) == "1 of 2 goals met; missed: import"
    assert summary(figures[:1]) == "1 of 1 goals met"


def test_what_is_not_installed_has_a_line_that_says_so() -> None:
    lines = table([figure(1.0, value=2.0), Skipped("letters", "LibreOffice is not installed")]).splitlines()
    assert [cell.strip() for cell in lines[3].strip("|").split("|")][:5] == [
        *("letters", "skipped", "", "", "LibreOffice is not installed")
    ]
    assert len({len(line) for line in lines}) == 1
    said = summary([figure(1.0, value=2.0), Skipped("letters", "LibreOffice is not installed")])
    assert said == "1 of 1 goals met; not measured: letters"
