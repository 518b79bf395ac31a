"""`profiles`: lists the manuals and who follows them, or the errors of a manual's file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import ManualProblem
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings.manuals import manuals as said
from rhs_desktop.strings.manuals.file_errors import profile_refused, told

WELL, WRONG = 0, 1


def list_profiles(session: CommandSession, *, as_json: bool) -> int:
    """Print every manual, and the clinic's files that are not used as they are. Raises Misused, StoreUnavailable."""
    from rhs_desktop.services.manuals import overview

    with session.reading() as ctx:
        found = overview.manuals(ctx)
        troubles = [said.trouble(one.error, instead=one.instead) for one in overview.troubles(ctx)]
    if as_json:
        known = [
            {
                "id": one.profile.id,
                "title": said.title(one.profile),
                "shipped": one.shipped,
                "used": one.used,
                "rounds": [record.name for record in one.rounds],
                "open": one.open,
                "finished": one.finished,
            }
            for one in found
        ]
        answer({"profiles": known, "troubles": troubles})
    else:
        rows = [
            (
                one.profile.id,
                said.title(one.profile),
                said.standing(len(one.rounds), shipped=one.shipped, used=one.used),
            )
            for one in found
        ]
        say(*table(rows), *troubles)
    return WRONG if troubles else WELL


def check_profile(file: Path, *, as_json: bool) -> int:
    """Print all errors of a manual's file; no database is opened."""
    from rhs_desktop.services.manual_files import load_profile

    problems: tuple[ManualProblem, ...] = ()
    try:
        profile = load_profile(file)
        headline = strings.PROFILE_RIGHT.format(title=said.title(profile), file=file.name)
    except ProfileInvalid as error:
        problems = cast("tuple[ManualProblem, ...]", error.data["problems"])
        headline = profile_refused(error)
    if as_json:
        listed = [{"key": one.key, "code": one.code, "message": told(one)} for one in problems]
        answer({"file": str(file), "problems": listed})
    else:
        say(headline, *(f"  {told(one)}" for one in problems))
    return WRONG if problems else WELL
