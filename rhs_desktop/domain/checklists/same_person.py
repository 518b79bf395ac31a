"""When two identities may be one person: the same name and the same birth date."""

from __future__ import annotations

from rhs_desktop.domain.checklists.fields import compact
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.people.resident import Details


def person_key(details: Details) -> tuple[str, str] | None:
    """Birth date `YYYYMMDD` and name, comparable between lists; None where either is not known.

    The words of a name are sorted, so that "Ek, Karin" and "Karin Ek" are the same.
    """
    identity = details.identity
    if identity.kind is IdentityKind.RESERVE or not (words := details.name.display.casefold()):
        return None
    born = identity.digits[:8]
    if identity.kind is IdentityKind.COORDINATION:
        born = str(int(born) - 60)
    return born, " ".join(sorted(map(compact, words.replace("-", " ").split())))
