"""Checks the whole database; read-only, for the command line and after trouble."""

from __future__ import annotations

from dataclasses import dataclass

from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import access_log, integrity_checks


@dataclass(frozen=True, slots=True)
class IntegrityFinding:
    """A fault. Codes: `integrity` (SQLite's own finding), `foreign_key` (a table), `row` (a case whose row is not
    what its events give), `person` (a resident whose search columns are not what the details give), `manual` (a
    manual that cases follow and that is not installed), and `log_` with a fault of the access log (`access.Flaw`),
    about its lines."""

    code: str
    about: str


@needs(Permission.ENTER)
def verify(ctx: Context) -> tuple[IntegrityFinding, ...]:
    """All faults; empty if there are none. Raises StoreUnavailable where the file cannot be read."""
    with ctx.store.reading() as db:
        found = [IntegrityFinding("integrity", said) for said in integrity_checks.integrity(db)]
        found += [IntegrityFinding("foreign_key", table) for table in integrity_checks.foreign_keys(db)]
        found += [IntegrityFinding("manual", profile) for profile in integrity_checks.missing_manuals(db, ctx.profiles)]
        found += [
            IntegrityFinding("row", str(case)) for case in integrity_checks.rows_out_of_step(db, ctx.rules, ctx.today)
        ]
        found += [IntegrityFinding("person", str(resident)) for resident in integrity_checks.people_out_of_step(db)]
        found += [IntegrityFinding(f"log_{one.flaw}", one.about) for one in access_log.verify(db)]
    return tuple(found)
