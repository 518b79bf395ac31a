"""What is known before a list is imported: the meaning of its columns, earlier imports, and what this one would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rhs_desktop.domain.checklists import CheckedList, RowRules
from rhs_desktop.domain.checklists.comparison import Comparison, compare
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists.exported_edits import edited_fields, only_edited
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import imports as imports_store
from rhs_desktop.store import people
from rhs_desktop.store import settings as kept
from rhs_desktop.store.imports import ImportRecord
from rhs_desktop.store.people import RoundRecord


@needs(Permission.LIST)
def imported_before(ctx: Context, content_hash: str) -> ImportRecord | None:
    """The latest import of exactly this content that was not undone; None if there is none."""
    with ctx.store.reading() as db:
        return next((one for one in imports_store.imports(db) if one.content_hash == content_hash), None)


@needs(Permission.LIST)
def remembered_mapping(ctx: Context, list_type: str) -> Mapping[str, str] | None:
    """The columns that a person chose for lists with these headings, for `propose_mapping`."""
    with ctx.store.reading() as db:
        found = kept.get(db, mapping_key(list_type))
    return found if isinstance(found, dict) else None


@needs(Permission.LIST)
def rules_of(ctx: Context, round_: RoundRecord, *, accept_reserve: bool = False) -> RowRules:
    """What the rows of a list for that round are held against."""
    return RowRules(ctx.today, round_.birth_years, accept_reserve, round_.year, settings.clinics(ctx))


@needs(Permission.LIST)
def preview(
    ctx: Context, checked: CheckedList, round_id: int, *, cancelled: Callable[[], bool] = lambda: False
) -> Comparison:
    """What importing the list would do: who is new, changed, perhaps doubled, or no longer on it.

    Missing are those of earlier lists of the round who are not on this one and whose case is open. Only lists count of
    which this one has half or more: one of women says nothing of the men, and neither does a file of our own. Raises
    Cancelled.
    """
    on_it = {one.details.identity.digits for one in checked.ready}
    earlier: set[str] = set()
    with ctx.store.reading() as db:
        known = {digits: one.details for digits, one in people.known(db).items()}
        for one in () if checked.sheet.ours else imports_store.imports(db, round_id):
            listed = imports_store.identities_of(db, one.id)
            if 2 * len(listed & on_it) >= len(listed):
                earlier |= listed
        edited = edited_fields(db, checked, round_id)
    found = compare(checked, known, frozenset(earlier), cancelled)
    if edited:
        changed, unchanged = only_edited(found, edited)
        found = replace(found, changed=changed, unchanged=unchanged)
    if not found.missing:
        return found
    still_open = {row.digits for row in case_list.load_rows(ctx, round_id) if not row.finished}
    return replace(found, missing=tuple(digits for digits in found.missing if digits in still_open))


@needs(Permission.LIST)
def round_of(ctx: Context, round_id: int) -> RoundRecord:
    """The round. Raises HistoryRefused `unknown_round`."""
    with ctx.store.reading() as db:
        found = next((one for one in people.rounds(db) if one.id == round_id), None)
    if found is None:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_ROUND, round=round_id)
    return found


def mapping_key(list_type: str) -> str:
    """The setting that keeps what a person chose for lists with these headings."""
    return f"mapping:{list_type}"
