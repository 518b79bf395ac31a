"""What a list raises beside the meaning of its columns, and nobody has answered yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rhs_desktop.domain.checklists import (
    ColumnMapping,
    ListField,
    NamedClinic,
    Sheet,
    UnreadColumn,
    named_clinics,
    unread_columns,
)
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Questions:
    """What is not answered yet: the clinics that the list names, the columns that look as if they said what has
    happened, with their headings, and the templates to choose from (key and name) where it cannot be told which."""

    clinics: tuple[NamedClinic, ...] = ()
    unread: tuple[tuple[str, UnreadColumn], ...] = ()
    templates: tuple[tuple[str, str], ...] = ()


def raised(
    ctx: Context, sheet: Sheet, mapping: ColumnMapping, round_id: int | None, ours: Mapping[str, bool], *, unread: bool
) -> Questions:
    """The questions of a sheet under a mapping. `ours`: the answers of this import; `unread`: ask about columns."""
    if mapping.troubles:
        return Questions()
    named = named_clinics(sheet, mapping, settings.clinics(ctx) | dict(ours))
    asked = unread_columns(sheet, mapping) if unread else ()
    of = next((one for one in case_list.rounds(ctx) if one.id == round_id), None)
    sent = ListField.INVITED_ON in mapping.fields and of is not None and of.profile in ctx.profiles
    templates = ctx.profiles[of.profile].templates if of is not None and sent else ()
    return Questions(
        tuple(one for one in named if one.ours is None),
        tuple((mapping.headings[one.column], one) for one in asked),
        tuple((one.key, one.internal_name) for one in templates) if len(templates) > 1 else (),
    )
