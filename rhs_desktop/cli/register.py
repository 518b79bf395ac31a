"""`init`, `export` and `verify`: the first administrator, the checklist as Excel, and a check of the database."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.cli.console import answer, say
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession, chosen_round
from rhs_desktop.paths import data_dir
from rhs_desktop.services.integrity import IntegrityFinding, verify
from rhs_desktop.services.users import first_login
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings.checklists.reading import left_out
from rhs_desktop.strings.cli import UsageTrouble
from rhs_desktop.strings.common import residents

WELL, WRONG = 0, 1


def begin(session: CommandSession, *, as_json: bool) -> int:
    """Create the encrypted register and its first administrator, and print the recovery code.

    Raises Misused, EntryRefused and StoreUnavailable.
    """
    if session.practice:
        raise Misused(UsageTrouble.NO_PRACTICE_INIT)
    folder = data_dir(session.folder)
    code = first_login.begin(folder, session.name, session.password(twice=True))
    if as_json:
        answer({"user": session.name, "recovery_code": code})
    else:
        say(*strings.begun(session.name, code))
    return 0


def export(session: CommandSession, out: Path, round_name: str | None, *, protect: bool = False, as_json: bool) -> int:
    """Write the checklist of one round, or of all; `protect` encrypts it with a password of its own.

    Raises FileUnwritable, EntryRefused, Misused, StoreUnavailable.
    """
    from rhs_desktop.services.checklists.exporting import export_checklist

    with session.reading() as ctx:
        password = session.file_password(stdin=session.password_stdin, new=True) if protect else ""
        of = chosen_round(ctx, round_name).id if round_name else None
        written = export_checklist(ctx, out, of, password=password)
    if as_json:
        answer({"path": str(out), "rows": written.rows, "left_out": written.left_out, "encrypted": protect})
        return 0
    say(strings.EXPORTED.format(rows=residents(written.rows), path=out))
    if protect:
        say(strings.EXPORTED_PROTECTED)
    if written.left_out:
        say(left_out(written.left_out))
    return 0


def verify_all(session: CommandSession, *, as_json: bool) -> int:
    """Check the whole database. Raises StoreUnavailable."""
    with session.reading() as ctx:
        found = verify(ctx)
    if as_json:
        said = [{"code": one.code, "about": one.about, "message": finding_line(one)} for one in found]
        answer({"ok": not found, "findings": said})
    else:
        say(*map(finding_line, found), strings.NOT_VERIFIED if found else strings.VERIFIED)
    return WRONG if found else WELL


def finding_line(finding: IntegrityFinding) -> str:
    """A fault in Swedish."""
    return strings.FINDINGS[finding.code].format(about=finding.about)
