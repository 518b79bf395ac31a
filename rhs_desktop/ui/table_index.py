"""Which rows the table shows, and in which order. Pure Python: no Qt, so that its speed and rules stand on their own.

A key press costs one pass of `in` over the search keys, which lie in the order of the list; orders are made when a
column is first sorted by and mended, not made again, when single rows change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import compress, repeat
from operator import contains
from typing import Any

from rhs_desktop.domain.phone import search_terms
from rhs_desktop.services.rows import CaseRow

SortKey = Callable[[CaseRow], Any]
Test = Callable[[CaseRow], bool]
_FEW = 16
"""So many are looked for one by one, which is faster than going through all that is shown."""


class TableIndex:
    """Rows, an order, a filter and a search, and from these `shown`: places in `rows`, first to last."""

    def __init__(self) -> None:
        self.rows: list[CaseRow] = []
        self.shown: list[int] = []
        self._place: dict[int, int] = {}
        self._key: SortKey | None = None
        self._descending = False
        self._order: list[int] = []
        self._all: _Found | None = None
        self._tests: Sequence[Test] = ()
        self._resident = ""
        self._base: list[int] = []
        self._touched: set[int] = set()
        self._query = ""
        self._last: tuple[tuple[str, ...], _Found] | None = None

    def load(self, rows: Iterable[CaseRow]) -> None:
        """Replace everything; order, filter and search stay."""
        self.rows = list(rows)
        self._place = {row.case: place for place, row in enumerate(self.rows)}
        self._order = list(range(len(self.rows)))
        self._sort()
        self._narrow()

    def replace(self, rows: Iterable[CaseRow]) -> list[int]:
        """New values for rows that are there, in the places where they are shown. What is shown does not move.

        Returns the places in `rows` that changed. The new values count for the filter, the order and the search
        when these are next asked for something.
        """
        changed = []
        for row in rows:
            place = self._place.get(row.case)
            if place is not None and self.rows[place] != row:
                self.rows[place] = row
                changed.append(place)
        self._touched.update(changed)
        return changed

    def holds(self, case: int) -> bool:
        return case in self._place

    def lines(self, cases: Sequence[int]) -> dict[int, int]:
        """On which line of what is shown each of the cases stands, for those that are shown."""
        places = {self._place[case]: case for case in cases if case in self._place}
        if len(places) > _FEW:
            return {places[place]: line for line, place in enumerate(self.shown) if place in places}
        found = {}
        for place, case in places.items():
            with suppress(ValueError):
                found[case] = self.shown.index(place)
        return found

    def sort(self, key: SortKey, *, descending: bool = False) -> None:
        self._key, self._descending = key, descending
        self._sort()
        self._narrow()

    def narrow(self, tests: Sequence[Test], resident: str = "") -> None:
        """Let through what passes all tests and holds every word of `resident`."""
        self._tests, self._resident = tests, resident
        self._narrow()

    def search(self, query: str) -> None:
        """Look in all rows, whatever the filter; an empty query shows the filtered list again."""
        self._query = query
        self._search()

    def refresh(self) -> None:
        """Order, filter and search anew, after `replace`."""
        self._sort()
        self._narrow()

    @property
    def searching(self) -> bool:
        return bool(search_terms(self._query))

    def stale(self) -> int:
        """How many of the shown rows the filter would no longer let through, since they were replaced."""
        if self.searching or not self._touched:
            return 0
        gone = {place for place in self._touched if not all(test(self.rows[place]) for test in self._tests)}
        return len(gone.intersection(self.shown)) if gone else 0

    def _sort(self) -> None:
        if self._key is not None:
            keys = list(map(self._key, self.rows))
            self._order.sort(key=keys.__getitem__, reverse=self._descending)
        self._all = None

    def _narrow(self) -> None:
        rows = self.rows
        base = self._order
        for test in self._tests:
            base = [place for place in base if test(rows[place])]
        for word in search_terms(self._resident):
            base = [place for place in base if word in rows[place].key]
        self._base = base
        self._touched.clear()
        self._last = None
        self._search()

    def _search(self) -> None:
        words = search_terms(self._query)
        if not words:
            self._last = None
            self.shown = self._base
            return
        found = self._begin(words)
        for word in words:
            found = found.holding(word)
        self._last = (words, found)
        self.shown = found.places

    def _begin(self, words: tuple[str, ...]) -> _Found:
        """Where to look: in the last hits if the query only grew, else in all rows."""
        if self._last:
            before, found = self._last
            if all(any(old in new for new in words) for old in before):
                return found
        return self.prepare()

    def prepare(self) -> _Found:
        """Lay out the search keys, so that the first key press need not. Worth doing when nothing else is to be done.

        The keys are copied to lie side by side in the order of the list: of half a million keys strewn over memory
        one pass takes three times as long.
        """
        if self._all is None:
            rows = self.rows
            self._all = _Found(self._order, [rows[place].key.encode().decode() for place in self._order])
        return self._all


class _Found:
    """Places with their search keys; the keys of hits are picked out only if somebody looks further among them."""

    def __init__(self, places: list[int], keys: list[str], mask: list[bool] | None = None) -> None:
        self.places = places
        self._keys = keys
        self._mask = mask

    def holding(self, word: str) -> _Found:
        if self._mask is not None:
            self._keys, self._mask = list(compress(self._keys, self._mask)), None
        mask = list(map(contains, self._keys, repeat(word)))
        return _Found(list(compress(self.places, mask)), self._keys, mask)
