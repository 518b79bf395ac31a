"""Pasted tables are recognised by their content and read whole, in every shape, order and company."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import permutations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting import MalformedNumber, RecognisedClip, Record, Source, recognise
from rhs_desktop.domain.pasting.tokens import TokenKind, is_weak, read_cell
from rhs_desktop.domain.people.personal_number import PersonalNumber
from rhs_desktop.exchange.pasting import read_clip
from tests.domain.people.identities import MAN, TODAY, WOMAN, coordination, with_wrong_check_digit
from tests.exploring import examples
from tests.pasted import EXAMPLE, EXAMPLE_NUMBERS, SHAPES, markup, stacked, tabbed, vocabulary
from tests.refusals import refusal_of

W, M = f"{WOMAN[:8]}-{WOMAN[8:]}", f"{MAN[:8]}-{MAN[8:]}"
UNREAD, READ = PortalStatus.UNREAD, PortalStatus.READ
ANSWERED, CLOSED = PortalStatus.ANSWERED, PortalStatus.CLOSED
STATUS = {
    UNREAD: "Fråga till invånare",
    READ: "Tilldelat (fråga till invånare, läst av invånare)",
    ANSWERED: "Tilldelat (svar från invånare)",
    CLOSED: "Avslutat",
}
TYPE = "Inbjudan – Välkommen på hälsosamtal"
SECOND = (
    ("Uppdaterat", "Ärendet", "Skapat", "Personnummer", "Invånare", "Status"),
    ("2026-11-05 08:15", TYPE, "2026-11-02 14:33", W, "Karin Ek", STATUS[READ]),
    ("2026-11-06 21:40", TYPE, "2026-11-02 14:33", M, "Åke Öst", "Fördelat (svar från invånare)"),
)


def read(text: str, html: str = "", today: date = TODAY) -> RecognisedClip:
    return recognise(read_clip(text, html), vocabulary(), today)


def rows(text: str) -> tuple[Record, ...]:
    return read(text).records.rows


def statuses(text: str) -> dict[str, PortalStatus]:
    found = read(text)
    assert found.source is Source.CASES
    assert not found.records.ambiguous
    return {str(row.identity): status for row in found.records.rows for status in row.statuses}


# ---- the example of the manual


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("headings", [True, False], ids=["headings", "bare"])
def test_the_manuals_table_in_every_shape_and_order_of_columns(shape: str, headings: bool) -> None:
    expected = dict(zip(EXAMPLE_NUMBERS, (UNREAD, ANSWERED, READ), strict=True))
    orders = list(permutations(range(5)))
    assert len(orders) == 120
    for order in orders:
        table = [[row[column] for column in order] for row in EXAMPLE[0 if headings else 1 :]]
        text = SHAPES[shape](table)
        assert statuses(text) == expected, order
        found = rows(text)
        assert [str(row.created) for row in found] == ["2022-03-08 14:33", "2022-03-08 14:33", "2022-03-08 14:30"]
        assert {row.case_type for row in found} == {"Inbjudan - Välkommen till hälsosamtal"}
        assert not any(row.updated for row in found)


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - {"one space"}))
def test_names_are_read_where_they_can_be_told_apart(shape: str) -> None:
    found = rows(SHAPES[shape](EXAMPLE))
    assert [row.name for row in found] == [row[3] for row in EXAMPLE[1:]]


def test_the_manuals_table_in_the_middle_of_its_page() -> None:
    page = f"""Svarshantering inbjudan hälsosamtal

Tabs: "ÄRENDE ATT HANTERA" (selected) and "ALLA ÄRENDE". A table lists three cases.

{tabbed(EXAMPLE)}

