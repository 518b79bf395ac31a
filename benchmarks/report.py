"""Figures and the one table that they are printed in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Verdict(StrEnum):
    MET = "met"
    MISSED = "MISSED"
    NO_GOAL = ""


SEALED = 1.15
"""How much longer an encrypted register may take than a plain one."""


class Unit(StrEnum):
    MILLISECONDS = "ms"
    SECONDS = "s"
    KIBIBYTES = "KiB"
    KILOBYTES = "kB"


@dataclass(frozen=True, slots=True)
class Series:
    """What one contender showed in the rounds of a run: values in the figure's unit, and its peak memory in MiB."""

    values: tuple[float, ...]
    peaks: tuple[float, ...] = ()

    @property
    def middle(self) -> float:
        return median(self.values)

    @property
    def peak(self) -> float | None:
        return max(self.peaks) if self.peaks else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `against` names what `rival` measured; the goals are upper limits, the ratio's is that of
    ours to the rival's, the value's is in the figure's unit."""

    name: str
    unit: Unit
    ours: Series
    against: str = ""
    rival: Series | None = None
    ratio_goal: float | None = None
    value_goal: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours.middle / self.rival.middle if self.rival and self.rival.middle else None

    @property
    def verdict(self) -> Verdict:
        held = []
        if self.ratio_goal is not None and self.ratio is not None:
            held.append(self.ratio <= self.ratio_goal)
        if self.value_goal is not None:
            held.append(self.ours.middle <= self.value_goal)
        if not held:
            return Verdict.NO_GOAL
        return Verdict.MET if all(held) else Verdict.MISSED


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line for what could not be measured here, and why."""

    name: str
    why: str


Measured = Figure | Skipped


HEADINGS = ("what", "ours", "spread", "rival", "against", "ratio", "goal", "", "peak", "rival's peak")
_LEFT = (0, 4, 7)


def table(figures: Iterable[Measured]) -> str:
    """The figures as a Markdown table that also reads well in a terminal."""
    rows = [HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    rule = tuple("-" * width if column in _LEFT else "-" * (width - 1) + ":" for column, width in enumerate(widths))
    return "\n".join(_line(row, widths) for row in (rows[0], rule, *rows[1:]))


def summary(measured: Sequence[Measured]) -> str:
    """How many goals were met, which were not, and what was not measured."""
    figures = [one for one in measured if isinstance(one, Figure)]
    missed = [figure.name for figure in figures if figure.verdict is Verdict.MISSED]
    goals = sum(figure.verdict is not Verdict.NO_GOAL for figure in figures)
    said = f"{goals - len(missed)} of {goals} goals met"
    skipped = [one.name for one in measured if isinstance(one, Skipped)]
    for what, names in (("missed", missed), ("not measured", skipped)):
        if names:
            said = f"{said}; {what}: {'; '.join(names)}"
    return said


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (
        cell.ljust(width) if column in _LEFT else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"| {' | '.join(cells)} |"


def _cells(figure: Measured) -> tuple[str, ...]:
    if isinstance(figure, Skipped):
        return (figure.name, "skipped", "", "", figure.why, *[""] * (len(HEADINGS) - 5))
    ours, rival, unit = figure.ours, figure.rival, figure.unit
    goals = [f"≤ {figure.ratio_goal:.2f} ×"] if figure.ratio_goal is not None else []
    goals += [f"≤ {_value(figure.value_goal)} {unit}"] if figure.value_goal is not None else []
    spread = f"{_value(min(ours.values))}–{_value(max(ours.values))}" if len(ours.values) > 1 else ""
    return (
        figure.name,
        f"{_value(ours.middle)} {unit}",
        spread,
        f"{_value(rival.middle)} {unit}" if rival else "",
        figure.against,
        f"{figure.ratio:.2f} ×" if figure.ratio is not None else "",
        ", ".join(goals),
        figure.verdict.value,
        _mebibytes(ours.peak),
        _mebibytes(rival.peak) if rival else "",
    )


def _value(value: float) -> str:
    """Three figures that mean something, or more where they stand before the point."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _mebibytes(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} MiB"
