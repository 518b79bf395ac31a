"""`paste`: prints what a table copied from 1177 or Cosmic would change, and records it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.pasting import PasteFinding, Source, Verdict
from rhs_desktop.services import pasting
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.pasting import PastePreview
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings import pasting as strings
from rhs_desktop.strings.cli import UsageTrouble

CLEAN, TO_LOOK_AT = 0, 1
STANDARD_INPUT = Path("-")
_TO_LOOK_AT = (Verdict.CHOICE, Verdict.OLDER, Verdict.UNKNOWN, Verdict.UNREADABLE)


def paste_table(
    session: CommandSession,
    file: Path,
    *,
    apply: bool = False,
    choices: bool = False,
    template: str | None = None,
    taken_as: Source | None = None,
    as_json: bool = False,
) -> int:
    """Print what the table in a file, or on standard input (`-`), would change; with `apply` record it as one act.

    `choices`: apply also what a person would have to choose, as invitations that only 1177 shows; `template` is the key
    of the template where the table leaves it open. Exit code 0 if nothing is left to decide, else 1. That people were
    named is logged first. Raises ListUnreadable, HistoryRefused, NotLogged, StoreUnavailable, Misused.
    """
    with session.recording() if apply else session.reading() as ctx:
        shown = _preview(ctx, file, taken_as)
        wanted = set(shown.proposed)
        if choices:
            wanted |= {place for place, one in enumerate(shown.findings) if one.verdict is Verdict.CHOICE}
        log_access(ctx, Access.LISTED, cases=shown.cases, command="paste", count=len(shown.findings))
        done: ActDone | None = None
        if apply and (wanted or shown.read_off):
            named = {place: template for place in wanted if template is not None and shown.findings[place].sent}
            done = pasting.apply(ctx, shown, chosen=wanted, templates=named)
        if as_json:
            answer(_as_data(ctx, shown, done))
        else:
            _tell(ctx, shown, done)
    left = Verdict.CHOICE if done is not None and choices else None
    waits = any(one.verdict in _TO_LOOK_AT and one.verdict is not left for one in shown.findings)
    return TO_LOOK_AT if waits or shown.source in (Source.PEOPLE, Source.NOTHING) else CLEAN


_NAMED = (Source.COSMIC, Source.LIST, Source.NUMBERS, Source.CASES, Source.RECIPIENTS)


def source_named(said: str | None) -> Source | None:
    """What a person says that the table is. Raises Misused."""
    if said is None:
        return None
    found = next((source for source in _NAMED if source.value == said), None)
    if found is None:
        raise Misused(UsageTrouble.NO_SUCH_SOURCE, given=said, known=", ".join(_NAMED))
    return found


def _preview(ctx: Context, file: Path, taken_as: Source | None) -> PastePreview:
    if file != STANDARD_INPUT:
        return pasting.preview_file(ctx, file, taken_as=taken_as)
    return pasting.preview_bytes(ctx, sys.stdin.buffer.read(), taken_as=taken_as)


def _as_data(ctx: Context, shown: PastePreview, done: ActDone | None) -> dict[str, Any]:
    portal = next(iter(ctx.profiles.values())).portal

    def row(finding: PasteFinding) -> dict[str, Any]:
        return {
            "row": finding.line,
            "personal_number": finding.number.dashed if finding.number else None,
            "name": finding.name,
            "from": strings.shown(finding.was, portal),
            "to": strings.shown(finding.becomes, portal),
            "at": strings.when(finding),
            "code": str(finding.because or ""),
            "why": strings.why(finding),
        }

    def rows(verdict: Verdict) -> list[dict[str, Any]]:
        return [row(finding) for finding in shown.findings if finding.verdict is verdict]

    return {
        "recognised_as": shown.source.value,
        "also": [source.value for source in shown.also],
        "changes": [
            {**row(finding), "choice": finding.verdict is Verdict.CHOICE, **_templates(finding)}
            for finding in shown.findings
            if finding.verdict in (Verdict.NEW, Verdict.CHOICE)
        ],
        "unknown": rows(Verdict.UNKNOWN),
        "older": rows(Verdict.OLDER),
        "unreadable": [
            {**row(finding), "text": finding.text}
            for finding in shown.findings
            if finding.verdict is Verdict.UNREADABLE
        ],
        "unchanged": rows(Verdict.SAME),
        "other": rows(Verdict.OTHER),
        "superseded": rows(Verdict.SUPERSEDED),
        "missing": [{"personal_number": one.number.dashed, "name": one.name} for one in shown.missing],
        "applied": _applied(done),
    }


def _templates(finding: PasteFinding) -> Mapping[str, list[str]]:
    return {"templates": list(finding.sent.templates)} if finding.sent else {}


def _applied(done: ActDone | None) -> dict[str, int] | None:
    return {"act": done.act, "cases": int(done.details["count"])} if done else None


def _tell(ctx: Context, shown: PastePreview, done: ActDone | None) -> None:
    portal = next(iter(ctx.profiles.values())).portal
    say(f"{strings.SOURCE[shown.source]}. {strings.summary(shown.findings, len(shown.missing))}.")
    if shown.source is Source.PEOPLE:
        say(strings.SAY_WHAT)
    elif shown.source in (Source.LIST, Source.NOTHING):
        say(strings.HINT[shown.source])
    lines = [
        (
            str(finding.line),
            strings.VERDICT[finding.verdict],
            finding.number.dashed if finding.number else "",
            finding.name,
            strings.change(finding, portal),
            strings.why(finding) or (finding.text if finding.verdict is Verdict.UNREADABLE else ""),
        )
        for finding in shown.findings
    ]
    if lines:
        say("", *table(lines))
    if shown.missing:
        say("", f"{strings.NOT_ON_THE_LIST}:", *(f"  {one.number.dashed}  {one.name}" for one in shown.missing))
    if done is not None:
        say("", strings.recorded(int(done.details["count"]), read_off=len(shown.read_off)))
    elif shown.proposed:
        say("", strings.apply_next(len(shown.proposed)))
