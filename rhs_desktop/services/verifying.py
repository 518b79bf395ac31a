"""Is everything in the database as it must be? Read-only, for the command line and after trouble."""

from __future__ import annotations

from dataclasses import dataclass

from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log, checks


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong. Codes: `integrity` (what SQLite says), `foreign_key` (a table), `row` (a case whose row
    is not what its events give), `person` (a resident whose search columns are not what the details give), `manual`
    (a manual that cases follow and that is not installed), and `log_` with what is wrong with the access log
    (`access.Flaw`), about its lines."""

    code: str
    about: str


@needs(Permission.ENTER)
def verify(w: Workplace) -> tuple[Finding, ...]:
    """Everything that is wrong, nothing if all is well. Raises StoreUnavailable where the file cannot be read."""
    with w.store.reading() as db:
        found = [Finding("integrity", said) for said in checks.integrity(db)]
        found += [Finding("foreign_key", table) for table in checks.foreign_keys(db)]
        found += [Finding("manual", profile) for profile in checks.missing_manuals(db, w.profiles)]
        found += [Finding("row", str(case)) for case in checks.rows_out_of_step(db, w.rules, w.today)]
        found += [Finding("person", str(resident)) for resident in checks.people_out_of_step(db)]
        found += [Finding(f"log_{one.flaw}", one.about) for one in access_log.verify(db)]
    return tuple(found)
