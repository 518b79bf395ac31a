"""`export` and `verify`: the whole checklist as Excel, and whether the whole database is as it must be."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.cli.console import answer, say
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.rounds import chosen_round
from rhs_desktop.services.verifying import Finding, verify
from rhs_desktop.words import cli as words
from rhs_desktop.words.common import count_of
from rhs_desktop.words.lists import left_out

WELL, WRONG = 0, 1


def export(desk: Desk, out: Path, round_name: str | None, *, protect: bool = False, as_json: bool) -> int:
    """Write the checklist of one round, or of all; where `protect` says so, with a password of its own.

    Raises FileUnwritable, EntryRefused, Misused, StoreUnavailable.
    """
    from rhs_desktop.services.exporting import export_checklist

    with desk.looking() as w:
        password = desk.file_password(stdin=desk.password_stdin, new=True) if protect else ""
        of = chosen_round(w, round_name).id if round_name else None
        written = export_checklist(w, out, of, password=password)
    if as_json:
        answer({"path": str(out), "rows": written.rows, "left_out": written.left_out, "encrypted": protect})
        return 0
    say(words.EXPORTED.format(rows=count_of(written.rows, "invånare", "invånare"), path=out))
    if protect:
        say(words.EXPORTED_PROTECTED)
    if written.left_out:
        say(left_out(written.left_out))
    return 0


def verify_all(desk: Desk, *, as_json: bool) -> int:
    """Look for everything that can be wrong. Raises StoreUnavailable."""
    with desk.looking() as w:
        found = verify(w)
    if as_json:
        said = [{"code": one.code, "about": one.about, "message": finding_line(one)} for one in found]
        answer({"ok": not found, "findings": said})
    else:
        say(*map(finding_line, found), words.NOT_VERIFIED if found else words.VERIFIED)
    return WRONG if found else WELL


def finding_line(finding: Finding) -> str:
    return words.FINDINGS[finding.code].format(about=finding.about)
