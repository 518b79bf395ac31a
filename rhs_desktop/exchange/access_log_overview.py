"""The access log counted in two directions, for the sheet that a reviewer looks at first. Counted with pandas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rhs_desktop.domain.checklists import Cell

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One line of the log: when, who, and the kind of act in words. No resident."""

    at: datetime
    user: str
    kind: str


@dataclass(frozen=True, slots=True)
class OverviewStrings:
    """What the sheet says: its title, the lines above the tables, the tables' headings, and those of users and sums."""

    title: str
    about: Sequence[str]
    by_month: str
    by_kind: str
    by_hour: str
    user: str
    everything: str


def overview(lines: Sequence[CountedLine], strings: OverviewStrings) -> list[Sequence[Cell]]:
    """What the sheet is about, and three tables below each other, each with a line and a column of sums.

    Lines by user and month (months without any are there as 0), by user and kind, by user and hour of the day. No
    tables for no lines.
    """
    about: list[Sequence[Cell]] = [(line,) for line in strings.about]
    if not lines:
        return about
    import pandas as pd

    frame = pd.DataFrame({"at": [one.at for one in lines], "user": [one.user for one in lines]})
    frame["kind"] = [one.kind for one in lines]
    months = frame["at"].dt.to_period("M")
    hours = frame["at"].dt.hour
    every_month = pd.period_range(months.min(), months.max(), freq="M")
    by_month = pd.crosstab(frame["user"], months).reindex(columns=every_month, fill_value=0)
    by_kind = pd.crosstab(frame["user"], frame["kind"])
    by_hour = pd.crosstab(frame["user"], hours).reindex(columns=range(hours.min(), hours.max() + 1), fill_value=0)
    return [
        *about,
        (),
        *_table(strings.by_month, by_month, [str(month) for month in every_month], strings),
        (),
        *_table(strings.by_kind, by_kind, [str(kind) for kind in by_kind.columns], strings),
        (),
        *_table(strings.by_hour, by_hour, [f"{hour:02d}" for hour in by_hour.columns], strings),
    ]


def _table(heading: str, counted: DataFrame, columns: Sequence[str], strings: OverviewStrings) -> list[Sequence[Cell]]:
    """A heading, the names of the columns, a line for each user, and the sums."""
    rows: list[Sequence[Cell]] = [(str(user), *map(int, row), int(row.sum())) for user, row in counted.iterrows()]
    sums = counted.sum()
    return [
        (heading,),
        (strings.user, *columns, strings.everything),
        *rows,
        (strings.everything, *map(int, sums), int(sums.sum())),
    ]