- **Fråga till invånare**
– inbjudan skickad men inte läst av invånaren
- **Tilldelat (svar från invånare)**
"""
    assert list(statuses(page)) == list(EXAMPLE_NUMBERS)


# ---- the second layout


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("headings", [True, False], ids=["headings", "bare"])
def test_the_second_layout_tells_when_a_case_changed(shape: str, headings: bool) -> None:
    text = SHAPES[shape](SECOND[0 if headings else 1 :])
    assert statuses(text) == {W: READ, M: ANSWERED}
    assert [(str(row.created), str(row.updated)) for row in rows(text)] == [
        ("2026-11-02 14:33", "2026-11-05 08:15"),
        ("2026-11-02 14:33", "2026-11-06 21:40"),
    ]


@pytest.mark.parametrize("order", [(2, 0, 1, 3, 4, 5), (5, 4, 3, 2, 1, 0), (3, 5, 0, 2, 1, 4), (1, 4, 3, 5, 2, 0)])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_later_of_two_moments_is_the_change(shape: str, order: tuple[int, ...]) -> None:
    text = SHAPES[shape]([[row[column] for column in order] for row in SECOND[1:]])
    assert statuses(text) == {W: READ, M: ANSWERED}
    assert [str(row.updated) for row in rows(text)] == ["2026-11-05 08:15", "2026-11-06 21:40"]


# ---- single rows, as they may be written

ROW = f"2026-11-02 14:33\t{TYPE}\t{W}\tKarin Ek\t"
WRITTEN = [
    pytest.param("Fråga till invånare", UNREAD, id="as it stands"),
    pytest.param("FRÅGA TILL INVÅNARE", UNREAD, id="capitals"),
    pytest.param("  fråga\u00a0till   invånare ", UNREAD, id="spaces of all kinds"),
    pytest.param("Tilldelat (fråga till invånare,läst av invånare)", READ, id="no space after the comma"),
    pytest.param("Tilldelat(svar från invånare)", ANSWERED, id="no space before the bracket"),
    pytest.param("Tilldelat ( svar från invånare )", ANSWERED, id="spaces in the bracket"),
    pytest.param("Fördelat (svar från invånare)", ANSWERED, id="distributed"),
    pytest.param("Tilldelat (svar från invånare)\tVisa\t⟳", ANSWERED, id="buttons beside it"),
    pytest.param("Tilldelat (svar från invånare) Öppna", ANSWERED, id="a button in its cell"),
    pytest.param("Tilldelat (svar fra\u030an inva\u030anare)", ANSWERED, id="letters in two parts"),
    pytest.param("Tilldelat (svar från inv\u00adånare)", ANSWERED, id="a soft hyphen"),
    pytest.param("avslutat", CLOSED, id="closed"),
]


@pytest.mark.parametrize(("written", "status"), WRITTEN)
def test_a_status_however_it_is_written(written: str, status: PortalStatus) -> None:
    (row,) = rows(ROW + written)
    assert row.statuses == {status}


@pytest.mark.parametrize(
    "written",
    ["Tilldelat (motfråga till invånare)", "Omfördelat (fråga till invånare)", "Tilldelat", "Avslutat (makulerat)", ""],
)
def test_a_status_that_nobody_knows_is_not_guessed_at(written: str) -> None:
    (row,) = rows("\t".join(EXAMPLE[0]) + "\n" + ROW + written)
    assert not row.statuses
    assert row.status_text == written


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(f"{WOMAN[:8]}\u2013{WOMAN[8:]}", id="dash"),
        pytest.param(f"{WOMAN[:8]}\u2212{WOMAN[8:]}", id="minus"),
        pytest.param(WOMAN, id="no hyphen"),
        pytest.param(f"{WOMAN[:4]} {WOMAN[4:8]}-{WOMAN[8:]}", id="the space of Cosmic"),
        pytest.param(f"{WOMAN[:2]}\u00a0{WOMAN[2:8]}-{WOMAN[8:]}", id="a space after the century"),
        pytest.param(f"{WOMAN[2:8]}-{WOMAN[8:]}", id="ten digits"),
        pytest.param(f"\u200b{W}\ufeff", id="invisible marks"),
        pytest.param(f"'{W}", id="apostrophe"),
    ],
)
@pytest.mark.parametrize("line", ["{}\tKarin Ek\tAvslutat", "Karin Ek   {}   Avslutat", "Karin Ek\n{}\nAvslutat"])
def test_a_number_however_it_is_written(number: str, line: str) -> None:
    (row,) = rows(line.format(number))
    assert str(row.identity) == W
    assert row.statuses == {CLOSED}


@pytest.mark.parametrize(
    ("moment", "read_as"),
    [
        ("2026-11-02 14:33", "2026-11-02 14:33"),
        ("2026-11-02 kl. 14.33", "2026-11-02 14:33"),
        ("2026\u201311\u201302\u00a014:33:09", "2026-11-02 14:33"),
        ("2026-11-02T08:05", "2026-11-02 08:05"),
        ("2026-11-02", "2026-11-02"),
        ("2026-13-02 14:33", "None"),
        ("2026-11-02 25:33", "None"),
    ],
)
def test_moments(moment: str, read_as: str) -> None:
    (row,) = rows(f"{moment}\t{W}\tAvslutat")
    assert str(row.created) == read_as


def test_a_broken_number_is_told_from_none() -> None:
    wrong, hidden, none = rows(
        f"{ROW.replace(W, with_wrong_check_digit(WOMAN))}Avslutat\n{ROW.replace(W, '19560122-****')}Avslutat\n"
        f"{ROW.replace(W, '')}Avslutat"
    )
    assert [row.identity for row in (wrong, hidden, none)] == [
        MalformedNumber("check_digit"),
        MalformedNumber("masked"),
        None,
    ]


def test_a_status_wrapped_onto_the_next_line() -> None:
    text = (
        f"{ROW}Tilldelat (svar från\ninvånare)\n{ROW.replace(W, M)}Tilldelat (fråga till invånare,\nläst av invånare)"
    )
    assert statuses(text) == {W: ANSWERED, M: READ}


# ---- the company that a table comes in

NOISE_BEFORE = (
    "1177 Personalverktyget\nStart / Vårdcentralen Ekeby / Mina ärenden\nMINA ÄRENDEN\nSKICKA ÄRENDE\n"
    "Ärenden att hantera\nAlla ärenden\nStatus\nDatum\nInvånare\nHanterare\nÄrendetyp\nAvslutat\nInkludera\n"
    "Rensa filter\nVisa resultat\n"
)
NOISE_AFTER = "\nVisar 1–2 av 2\nFöregående\n1\nNästa\nKontakt\nOm webbplatsen\nVersion 2026.11\n"


@pytest.mark.parametrize("shape", ["tabs", "spaces", "one cell a line", "one cell a line with gaps"])
@pytest.mark.parametrize("table", [EXAMPLE, SECOND], ids=["first layout", "second layout"])
def test_a_whole_page_is_copied(shape: str, table: tuple[tuple[str, ...], ...]) -> None:
    alone = statuses(SHAPES[shape](table))
    assert len(alone) == len(table) - 1
    assert statuses(NOISE_BEFORE + SHAPES[shape](table) + NOISE_AFTER) == alone


def test_a_button_after_each_row_when_cells_stand_one_a_line() -> None:
    table = [[*row, "Visa" if number else "Sortera"] for number, row in enumerate(EXAMPLE)]
    assert len(statuses(stacked(table))) == 3
    assert len(statuses(stacked(table[1:]))) == 3


def test_the_table_of_the_page_stands_among_other_markup() -> None:
    html = (
        f"<nav><ul><li>Start</li><li>Avslutat</li></ul></nav><select><option>Avslutat</option></select>{markup(SECOND)}"
    )
    found = read("ignored", html)
    assert [row.statuses for row in found.records.rows] == [{READ}, {ANSWERED}]


def test_a_missing_name_does_not_move_the_other_cells() -> None:
    lines = stacked(EXAMPLE).split("\n")
    lines.remove(EXAMPLE[2][3])
    assert list(statuses("\n".join(lines)).values()) == [UNREAD, ANSWERED, READ]
    assert list(statuses("\n".join(lines[5:])).values()) == [UNREAD, ANSWERED, READ]


def test_cells_that_could_belong_to_either_neighbour_are_not_given_to_one() -> None:
    found = read(f"Filter\nAvslutat\n{W}\nFråga till invånare\n{M}\nAvslutat")
    assert found.records.ambiguous


# ---- what a paste is

KINDS = [
    pytest.param(tabbed(EXAMPLE), Source.CASES, id="cases"),
    pytest.param("\t".join(EXAMPLE[0]) + f"\n{ROW}Makulerat", Source.CASES, id="cases, none with a known status"),
    pytest.param(f"Personnummer\tNamn\tAviseringar\n{W}\tKarin Ek\tBrevduva", Source.RECIPIENTS, id="recipients"),
    pytest.param(f"{W}\tMobiltelefon\n{M}\tSaknas", Source.RECIPIENTS, id="recipients without headings"),
    pytest.param(f"{W}\tKarin Ek\n{M}\tÅke Öst", Source.PEOPLE, id="people"),
    pytest.param(f"Personnummer\tNamn\n{W}\tKarin Ek", Source.PEOPLE, id="people under headings"),
    pytest.param(f"Personnummer\tNamn\tListad\n{W}\tKarin Ek\tJa", Source.COSMIC, id="listed, by its heading"),
    pytest.param(f"Personnummer\tNamn\tAvliden\n{W}\tKarin Ek\t", Source.COSMIC, id="dead or not, by its heading"),
    pytest.param(f"Personnummer\tNamn\tTelefon\n{W}\tKarin Ek\t070", Source.LIST, id="a list, by its heading"),
    pytest.param(f"{W}\tEk, Karin\tStorgatan 1\t0701740635\n{M}\tÖst, Åke\t\t", Source.PEOPLE, id="people with more"),
    pytest.param(f"{W}\n{M}", Source.NUMBERS, id="numbers, one a line"),
    pytest.param(f"{W}, {M}; {coordination(WOMAN)}", Source.NUMBERS, id="numbers on one line"),
    pytest.param(f"Personnummer\n{W}\n{M}", Source.NUMBERS, id="numbers under a heading"),
    pytest.param(f"{WOMAN[2:]}\n{MAN[2:]}", Source.NUMBERS, id="ten bare digits"),
    pytest.param("hej\npå dig", Source.NOTHING, id="anything else"),
    pytest.param("0701740635\n013-12 34 56", Source.NOTHING, id="telephone numbers"),
]


@pytest.mark.parametrize(("text", "source"), KINDS)
def test_a_paste_is_recognised_by_its_content(text: str, source: Source) -> None:
    assert read(text).source is source


def test_a_list_from_excel_says_where_it_comes_from() -> None:
    html = f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>{W}</td><td>Karin</td></tr></table>'
    found = read(f"{W}\tKarin", html)
    assert (found.source, found.also) == (Source.LIST, (Source.COSMIC,))


def test_people_whom_nobody_knows_are_a_new_list() -> None:
    found = read(f"{W}\tKarin Ek\n{M}\tÅke Öst")
    (one, other) = (row.identity for row in found.records.rows)
    assert isinstance(one, PersonalNumber)
    assert isinstance(other, PersonalNumber)
    assert found.knowing({one}).source is Source.PEOPLE
    assert found.knowing(()).source is Source.LIST
    assert Source.COSMIC in found.knowing(()).also


# ---- anything at all

PIECES = st.sampled_from(
    [
        "\t",
        "\n",
        "  ",
        " ",
        W,
        M,
        *STATUS.values(),
        TYPE,
        "2026-11-02 14:33",
        "Saknas",
        "Status",
        "Personnummer",
        "Visa",
    ]
)


TEXTS = PIECES | st.text(max_size=12)


@examples(300)
@given(st.lists(TEXTS, max_size=40).map("".join))
@example("<table>")
@example("\x00")
@example("<td>" + W)
def test_any_text_gives_an_outcome(text: str) -> None:
    refused = refusal_of(lambda: read_clip(text))
    assert refused in (None, "empty")
    assume(refused is None)
    clip = read_clip(text)
    found = recognise(clip, vocabulary(), TODAY)
    assert all(1 <= row.line <= len(clip.lines) for row in found.records.rows)


@given(st.lists(TEXTS, max_size=20).map("".join), st.lists(TEXTS, max_size=20).map("".join))
def test_no_number_is_lost_in_any_text(before: str, after: str) -> None:
    clip = read_clip(f"{before}\t{W}\t{after}")
    rows = recognise(clip, vocabulary(), TODAY).records.rows
    tokens = [one for line in clip.lines for cell in line for one in read_cell(cell, vocabulary(), TODAY)]
    numbers = [one for one in tokens if one.kind is TokenKind.IDENTITY and not is_weak(one)]
    assume(any(isinstance(one.value, PersonalNumber) for one in numbers))
    assert Counter(str(row.identity) for row in rows if row.identity) == Counter(str(one.value) for one in numbers)


@given(
    st.lists(
        st.tuples(st.sampled_from((W, M)), st.sampled_from(tuple(STATUS)), st.sampled_from(("", "Karin Ek"))),
        min_size=1,
    ),
    st.permutations(range(4)),
    st.sampled_from(sorted(SHAPES.keys() - {"one cell a line", "one cell a line with gaps"})),
)
def test_no_row_is_lost_or_mixed_up(people: list[tuple[str, PortalStatus, str]], order: list[int], shape: str) -> None:
    table = [
        [("2026-11-02 14:33", number, name or "x", STATUS[status])[i] for i in order] for number, status, name in people
    ]
    found = rows(SHAPES[shape]([["Rubrik"] * 4, *table]))
    assert [(str(row.identity), set(row.statuses)) for row in found] == [(number, {s}) for number, s, _ in people]
