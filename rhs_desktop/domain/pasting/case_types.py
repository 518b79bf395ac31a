"""What an Ärendetyp of 1177 is to us: the invitation, by which template, the reminder, or something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rhs_desktop.domain.checklists.fields import compact
from rhs_desktop.domain.manuals.manual import Profile, Template

_FEWEST_LETTERS_CUT = 12


@dataclass(frozen=True, slots=True)
class CaseType:
    """`templates` of the case's own manual that may be meant; `told` is false where the table has no such column."""

    templates: tuple[str, ...] = ()
    reminder: bool = False
    told: bool = True

    @property
    def ours(self) -> bool:
        return bool(self.templates) or self.reminder


def case_type(text: str, own: Profile, others: Iterable[Profile] = ()) -> CaseType:
    """What a row's Ärendetyp says to a case under the manual `own`.

    The manual of 2023 gives both its templates one public name, so that one name may mean several templates. A name
    that only another manual knows counts as well: a clinic may have changed manuals since it sent.
    """
    if not text.strip():
        return CaseType(tuple(template.key for template in own.templates), told=False)
    for profile in (own, *others):
        if _same(text, profile.reminder.name):
            return CaseType(reminder=True)
        keys = [template.key for template in profile.templates if _is_template(text, template)]
        known = tuple(key for key in keys if any(key == template.key for template in own.templates))
        if keys:
            return CaseType(known or tuple(template.key for template in own.templates))
    return CaseType()


def _is_template(text: str, template: Template) -> bool:
    return any(_same(text, name) for name in (template.public_name, template.listed_as, template.internal_name))


def _same(text: str, name: str) -> bool:
    word, known = compact(text), compact(name)
    if text.rstrip().endswith(("…", "...")) and len(word) >= _FEWEST_LETTERS_CUT:
        return known.startswith(word)
    return word == known
