"""An entry of the access log in full, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from rhs_desktop.domain.access_log.entries import LogLine
from rhs_desktop.strings.access_log import entries as said


def full(line: LogLine, known: Mapping[int, said.LoggedPerson]) -> str:
    """All values of the entry as an HTML table; texts that people wrote are escaped."""
    head = f"{said.moment(line.at)}, {said.user(line)}: {said.what(line)}"
    people = said.everybody(line, known)
    told = (
        (said.UNIT, said.unit(line)),
        (said.PEOPLE, "; ".join(people)),
        (said.MORE, said.more(line)),
        (said.NUMBER, f"{line.number}"),
        (said.DIGEST, line.digest),
    )
    rows = "".join(
        f"<tr><td>{escape(name)}&nbsp;&nbsp;&nbsp;</td><td>{escape(text)}</td></tr>" for name, text in told if text
    )
    return f"<p><b>{escape(head)}</b></p><table>{rows}</table>"
