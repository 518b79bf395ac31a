"""What the user chooses in the review of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rhs_desktop.domain.checklists.comparison import Comparison, FieldChange


@dataclass(frozen=True, slots=True)
class ReviewChoices:
    """`rejected` and `accepted` hold changes as row and field, where the choice differs from what is proposed.
    `same_person`: rows that belong to a resident known by another number. `gone`: the digits of residents who are
    missing from the list and no longer listed."""

    rejected: frozenset[tuple[int, str]] = frozenset()
    accepted: frozenset[tuple[int, str]] = frozenset()
    same_person: frozenset[int] = frozenset()
    gone: frozenset[str] = frozenset()

    def takes(self, row: int, change: FieldChange) -> bool:
        """Whether a change of a known resident will be made."""
        key = (row, change.field.value)
        return key in self.accepted or (change.proposed and key not in self.rejected)

    def choosing(self, row: int, change: FieldChange, *, yes: bool) -> ReviewChoices:
        """With one change accepted or rejected."""
        key = (row, change.field.value)
        accepted, rejected = self.accepted - {key}, self.rejected - {key}
        return replace(
            self, accepted=accepted | {key} if yes else accepted, rejected=rejected if yes else rejected | {key}
        )

    def as_same_person(self, row: int, *, yes: bool) -> ReviewChoices:
        """With the new identity of a row assigned to the known resident, or not."""
        rows = self.same_person | {row} if yes else self.same_person - {row}
        return replace(self, same_person=rows)

    def as_gone(self, identity: str, *, yes: bool) -> ReviewChoices:
        """With a missing resident marked as no longer listed, or not."""
        return replace(self, gone=self.gone | {identity} if yes else self.gone - {identity})

    def choosing_all_changes(self, found: Comparison, *, yes: bool) -> ReviewChoices:
        """With every change of every known resident accepted, or rejected."""
        keys = frozenset((one.ready.row, change.field.value) for one in found.changed for change in one.changes)
        return replace(self, accepted=keys if yes else frozenset(), rejected=frozenset() if yes else keys)

    def all_as_gone(self, found: Comparison, *, yes: bool) -> ReviewChoices:
        """With every missing resident marked as no longer listed, or none."""
        return replace(self, gone=frozenset(found.missing) if yes else frozenset())

    def changes(self, found: Comparison) -> Mapping[int, tuple[FieldChange, ...]]:
        """For the row of each changed resident, the changes that will be made."""
        return {
            one.ready.row: tuple(change for change in one.changes if self.takes(one.ready.row, change))
            for one in found.changed
        }

    def known_as(self, found: Comparison) -> Mapping[int, str]:
        """For rows that were assigned to a known resident, the digits of the number known so far."""
        return {
            one.ready.row: one.known.identity.digits
            for one in found.possible_duplicates
            if one.ready.row in self.same_person
        }
