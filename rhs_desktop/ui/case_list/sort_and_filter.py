"""Which rows the table shows, and in which order. Pure Python: no Qt, so that its speed and rules stand on their own.

A key press costs one pass of `in` over the search keys, which lie in the order of the list, or over those of the last
hits; a sign taken back costs nothing. What the filter lets through is worked out when the filter changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import compress, repeat
from operator import contains
from typing import Any

from rhs_desktop.domain.people.phone import search_terms
from rhs_desktop.services.case_row import CaseRow

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
        self._passed: list[int] = []
        self._passing: list[bool] | None = None
        self._touched: set[int] = set()
        self._resident = ""
        self._query = ""
        self._among_passed, self._among_all = _Steps(), _Steps()

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
                if self.rows[place].key != row.key:
                    self._forget_keys()
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

    def look_for(self, resident: str) -> None:
        """Other words of the resident, with the same tests."""
        self._resident = resident
        if self._touched:
            self._narrow()
        else:
            self._show()

    def search(self, query: str) -> None:
        """Look in all rows, whatever the filter; an empty query shows the filtered list again."""
        self._query = query
        self._show()

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
        self._forget_keys()

    def _forget_keys(self) -> None:
        self._all = None
        self._among_all.forget()
        self._among_passed.forget()

    def _narrow(self) -> None:
        rows, self._passed, self._passing = self.rows, self._order, None
        if self._tests:
            first, *others = self._tests
            passing = [first(rows[place]) for place in self._order]
            for test in others:
                passing = [passed and test(rows[place]) for passed, place in zip(passing, self._order, strict=True)]
            self._passed, self._passing = list(compress(self._order, passing)), passing
        self._among_passed.forget()
        self._touched.clear()
        self._show()

    def _show(self) -> None:
        words, resident = search_terms(self._query), search_terms(self._resident)
        if words:
            self.shown = self._among_all.holding(words, self.prepare).places
            return
        self._among_all.forget()
        self.shown = self._among_passed.holding(resident, self._let_through).places if resident else self._passed

    def _let_through(self) -> _Found:
        everything = self.prepare()
        return everything if self._passing is None else everything.only(self._passed, self._passing)

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

    def only(self, places: list[int], mask: list[bool]) -> _Found:
        """Those of all places that the mask lets through."""
        return _Found(places, self._keys, mask)

    def holding(self, word: str) -> _Found:
        if self._mask is not None:
            self._keys, self._mask = list(compress(self._keys, self._mask)), None
        mask = list(map(contains, self._keys, repeat(word)))
        return _Found(list(compress(self.places, mask)), self._keys, mask)


class _Steps:
    """What was found for the words in a field and, one inside the other, for fewer or shorter words before."""

    def __init__(self) -> None:
        self._steps: list[tuple[tuple[str, ...], _Found]] = []

    def forget(self) -> None:
        self._steps.clear()

    def holding(self, words: tuple[str, ...], within: Callable[[], _Found]) -> _Found:
        """What holds all the words: among the hits of an earlier step that these words are a part of, or in all."""
        while self._steps and not _go_on(self._steps[-1][0], words):
            self._steps.pop()
        before, found = self._steps[-1] if self._steps else ((), within())
        if words != before:
            for word in words:
                if word not in before:
                    found = found.holding(word)
            self._steps.append((words, found))
        return found


def _go_on(before: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether everything that holds the words holds those before as well."""
    return all(any(old in new for new in words) for old in before)
