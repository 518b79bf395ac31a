"""The access log in Swedish."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import pytest

from rhs_desktop.domain.access_log.entries import Access, CopiedData, Flaw, LogFinding, LogLine
from rhs_desktop.strings.access_log import entries as strings


class Known(NamedTuple):
    name: str
    number: str
    protected: bool = False


PEOPLE = {1: Known("Karin Ek", "19760101-••••"), 2: Known("", "", protected=True), 3: Known("", "")}


def line(of: str = "opened", people: str = "1", /, **details: Any) -> LogLine:
    return LogLine(7, datetime(2026, 11, 9, 8, 2, 15), "Anna Ek", "Ekeby", of, people, "", details, None, "ab12")


@pytest.mark.parametrize("kind", list(Access))
def test_every_kind_has_words(kind: Access) -> None:
    assert strings.kind(kind) == strings.KIND[kind]


@pytest.mark.parametrize(
    ("one", "what"),
    [
        pytest.param(line(), "Öppnade ärendet", id="a look"),
        pytest.param(line("copied", what="phone", count=1), "Kopierade: telefonnummer", id="what was copied"),
        pytest.param(line("listed", command="due"), "Visade en lista: rhs-desktop due", id="on the command line"),
        pytest.param(line("import", "1-25"), "Listan importerades: 25 invånare", id="an act of many"),
        pytest.param(line("call", outcome="booked"), "Samtalet är antecknat: bokad", id="an act with its outcome"),
        pytest.param(line("undo", kind="call", act=3), "Ångrade: samtalet är antecknat", id="an undo"),
        pytest.param(line("settings", "", changed=["clinic"]), "Inställningarna sparades", id="settings"),
        pytest.param(line("something_new", ""), "Okänd åtgärd: something_new", id="a kind of a later version"),
    ],
)
def test_what_was_done(one: LogLine, what: str) -> None:
    assert strings.what(one) == what


@pytest.mark.parametrize(
    ("people", "who"),
    [
        pytest.param("", "", id="nobody"),
        pytest.param("1", "Karin Ek, 19760101-••••", id="one"),
        pytest.param("2", "Skyddade personuppgifter (nr 2)", id="protected"),
        pytest.param("3", "Gallrad person (nr 3)", id="erased"),
        pytest.param("9", "Person nr 9", id="not in the register"),
        pytest.param("1-3,9", "4 personer", id="several"),
        pytest.param("1-x", "", id="tampered with"),
    ],
)
def test_whom_it_was_about(people: str, who: str) -> None:
    assert strings.who(line("opened", people), PEOPLE) == who


def test_many_people_by_name() -> None:
    assert strings.everybody(line("opened", "1-3"), PEOPLE) == [
        "Karin Ek, 19760101-••••",
        "Skyddade personuppgifter (nr 2)",
        "Gallrad person (nr 3)",
    ]
    assert strings.everybody(line("opened", "1-1030"), PEOPLE)[-1] == "… och 1\N{NO-BREAK SPACE}005 till"


def test_the_rest_in_short() -> None:
    told = strings.more(line("settings", changed=["clinic", "round"], count=1200, mark="0af3", case=5, protected=0))
    assert told == "Ändrade inställningar: clinic, round; Antal: 1\N{NO-BREAK SPACE}200; Sökordets märke: 0af3"


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        pytest.param(
            [], "Loggen är hel: alla 595 rader är som de skrevs, den sista slutar på 0123abcd.", id="a whole log"
        ),
        pytest.param(
            [LogFinding(Flaw.MISSING, 4, 4), LogFinding(Flaw.CHANGED, 5, 7)],
            "Loggen är inte hel. Rad 4 saknas. Raderna 5–7 är ändrade.",
            id="one and several",
        ),
        pytest.param(
            [LogFinding(Flaw.CHANGED, turn, turn) for turn in range(1, 30, 2)],
            "Rad 9 är ändrad, eller följer inte på raden före. … och 10 fel till.",
            id="very many",
        ),
    ],
)
def test_the_verdict(findings: list[LogFinding], said: str) -> None:
    assert strings.verdict(findings, 595, "ff0123abcd").endswith(said)


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_has_a_sentence(flaw: Flaw) -> None:
    one, several = strings.finding(LogFinding(flaw, 4, 4)), strings.finding(LogFinding(flaw, 4, 6))
    assert one.endswith(".")
    assert flaw is Flaw.HEAD or ("4" in one and "4–6" in several)


def test_kinds_to_choose_have_each_name_once() -> None:
    chosen = strings.kinds(["exported", "export", "opened"])
    assert [name for _, name in chosen] == ["Exporterade till fil", "Öppnade ärendet"]


@pytest.mark.parametrize("what", list(CopiedData))
def test_every_kind_of_data_has_words(what: CopiedData) -> None:
    assert strings.what(line("copied", what=what.value)).removeprefix("Kopierade: ") not in ("Kopierade", "")
