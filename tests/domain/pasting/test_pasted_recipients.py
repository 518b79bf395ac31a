"""The list of recipients in 1177, as it may be pasted: who will be notified, who cannot be reached, what is unclear."""

from __future__ import annotations

from datetime import date

import pytest

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.pasting import Recipients, Unreadable, read_recipients
from rhs_desktop.exchange.pasting import read_clip
from tests.domain.people.identities import MAN, TODAY, WOMAN, with_wrong_check_digit
from tests.pasted import SHAPES, vocabulary

W, M = f"{WOMAN[:8]}-{WOMAN[8:]}", f"{MAN[:8]}-{MAN[8:]}"
THIRD = "19661219-3273"
NOTIFIED, MISSING = RecipientOutcome.NOTIFIED, RecipientOutcome.NO_NOTIFICATION
NEVER, LOCKED, WRONG = RecipientOutcome.NEVER_LOGGED_IN, RecipientOutcome.LOCKED, RecipientOutcome.WRONG_NUMBER


def read(text: str, today: date = TODAY) -> Recipients:
    return read_recipients(read_clip(text), vocabulary(), today)


def outcomes(text: str) -> dict[str, RecipientOutcome]:
    return {number.dashed: outcome for number, outcome in read(text).outcomes.items()}


TABLE = (
    ("Personnummer", "Namn", "Aviseringar", "Digital kontakt"),
    (W, "Karin Ek", "Mobiltelefon", "Ja"),
    (M, "Åke Öst", "Saknas", "Nej"),
)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 2, 3), (2, 1, 0, 3), (3, 2, 1, 0), (1, 2, 3, 0)])
@pytest.mark.parametrize("headings", [True, False], ids=["headings", "bare"])
def test_the_table_is_read_in_every_shape_and_order(shape: str, order: tuple[int, ...], headings: bool) -> None:
    table = [[row[column] for column in order] for row in TABLE[0 if headings else 1 :]]
    assert outcomes(SHAPES[shape](table)) == {W: NOTIFIED, M: MISSING}


SAID = [
    pytest.param(f"{W}\tKarin Ek\tE-post", {W: NOTIFIED}, id="e-mail"),
    pytest.param(f"{W}\tKarin Ek\tMobiltelefon, E-post", {W: NOTIFIED}, id="both"),
    pytest.param(f"{W}\tKarin Ek\tE\u2011post och mobiltelefon", {W: NOTIFIED}, id="odd hyphen"),
    pytest.param(f"{W}\n Mobiltelefon\nE-post\n{M}\nSaknas", {W: NOTIFIED, M: MISSING}, id="both, on two lines"),
    pytest.param(f"{W}\tKARIN EK\tSAKNAS ", {W: MISSING}, id="capitals"),
    pytest.param(f"Personnumret {W} är felaktigt angivet.", {W: WRONG}, id="wrong number in a sentence"),
    pytest.param(f"Fel personnummer: {W}", {W: WRONG}, id="wrong number, short"),
    pytest.param(f"{W} Invånaren har aldrig loggat in i e-tjänsterna.", {W: NEVER}, id="never logged in"),
    pytest.param(f"{W}\tKarin Ek\tLåst inloggning", {W: LOCKED}, id="locked, in the table"),
    pytest.param(f"{W} har spärrat sin inloggning", {W: LOCKED}, id="locked, in other words"),
    pytest.param(f"{W} har ett låst konto", {W: LOCKED}, id="locked account"),
    pytest.param(
        f"Dessa invånare har aldrig loggat in:\n{W}\n{M}\n\n{THIRD}\tPer Ek\tSaknas",
        {W: NEVER, M: NEVER, THIRD: MISSING},
        id="a message above several numbers",
    ),
    pytest.param(f"Har aldrig loggat in: {W}, {M}", {W: NEVER, M: NEVER}, id="several numbers in a sentence"),
    pytest.param(
        f"{W}\nInvånaren har en låst inloggning.\n{M}\nMobiltelefon", {W: LOCKED, M: NOTIFIED}, id="message below"
    ),
    pytest.param(f"1956 0122-2861\tMobiltelefon\n{M}\tSaknas", {W: NOTIFIED, M: MISSING}, id="the space of Cosmic"),
    pytest.param(f"{W}\tMobiltelefon\n{W}\tE-post", {W: NOTIFIED}, id="twice alike"),
    pytest.param(
        f"VÄLJ MOTTAGARE\nLägg till\nTillagda invånare (2)\n{W}\tKarin Ek\tMobiltelefon\tTa bort\n"
        f"{M}\tÅke Öst\tSaknas\tTa bort\nAvbryt\tNästa\nVisar 1–2 av 2",
        {W: NOTIFIED, M: MISSING},
        id="buttons and paging",
    ),
    pytest.param(
        f"Namn\tPersonnummer\tMobiltelefon\tAviseringar\nKarin Ek\t{W}\tSaknas\tE-post",
        {W: NOTIFIED},
        id="only the column Aviseringar counts",
    ),
    pytest.param(f"{W}\tKarin Ek\t0701740635\tMobiltelefon", {W: NOTIFIED}, id="a telephone number beside it"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_notices_and_messages_are_understood(text: str, expected: dict[str, RecipientOutcome]) -> None:
    assert outcomes(text) == expected


UNCLEAR = [
    pytest.param(f"{W}\tKarin Ek", [Unreadable.NO_NOTICE], id="nothing said"),
    pytest.param(f"{W}\tKarin Ek\tBrevduva", [Unreadable.NO_NOTICE], id="an unknown word"),
    pytest.param(f"{W}\tMobiltelefon\tSaknas", [Unreadable.TWO_NOTICES], id="a contradiction on one row"),
    pytest.param(f"{W}\tMobiltelefon\n{W}\tSaknas", [Unreadable.TWO_NOTICES] * 2, id="a contradiction on two rows"),
    pytest.param(
        f"{with_wrong_check_digit(WOMAN)}\tSaknas", [Unreadable.BROKEN_NUMBER], id="a number that cannot be right"
    ),
    pytest.param("19560122-****\tSaknas", [Unreadable.BROKEN_NUMBER], id="the last four hidden"),
    pytest.param(
        f"Lägg till\nSaknas\n{W}\nMobiltelefon\n{M}\nSaknas",
        [Unreadable.NOT_TOLD_APART] * 2,
        id="one cell a line, before or after",
    ),
]


@pytest.mark.parametrize(("text", "reasons"), UNCLEAR)
def test_what_is_unclear_is_never_guessed(text: str, reasons: list[Unreadable]) -> None:
    found = read(text)
    assert not found.outcomes
    assert [row.reason for row in found.unreadable] == reasons


def test_help_texts_of_the_page_say_nothing_of_anybody() -> None:
    text = (
        "Information visas om något personnummer är felaktigt angivet, om invånaren aldrig har loggat in eller om "
        f"invånaren har en låst inloggning.\n{W}\tKarin Ek\tMobiltelefon"
    )
    assert outcomes(text) == {W: NOTIFIED}


def test_the_order_of_the_table_is_kept() -> None:
    assert list(outcomes(f"{M}\tSaknas\n{THIRD}\tE-post\n{W}\tMobiltelefon")) == [M, THIRD, W]
