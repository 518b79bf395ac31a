"""A list half worked through: what its columns mean, what a row says has happened, and what sets it aside."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhs_desktop.domain.checklists import (
    Cell,
    CheckedList,
    ContactSoFar,
    ListField,
    RowRules,
    check,
    contact_cells,
    mapping_at,
)
from rhs_desktop.domain.checklists.fields import contact_meaning
from rhs_desktop.domain.codes import Answer, Channel
from rhs_desktop.strings.checklists import reading
from tests.builders import identity, official_numbers
from tests.lists import as_coordination, sheet_of

TODAY = date(2026, 11, 9)
HEAD = ("Personnummer", "Inbjuden datum", "Inbjudningssätt", "Påmind", "Svar", "Svarsdatum", "Bokad tid", "Genomförd")
WITH_RETURNS = (*HEAD, "Returnerat")


def checked(*rows: tuple[Cell, ...], head: tuple[str, ...] = WITH_RETURNS) -> CheckedList:
    """Rows under these headings; each person has a number of their own."""
    body = [(identity(place).dashed, *row, *[""] * (len(head) - 1 - len(row))) for place, row in enumerate(rows)]
    sheet = sheet_of(head, *body)
    return check(sheet, mapping_at(sheet, 1, TODAY), RowRules(TODAY, year=2026))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Inbjuden", ListField.INVITED_ON),
        ("Inbjuden datum", ListField.INVITED_ON),
        ("Datum inbjudan skickad", ListField.INVITED_ON),
        ("Inbjudningssätt", ListField.INVITED_BY),
        ("Påmind", ListField.REMINDED_ON),
        ("Påminnelse skickad", ListField.REMINDED_ON),
        ("SVAR", ListField.ANSWER),
        ("Svarsdatum", ListField.ANSWERED_ON),
        ("Bokad tid", ListField.BOOKED_FOR),
        ("Genomförd", ListField.HELD_ON),
        ("Returnerat", ListField.RETURNED_ON),
        ("Brev i retur", ListField.RETURNED_ON),
        ("Ansvarig", None),
        ("Kommentar", None),
        ("Försvarsområde", None),
    ],
)
def test_what_a_heading_means(heading: str, field: ListField | None) -> None:
    sheet = sheet_of(("Personnummer", heading), (identity(0).dashed, ""))
    assert mapping_at(sheet, 1, TODAY).fields[1] is field


def test_a_column_of_invitations_that_holds_the_way_is_the_way() -> None:
    sheet = sheet_of(
        ("Personnummer", "Inbjuden"), *[(identity(n).dashed, way) for n, way in enumerate(("1177", "brev"))]
    )
    assert mapping_at(sheet, 1, TODAY).fields[1] is ListField.INVITED_BY


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Svar 1177", ListField.ANSWER),
        ("Inbj.", ListField.INVITED_ON),
        ("Påmint", ListField.REMINDED_ON),
        ("Ansvarig sköterska", None),
        ("Telefon", None),
        ("Anteckning", None),
    ],
)
def test_what_a_heading_may_mean(heading: str, field: ListField | None) -> None:
    assert contact_meaning(heading) is field


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Ja", Answer.YES_CALL),
        ("ja, ring", Answer.YES_CALL),
        ("Ja ring", Answer.YES_CALL),
        ("ring upp", Answer.YES_CALL),
        ("Ja, jag vill ha ett hälsosamtal och vill bli uppringd för att få en tid.", Answer.YES_CALL),
        ("Bokar själv", Answer.YES_BOOK_SELF),
        ("ja, bokar själv", Answer.YES_BOOK_SELF),
        ("Ja, jag vill ha ett hälsosamtal och vill boka in tiden själv.", Answer.YES_BOOK_SELF),
        ("Nej", Answer.NO),
        ("Nej tack", Answer.NO),
        ("tackat nej", Answer.NO),
        ("Nej, jag vill inte ha något hälsosamtal.", Answer.NO),
        ("Nej, men ring i vår", None),
        ("ring inte", None),
        ("bokar inte själv", None),
        ("kanske", None),
        ("2026-11-03", None),
        ("?", None),
    ],
)
def test_an_answer(said: str, answer: Answer | None) -> None:
    assert contact_cells.answer(said) is answer


@pytest.mark.parametrize("said", ["", "inget svar", "Ej svarat", "obesvarat", "–", "Väntar"])
def test_no_answer_yet(said: str) -> None:
    assert contact_cells.no_answer_yet(said)


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("1177", Channel.DIGITAL),
        (1177, Channel.DIGITAL),
        ("via 1177", Channel.DIGITAL),
        ("1177.se", Channel.DIGITAL),
        ("Digitalt", Channel.DIGITAL),
        ("Telefon", Channel.PHONE),
        ("tel", Channel.PHONE),
        ("tfn", Channel.PHONE),
        ("ringt", Channel.PHONE),
        ("Brev", Channel.LETTER),
        ("b", Channel.LETTER),
        ("post", Channel.LETTER),
        ("1177 och brev", None),
        ("sms", None),
        ("", None),
    ],
)
def test_a_way_to_invite(said: Cell, way: Channel | None) -> None:
    assert contact_cells.way(said) is way


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3/11", (date(2026, 11, 3), None)),
        ("2026-11-03", (date(2026, 11, 3), None)),
        (date(2026, 11, 3), (date(2026, 11, 3), None)),
        (datetime(2026, 11, 3), (date(2026, 11, 3), None)),
        (datetime(2026, 11, 3, 13, 15), (date(2026, 11, 3), time(13, 15))),
        ("2026-11-03 13:15:00", (date(2026, 11, 3), time(13, 15))),
        ("3/11 kl 13", (date(2026, 11, 3), time(13))),
        (46329, (date(2026, 11, 3), None)),
        ("", None),
        ("Nej", None),
        ("–", None),
    ],
)
def test_a_day(cell: Cell, day: tuple[date, time | None] | None) -> None:
    assert contact_cells.day(cell, TODAY, 2026) == day


ROWS: list[tuple[tuple[Cell, ...], ContactSoFar | None]] = [
    (("3/11", "1177"), ContactSoFar(date(2026, 11, 3))),
    (("3/11", "brev", "6/11"), ContactSoFar(date(2026, 11, 3), Channel.LETTER, date(2026, 11, 6))),
    (
        ("3/11", "tel", "", "Nej", "5/11"),
        ContactSoFar(date(2026, 11, 3), Channel.PHONE, None, Answer.NO, date(2026, 11, 5)),
    ),
    (("3/11", "1177", "", "ja"), ContactSoFar(date(2026, 11, 3), answer=Answer.YES_CALL)),
    (
        ("3/11", "1177", "", "", "", "14/12 13.15"),
        ContactSoFar(date(2026, 11, 3), booked_for=date(2026, 12, 14), booked_time=time(13, 15)),
    ),
    (
        ("1/10", "1177", "", "", "", "20/10", "ja"),
        ContactSoFar(date(2026, 10, 1), booked_for=date(2026, 10, 20), held_on=date(2026, 10, 20)),
    ),
    (("", "", "", "", "", "", "20/10"), ContactSoFar(held_on=date(2026, 10, 20))),
    (
        ("1/10", "brev", "", "", "", "", "", "9/10"),
        ContactSoFar(date(2026, 10, 1), Channel.LETTER, returned_on=date(2026, 10, 9)),
    ),
    (("", "", "Nej", "inget svar"), None),
    ((), None),
]


@pytest.mark.parametrize(("row", "says"), ROWS)
def test_what_a_row_says_has_happened(row: tuple[Cell, ...], says: ContactSoFar | None) -> None:
    (ready,) = checked(row).ready
    assert ready.contact == says


ASIDE: list[tuple[tuple[Cell, ...], list[str], str]] = [
    (("14", "1177"), ["contact_day"], "Inbjuden: ”14” är ingen dag med månad."),
    (("ja", "1177"), ["contact_day"], "Inbjuden: ”ja” är ingen dag med månad."),
    (("14/12", "1177"), ["contact_ahead"], "Inbjuden: 14/12 har inte varit än."),
    (("3/11", ""), ["way_unknown"], "Inbjudningssätt saknas."),
    (("3/11", "sms"), ["way_unknown"], "Inbjudningssättet ”sms” är varken 1177, telefon eller brev."),
    (("", "brev"), ["not_invited"], "Inbjudningssätt är ifyllt, men det står ingen dag för inbjudan."),
    (("", "", "", "Nej"), ["not_invited"], "Svar är ifyllt, men det står ingen dag för inbjudan."),
    (("3/11", "1177", "", "kanske"), ["answer_unknown"], "Svaret ”kanske” går inte att tolka."),
    (("3/11", "1177", "", "", "5/11"), ["answer_missing"], "Det finns ett svarsdatum men inget svar."),
    (
        ("3/11", "1177", "", "Nej", "2/11"),
        ["contact_before"],
        "Svarsdatum 2026-11-02 är före inbjuden 2026-11-03.",
    ),
    (("3/11", "1177", "1/11"), ["contact_before"], "Påmind 2026-11-01 är före inbjuden 2026-11-03."),
    (
        ("3/11", "1177", "", "", "", "6/11", "5/11"),
        ["contact_before"],
        "Genomförd 2026-11-05 är före bokad tid 2026-11-06.",
    ),
    (("3/11", "1177", "", "", "", "14/12", "ja"), ["contact_ahead"], "Genomförd: 2026-12-14 har inte varit än."),
    (("3/11", "1177", "", "", "", "", "ja"), ["contact_day"], "Genomförd: ”ja” är ingen dag med månad."),
    (
        ("3/11", "1177", "", "", "", "", "", "9/11"),
        ["returned_no_letter"],
        "Ett brev har kommit i retur, men listan säger inte att inbjudan gick som brev.",
    ),
]


@pytest.mark.parametrize(("row", "codes", "sentence"), ASIDE)
def test_what_sets_a_row_aside(row: tuple[Cell, ...], codes: list[str], sentence: str) -> None:
    (aside,) = checked(row).set_aside
    assert ([problem.code for problem in aside.problems], reading.sentence(aside.problems[0])) == (codes, sentence)
    assert aside.details is not None
    assert reading.advice(aside.problems[0])


def test_nobody_without_a_personnummer_was_invited_in_1177() -> None:
    sheet = sheet_of(
        ("Personnummer", "Inbjuden", "Inbjudningssätt"), (as_coordination(official_numbers()[0]), "3/11", "1177")
    )
    (aside,) = check(sheet, mapping_at(sheet, 1, TODAY), RowRules(TODAY)).set_aside
    assert [problem.code for problem in aside.problems] == ["invited_without_login"]


def test_without_a_column_for_the_way_it_was_1177() -> None:
    (ready,) = checked(("3/11",), head=("Personnummer", "Inbjuden")).ready
    assert ready.contact == ContactSoFar(date(2026, 11, 3))


def test_a_mended_cell_is_read_again() -> None:
    mended = checked(("14", "1177")).replaced(2, 1, "3/11")
    assert [one.contact for one in mended.ready] == [ContactSoFar(date(2026, 11, 3))]


CELLS = st.one_of(
    st.sampled_from(["", "3/11", "14", "ja", "Nej", "brev", "1177", "x", "14/12 13.15", 46329, True]),
    st.text(max_size=8),
    st.dates(),
)


@given(st.lists(CELLS, min_size=8, max_size=8).map(tuple))
def test_every_row_is_ready_or_set_aside_and_what_is_read_has_been(row: tuple[Cell, ...]) -> None:
    found = checked(row)
    assert len(found.ready) + len(found.set_aside) == 1
    for contact in (one.contact for one in found.ready if one.contact):
        days = (contact.invited_on, contact.reminded_on, contact.answered_on, contact.held_on, contact.returned_on)
        assert all(day is None or day <= TODAY for day in days)
