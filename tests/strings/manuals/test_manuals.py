"""What a person reads about manuals: every part has a Swedish name, differences and days read as sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rhs_desktop.domain.cases.manual_preview import Scene, ShiftedStep, shifted
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.domain.manuals import parts
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed
from rhs_desktop.domain.manuals.diff import differences
from rhs_desktop.domain.manuals.edit import STEP_LISTS, Draft
from rhs_desktop.domain.manuals.manual import Days, Profile, Rule, Rules, TickEffect
from rhs_desktop.domain.manuals.reading import refusal
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.strings.manuals import changes
from rhs_desktop.strings.manuals import manuals as said
from tests import histories

RHS, OLDER = histories.profile("rhs-004"), histories.profile("rhs-2023")
MONDAY = date(2026, 11, 9)
Change = Callable[[Draft], Draft]


def lines(change: Change) -> list[str]:
    made = change(Draft.of(RHS)).finished(id_="ekeby", version=1, based_on=RHS.id)
    return [changes.difference(one, RHS, made) for one in differences(RHS, made)]


def test_every_number_list_and_act_has_a_name() -> None:
    assert {f"days.{name}" for name in Days.__slots__} <= said.VALUES.keys()
    assert set(said.LISTS) == set(STEP_LISTS)
    assert set(said.ACTS) == set(TickEffect) - {TickEffect.TICK}
    assert set(changes.SCENES) == set(Scene)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda d: d.put("days.closes", 28), "1177 avslutar ärendet: 30 dagar → 28 dagar", id="days"),
        pytest.param(
            lambda d: d.put("days.answer_workdays", 1), "Svar hanteras, senast: 2 arbetsdagar → 1 arbetsdag", id="one"
        ),
        pytest.param(lambda d: d.put("name", "Ekeby"), f"Manualens namn: ”{RHS.name}” → ”Ekeby”", id="its name"),
        pytest.param(
            lambda d: d.put("cosmic_check", False), "Kontrollera i Cosmic före inbjudan: ja → nej", id="yes or no"
        ),
        pytest.param(lambda d: d.put("sending_hours.start", "07:30"), "Skicka tidigast: 08:00 → 07:30", id="a clock"),
        pytest.param(
            lambda d: d.put("templates[1].answers[2].text", "Nej."),
            "Inbjudan hälsosamtal via telefon: Svaret nej: ”Nej, jag vill inte ha något hälsosamtal.” → ”Nej.”",
            id="an answer",
        ),
        pytest.param(
            lambda d: parts.put_item(d, parts.STATUSES, 5, "text", "Stängt"),
            "Status i 1177: ”Avslutat · avslutat” → ”Stängt · avslutat”",
            id="a text of 1177",
        ),
        pytest.param(
            lambda d: parts.remove_item(d, parts.STATUSES, 3),
            "Status i 1177: ”Tilldelat (svar från invånare) · besvarat” tas bort",
            id="a text of 1177 that goes",
        ),
        pytest.param(
            lambda d: parts.put_item(d, parts.CONTACTS, 3, "phone", "010-103 00 00"),
            "Kontakter: ”Frågor om riktade hälsosamtal” ändras",
            id="a contact",
        ),
        pytest.param(
            lambda d: d.put("contacts", [*reversed(d.value("contacts"))]),
            "Kontakter: ordningen ändras",
            id="the order of a list",
        ),
        pytest.param(
            lambda d: d.put("portal.layouts", [["Datum", "Status"]]),
            "Rubrikerna i Mina ärenden: Datum, Ärendetyp, Personnummer, Invånare, Status; Uppdaterat, Ärendet, Skapat, "
            "Personnummer, Invånare, Status → Datum, Status",
            id="headings",
        ),
        pytest.param(
            lambda d: parts.remove_item(d, parts.TEMPLATES, 2),
            "Mallarna: ”Inbjudan hälsosamtal med webbtider” tas bort",
            id="a template that goes",
        ),
        pytest.param(lambda d: d.add_step("visit", 1, "Ny"), "Besöket: steget ”Ny” läggs till", id="a step that comes"),
        pytest.param(
            lambda d: d.remove_step("calling", 1),
            "Inbjudan via telefon: steget ”Ring direkt, eller boka först en telefontid i Cosmic och skicka en "
            "telefonkallelse.” tas bort",
            id="a step that goes",
        ),
        pytest.param(
            lambda d: d.move_step("visit", 3, 1),
            "Besöket: steget ”Mät längd, vikt, midja och stuss.” flyttas från plats 3 till plats 1",
            id="a step that moves",
        ),
        pytest.param(
            lambda d: d.put("handlings[4].steps[2].text", "Skicka svaret."),
            "Nej: Invånaren tackar nej: steget: ”Skicka svaret med Besvara och avsluta direkt.” → ”Skicka svaret.”",
            id="a step's text",
        ),
        pytest.param(
            lambda d: d.put("visit[2].copy", "Hej"),
            "Besöket: texten att kopiera i ”Välkomna deltagaren och berätta hur besöket går till.”: inget → ”Hej”",
            id="a text to copy",
        ),
        pytest.param(
            lambda d: d.put("letter.steps[1].text", "Skriv ut"),
            "Inbjudan via brev: steget: ”Skriv ut inbjudan och svarsbrev.” → ”Skriv ut”",
            id="a step of letters",
        ),
        pytest.param(
            lambda d: d.put("samples", ["fp-glukos"]),
            "Prover: ”fp-glukos” och ”fp-lipidstatus” → ”fp-glukos”",
            id="list",
        ),
    ],
)
def test_a_difference_is_one_line(change: Change, expected: str) -> None:
    assert lines(change) == [expected]


@pytest.mark.parametrize(("before", "after"), [(RHS, OLDER), (OLDER, RHS)], ids=["to the older", "to the newer"])
def test_no_key_of_a_file_is_shown_to_people(before: Profile, after: Profile) -> None:
    told = [changes.difference(one, before, after) for one in differences(before, after)]
    assert len(told) > 30
    assert "Ja, ring mig: Svara först, ring sedan: Knapp i 1177: " in "\n".join(told)
    names = "\n".join(line.partition(" → ")[0].partition(": ”")[0] for line in told)
    assert not [word for word in names.replace("\n", " ").split() if "_" in word or "." in word.rstrip(".”:")]


def test_days_are_told_with_how_many_they_are() -> None:
    (invited, reminded) = shifted(
        Rules(RHS, Calendar(frozenset())),
        Rules(Draft.of(RHS).put("days.manual_reminder", 10).finished(id_="x", version=1, based_on=""), Calendar()),
        MONDAY,
    )
    assert changes.step_of(invited) == "Skicka påminnelse, senast"
    assert changes.step_of(reminded) == "1177 har avslutat, ring"
    assert changes.day_of(invited.after, MONDAY) == "19 nov (10 dagar)"
    assert (changes.day_of(None, MONDAY), changes.day_of(MONDAY, MONDAY)) == ("–", "9 nov (samma dag)")


def test_every_step_that_begins_by_itself_is_named() -> None:
    begins = ShiftedStep(Scene.REMINDED, StepKind.CALL, Rule.NO_ANSWER, False, MONDAY, None)
    assert changes.step_of(begins) == "Inget svar, ring"


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        pytest.param(
            ManualProblem(NotAsAgreed.OUT_OF_ORDER, "days.manual_reminder", "34", ("days.closes", "30")),
            "Vår påminnelse är 34, men måste vara mindre än 1177 avslutar ärendet, som är 30.",
            id="order",
        ),
        pytest.param(
            ManualProblem(NotAsAgreed.EMPTY, "visit[3].text", "", ("text",)), "Text får inte vara tom.", id="empty"
        ),
        pytest.param(
            ManualProblem(NotAsAgreed.ACT_MISSING, "handlings[1].steps", "0", ("call",)),
            "Stegen har 0 steg som är samtalet. Det ska vara precis ett.",
            id="no call",
        ),
        pytest.param(
            ManualProblem(NotAsAgreed.UNKNOWN_PLACEHOLDER, "visit[3].copy", "namn", ("dagens datum",)),
            "Text att kopiera har ((namn)), som inte går att fylla i. Använd ((dagens datum)).",
            id="a field nobody fills in",
        ),
        pytest.param(
            ManualProblem(NotAsAgreed.OUT_OF_RANGE, "batch.one_by_one", "0", ("1", "9999")),
            "Mottagare per utskick är 0. Här behövs ett heltal från 1 till 9999.",
            id="range",
        ),
        pytest.param(
            ManualProblem(NotAsAgreed.HOURS_REVERSED, "sending_hours.start", "18:00", ("sending_hours.end", "17:00")),
            "Skicka tidigast är 18:00, men måste komma före Skicka senast, som är 17:00.",
            id="hours",
        ),
        pytest.param(
            ManualProblem(NotAsAgreed.NEEDS_WEB_TIMES, "templates[2].needs_web_times", "false", ("true",)),
            "Mallen låter invånaren boka själv, och då behövs webbtider.",
            id="web times",
        ),
    ],
)
def test_what_is_wrong_names_the_field_as_the_window_does(problem: ManualProblem, expected: str) -> None:
    assert said.problem(problem) == expected


@pytest.mark.parametrize(
    ("year", "version", "expected"),
    [
        pytest.param(None, 1, "Ekeby", id="plain"),
        pytest.param(2024, 1, "Ekeby, 2024", id="with its year"),
        pytest.param(2024, 3, "Ekeby, 2024, version 3", id="with its version"),
    ],
)
def test_versions_are_told_apart(year: int | None, version: int, expected: str) -> None:
    draft = Draft.of(RHS).put("name", "Ekeby")
    if year is not None:
        draft = draft.put("year", year)
    assert said.title(draft.finished(id_="ekeby", version=version, based_on="")) == expected
    assert said.title(OLDER) == "Riktade hälsosamtal via 1177 (2023)"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((1, 0, 0), "1 öppet ärende behåller Ekeby.", id="one"),
        pytest.param(
            (212, 94, 88), "212 öppna ärenden och 88 avslutade behåller Ekeby, 94 av dem väntar på inbjudan.", id="many"
        ),
    ],
)
def test_who_keeps_a_manual(counts: tuple[int, int, int], expected: str) -> None:
    assert changes.keeps("Ekeby", *counts) == expected


def test_a_broken_file_is_told_with_what_becomes_of_its_cases() -> None:
    error = refusal("ekeby.toml", (ManualProblem(NotAsAgreed.MISSING_KEY, "days.closes", "", ("whole_number",)),))
    told = said.trouble(error, instead=False)
    assert told.split("\n") == [
        "Manualen ekeby.toml kan inte användas: 1 fel.",
        "ekeby.toml: days.closes saknas. Här behövs ett heltal.",
        said.NOT_SAVED,
    ]
    many = refusal("ekeby.toml", tuple(ManualProblem(NotAsAgreed.UNKNOWN_KEY, f"fel{place}") for place in range(9)))
    assert said.trouble(many, instead=False).split("\n")[5:7] == [
        "ekeby.toml: Nyckeln fel4 finns inte.",
        "Och 4 fel till.",
    ]
    changed = refusal("ekeby.toml", (ManualProblem(NotAsAgreed.CHANGED_IN_USE, "", "ekeby"),))
    assert said.trouble(changed, instead=True).startswith("Manualen ekeby.toml är ändrad utanför programmet.")
