"""Pasted tables in all the shapes that they come in, and the words by which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

from rhs_desktop.domain.pasting import Vocabulary
from rhs_desktop.services.manual_files import load_profiles

Table = Sequence[Sequence[str]]

EXAMPLE_NUMBERS = ("19591223-2849", "19950428-2394", "19490210-2138")
EXAMPLE: Table = (
    ("Datum", "Ärendetyp", "Personnummer", "Invånare", "Status"),
    *(
        (at, "Inbjudan - Välkommen till hälsosamtal", number, f"1177-Vårdguiden Östergötland {who}", status)
        for at, number, who, status in (
            ("2022-03-08 14:33", EXAMPLE_NUMBERS[0], "Testperson1", "Fråga till invånare"),
            ("2022-03-08 14:33", EXAMPLE_NUMBERS[1], "Testperson3", "Tilldelat (svar från invånare)"),
            (
                "2022-03-08 14:30",
                EXAMPLE_NUMBERS[2],
                "Testperson4",
                "Tilldelat (fråga till invånare, läst av invånare)",
            ),
        )
    ),
)
"""The table of the manual of 2023, Svarshantering, with 1177's own test persons."""


@cache
def vocabulary(*profiles: str) -> Vocabulary:
    known = load_profiles().usable
    return Vocabulary.of([known[name] for name in profiles] or known.values())


def tabbed(table: Table) -> str:
    return "\n".join("\t".join(row) for row in table)


def spaced(table: Table) -> str:
    return "\r\n".join("   ".join(row) for row in table)


def one_space(table: Table) -> str:
    return "\n".join(" ".join(row) for row in table)


def hard_spaces(table: Table) -> str:
    return "\n".join("\u00a0\u00a0".join(row) for row in table)


def stacked(table: Table) -> str:
    return "\n".join(cell for row in table for cell in row)


def stacked_with_gaps(table: Table) -> str:
    return "\n\n".join("\n \t\n".join(row) for row in table)


def markup(table: Table) -> str:
    head, *body = table
    first = "".join(f"<th><span>{escape(cell)}</span></th>" for cell in head)
    rows = "".join("<tr>" + "".join(f"<td> {escape(cell)}\n</td>" for cell in row) + "</tr>" for row in body)
    return f"<html><body><!--StartFragment--><table><tr>{first}</tr>{rows}</table><!--EndFragment--></body></html>"


def roles(table: Table) -> str:
    """A table made of boxes, as newer web systems have them."""
    return "".join(
        '<div role="row">' + "".join(f'<div role="gridcell"><p>{escape(cell)}</p></div>' for cell in row) + "</div>"
        for row in table
    )


SHAPES = {
    "tabs": tabbed,
    "spaces": spaced,
    "one space": one_space,
    "hard spaces": hard_spaces,
    "one cell a line": stacked,
    "one cell a line with gaps": stacked_with_gaps,
    "markup": markup,
    "boxes": roles,
}
