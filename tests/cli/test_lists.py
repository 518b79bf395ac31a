"""`check` and `import`: exit codes, JSON, words, and what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from rhs_desktop.cli import session
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.cases.events import Invited
from rhs_desktop.exchange.xlsx_password import protect
from rhs_desktop.practice.checklist import write_practice_list
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.store import imports
from tests.builders import official_numbers
from tests.cli.conftest import PASSWORD, Run, begun, csv_file, entered, later

HEAD = ("Personnummer", "Efternamn", "Förnamn")


def dashed(place: int) -> str:
    number = official_numbers()[place]
    return f"{number[:8]}-{number[8:]}"


def wrong(place: int) -> str:
    number = dashed(place)
    return number[:-1] + str((int(number[-1]) + 1) % 10)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return csv_file(tmp_path / "ren.csv", [HEAD, (dashed(0), "Ek", "Åsa"), (dashed(1), "Öst", "Bo")])


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    rows = [HEAD, (dashed(0), "Ek", "Åsa"), (wrong(1), "Öst", "Bo"), ("", "Ås", "Li")]
    return csv_file(tmp_path / "rörig.csv", rows)


def test_a_clean_list(run: Run, clean: Path) -> None:
    said = run("check", clean, "--json")
    assert said.code == 0
    assert said.data == {
        "rows": 2,
        "ready": 2,
        "set_aside": 0,
        "problems": [],
        "remarks": [],
        "sheet": "ren",
        "other_sheets": [],
        "hidden_rows": 0,
        "hidden_columns": [],
        "unread_columns": [],
        "clinics": [],
        "ignored": {"headings": 1},
    }
    assert said.err == ""


def test_rows_in_trouble(run: Run, messy: Path) -> None:
    said = run("check", messy, "--json")
    assert said.code == 1
    assert {name: said.data[name] for name in ("rows", "ready", "set_aside")} == {"rows": 3, "ready": 1, "set_aside": 2}
    assert said.data["problems"] == [
        {
            "row": 3,
            "column": "Personnummer",
            "code": "check_digit",
            "message": "Kontrollsiffran stämmer inte, någon siffra är fel. Jämför med Cosmic och rätta.",
        },
        {
            "row": 4,
            "column": "Personnummer",
            "code": "empty",
            "message": "Personnummer saknas. Fyll i personnumret, eller lägg raden åt sidan.",
        },
    ]


def test_a_problem_of_the_whole_row_has_no_column(run: Run, tmp_path: Path) -> None:
    twice = csv_file(tmp_path / "dubbel.csv", [HEAD, (dashed(0), "Ek", "Åsa"), (dashed(0), "Ek", "Eva")])
    problems = run("check", twice, "--json").data["problems"]
    assert [(one["row"], one["column"], one["code"]) for one in problems] == [
        (2, None, "duplicate"),
        (3, None, "duplicate"),
    ]


def test_a_column_without_heading_has_its_letter(run: Run, tmp_path: Path) -> None:
    rows = [("Namn", ""), ("Åsa Ek", dashed(0)), ("Bo Öst", dashed(1)), ("Li Ås", wrong(2))]
    problems = run("check", csv_file(tmp_path / "lista.csv", rows), "--json").data["problems"]
    assert [(one["row"], one["column"]) for one in problems] == [(4, "B")]


def test_in_words(run: Run, messy: Path) -> None:
    said = run("check", messy)
    assert said.code == 1
    assert said.out.splitlines() == [
        "1 av 3 rader är klara. Åtgärda: 1 kontrollsiffra, 1 saknar personnummer",
        "Många rader behöver åtgärdas. Är det rätt fil?",
        "",
        "Åtgärda:",
        "  rad 3  Kontrollsiffran stämmer inte, någon siffra är fel. Jämför med Cosmic och rätta.",
        "  rad 4  Personnummer saknas. Fyll i personnumret, eller lägg raden åt sidan.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("finns inte.xlsx", None, "list.missing", id="missing"),
        pytest.param("tom.csv", b"", "list.empty", id="empty"),
        pytest.param("bild.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "list.not_a_table", id="a picture"),
        pytest.param("utan.csv", "Namn;Ort\nÅsa;Mjölby\nBo;Mjölby\n".encode(), "usage.mapping", id="no number column"),
    ],
)
@pytest.mark.parametrize("command", ["check", "import"])
def test_what_cannot_be_read(
    run: Run, tmp_path: Path, folder: Path, command: str, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    begun(folder)
    said = run("--data-dir", folder, command, tmp_path / name, "--json")
    assert (said.code, said.error) == (2, code)
    assert said.data["error"]["message"] in said.err


def test_the_remarks_name_each_row_that_stops_contact(run: Run, tmp_path: Path) -> None:
    notes = [
        "Skyddade pers.uppg.",
        "Avl. 2026-03-14",
        "Får ej kontaktas",
        "Ej listad",
        "Maken meddelar att hon har avlidit",
        "Listad i Motala",
        "Kontakta inte?",
        "Ringt 2 ggr, ingen kontakt",
    ]
    rows = [(*HEAD, "Kommentar"), *((dashed(place), "Ek", "Åsa", note) for place, note in enumerate(notes))]
    said = run("check", csv_file(tmp_path / "lista.csv", rows), "--json")
    assert said.code == 0
    assert [(remark["row"], remark["code"]) for remark in said.data["remarks"]] == [
        (2, "protected"),
        (3, "deceased"),
        (4, "no_contact"),
        (5, "not_listed"),
        (6, "deceased_unclear"),
        (7, "not_listed_unclear"),
        (8, "no_contact_unclear"),
    ]


def test_a_row_that_is_set_aside_or_left_out_still_speaks(run: Run, tmp_path: Path, folder: Path) -> None:
    begun(folder)
    people = [(dashed(place), "Ek", "Åsa", "") for place in range(3)]
    assert run("--data-dir", folder, "import", csv_file(tmp_path / "a.csv", [(*HEAD, "Avliden"), *people])).code == 0
    doubled = [(dashed(0), "Ek", "Åsa", "Ja"), (dashed(0), "Ek", "Eva", ""), (wrong(1), "Ek", "Bo", "Ja"), people[2]]
    newer = csv_file(tmp_path / "b.csv", [(*HEAD, "Avliden"), *doubled])
    said = run("--data-dir", folder, "import", newer, "--json")
    assert (said.code, said.data["set_aside"]) == (1, 3)
    assert [(one["row"], one["code"]) for one in said.data["remarks"]] == [(2, "deceased"), (4, "deceased")]
    with (ctx := entered(folder)).store:
        dead = [ctx.store.resident_of(row.case).details.deceased for row in case_list.load_rows(ctx)]
    assert dead == [True, False, False]


def test_what_a_name_says_is_taken_out_of_it(run: Run, tmp_path: Path, folder: Path) -> None:
    begun(folder)
    rows = [HEAD, (dashed(0), "Ek (avliden)", "Åsa"), (dashed(1), "Skydd", "Bo")]
    run("--data-dir", folder, "import", csv_file(tmp_path / "lista.csv", rows), "--json")
    said = run("--data-dir", folder, "due", "--on", "2099-01-01", "--json")
    assert sorted(task["name"] for task in said.data) == ["Bo Skydd", "Åsa Ek"]


def test_import_into_a_new_database(run: Run, messy: Path, folder: Path) -> None:
    begun(folder)
    said = run("--data-dir", folder, "import", messy, "--json")
    assert said.code == 1
    kept = {name: said.data[name] for name in ("ready", "set_aside", "new", "updated", "unchanged", "repeated")}
    assert kept == {"ready": 1, "set_aside": 2, "new": 1, "updated": 0, "unchanged": 0, "repeated": 0}
    with (ctx := entered(folder)).store:
        assert [record.name for record in case_list.rounds(ctx)] == [said.data["round"]]
        assert [row.name for row in case_list.load_rows(ctx)] == ["Åsa Ek"]
        assert [row.row for row in importing.rows_set_aside(ctx)] == [3, 4]


def test_import_again_changes_nothing(run: Run, clean: Path, folder: Path) -> None:
    begun(folder)
    assert run("--data-dir", folder, "import", clean).code == 0
    said = run("--data-dir", folder, "import", clean)
    assert said.code == 0
    assert "Samma lista importerades i dag av " in said.out
    assert "0 nya, 0 med ändrade uppgifter, 2 fanns redan, 0 åt sidan." in said.out


def test_import_into_a_round(run: Run, clean: Path, clinic: Context, folder: Path) -> None:
    with (ctx := entered(folder)).store:
        importing.add_round(ctx, "Extra", 2026, "rhs-004")
    assert run("--data-dir", folder, "import", clean, "--round", "2026", "--json").data["round"] == "2026"
    assert run("--data-dir", folder, "import", clean, "--json").data["round"] == "Extra"
    said = run("--data-dir", folder, "import", clean, "--round", "Ingen", "--json")
    assert (said.code, said.error) == (2, "usage.no_such_round")
    assert "Extra, 2026" in said.err


def test_the_round_of_a_new_database_can_be_named(run: Run, clean: Path, folder: Path) -> None:
    begun(folder)
    assert run("--data-dir", folder, "import", clean, "--round", "Höst", "--json").data["round"] == "Höst"


def test_a_new_round_is_made_for_the_list(run: Run, clean: Path, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "import", clean, "--new-round", "Hösten", "--json")
    assert (said.code, said.data["round"], said.data["new"]) == (0, "Hösten", 2)
    with (ctx := entered(folder)).store:
        (made,) = [one for one in case_list.rounds(ctx) if one.name == "Hösten"]
        assert (made.year, made.profile) == (2026, settings.load(ctx).profile)
    again = run("--data-dir", folder, "import", clean, "--new-round", "Hösten", "--json")
    assert (again.code, again.error) == (2, "history.round_exists")
    both = run("--data-dir", folder, "import", clean, "--new-round", "Vår", "--round", "2026", "--json")
    assert (both.code, both.error) == (2, "usage.two_rounds")


def test_a_list_of_which_most_are_dead_is_asked_about(run: Run, folder: Path, tmp_path: Path) -> None:
    begun(folder)
    rows = [(dashed(place), "Ek", "Åsa", "Ja" if place < 14 else "") for place in range(24)]
    path = csv_file(tmp_path / "avlidna.csv", [(*HEAD, "Avliden"), *rows])
    said = run("--data-dir", folder, "import", path, "--new-round", "Hösten", "--json")
    assert (said.code, said.data["asked"]["message"]) == (1, "14 av 24 är märkta som avlidna. Är det rätt kolumn?")
    assert said.data["asked"] | {"message": ""} == {
        "message": "",
        "rows": 24,
        "stopping": 14,
        "kinds": {"deceased": 14},
    }
    assert "new" not in said.data
    with (ctx := entered(folder)).store:
        assert (case_list.rounds(ctx), case_list.load_rows(ctx)) == ((), [])
    told = run("--data-dir", folder, "import", path)
    assert told.code == 1
    assert "Inget är importerat." in told.out
    listed = run("check", path, "--json")
    assert (listed.code, [one["code"] for one in listed.data["remarks"]]) == (0, ["deceased"] * 14)


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """Two rows of one clinic, written in two ways, and one of another."""
    at = ("Ekeby VC", "Vårdcentralen Ekeby", "Motala vårdcentral")
    rows = [(dashed(place), "Ek", "Åsa", name) for place, name in enumerate(at)]
    return csv_file(tmp_path / "listade.csv", [(*HEAD, "Listad vårdcentral"), *rows])


def test_a_clinic_that_nobody_has_answered_for_is_doubtful(run: Run, named: Path) -> None:
    said = run("check", named, "--json").data
    assert said["clinics"] == [
        {"name": "Ekeby VC", "rows": 2, "ours": None},
        {"name": "Motala vårdcentral", "rows": 1, "ours": None},
    ]
    assert [one["code"] for one in said["remarks"]] == ["not_listed_unclear"] * 3
    assert (
        'Ekeby VC (2 rader) och Motala vårdcentral (1 rad). Är det ni? Lägg till --ours "Ekeby VC".'
        in run("check", named).out
    )
    said = run("check", named, "--ours", "ekeby", "--json").data
    assert [one["row"] for one in said["remarks"]] == [4]


def test_what_was_said_of_a_clinic_is_remembered(run: Run, named: Path, folder: Path) -> None:
    begun(folder)
    assert run("--data-dir", folder, "import", named, "--ours", "Ekeby VC", "--json").data["new"] == 3
    said = run("--data-dir", folder, "check", named, "--json").data
    assert [one["ours"] for one in said["clinics"]] == [None, True]
    assert [one["row"] for one in said["remarks"]] == [4]


def test_our_own_name_in_the_settings_need_not_be_said(run: Run, clinic: Context, folder: Path, named: Path) -> None:
    with (ctx := entered(folder)).store:
        known = settings.load(ctx)
        settings.save(ctx, replace(known, clinic=replace(known.clinic, name="Vårdcentralen Ekeby")))
    said = run("--data-dir", folder, "check", named, "--json").data
    assert [one["row"] for one in said["remarks"]] == [4]


def test_a_column_that_looks_like_an_answer_and_is_not_read_is_told(run: Run, tmp_path: Path) -> None:
    rows = [(dashed(0), "Ek", "Åsa", "Ja, ring", "Ja"), (dashed(1), "Öst", "Bo", "Nej", "Nej")]
    path = csv_file(tmp_path / "svar.csv", [(*HEAD, "Svar 1177", "Rökare"), *rows])
    said = run("check", path, "--json").data
    assert said["unread_columns"] == [{"column": "Svar 1177", "may_be": "answer", "examples": ["Ja, ring", "Nej"]}]
    assert "Kolumnen Svar 1177 innehåller Ja, ring och Nej. Den läses inte in." in run("check", path).out


HALF_WORKED = (*HEAD, "Inbjuden datum", "Inbjudningssätt", "Påmind", "Svar")


@pytest.fixture
def half_worked(tmp_path: Path) -> Path:
    """Five days before the Monday, three weeks before, by letter, a no, one not invited, and one in the future."""
    rows = [
        (dashed(0), "Ek", "Åsa", "4/11", "1177", "", ""),
        (dashed(1), "Öst", "Bo", "2026-10-19", "1177", "31/10", ""),
        (dashed(2), "Ås", "Li", "20/10", "Brev", "", ""),
        (dashed(3), "Holm", "Per", "20/10", "1177", "", "Nej"),
        (dashed(4), "Ek", "Ida", "", "", "", ""),
        (dashed(5), "Ek", "Ann", "14/12", "1177", "", ""),
    ]
    return csv_file(tmp_path / "påbörjad.csv", [HALF_WORKED, *rows])


def test_a_list_half_worked_through(run: Run, half_worked: Path, folder: Path) -> None:
    begun(folder)
    said = run("--data-dir", folder, "import", half_worked, "--json")
    assert (said.code, said.data["new"], said.data["events"], said.data["set_aside"]) == (1, 5, 7, 1)
    assert [(one["row"], one["column"], one["code"]) for one in said.data["problems"]] == [
        (7, "Inbjuden datum", "contact_ahead")
    ]
    due = run("--data-dir", folder, "due", "--on", later(60), "--json").data
    assert {one["name"]: one["step"] for one in due} == {
        "Åsa Ek": "find_phone",
        "Bo Öst": "find_phone",
        "Li Ås": "give_up",
        "Ida Ek": "check_cosmic",
    }
    assert run("--data-dir", folder, "import", half_worked, "--json").data["events"] == 0
    assert (
        "7 händelser från listan antecknades på sina dagar."
        in run("--data-dir", folder, "import", half_worked, "--new-round", "Igen").out
    )


def test_the_template_of_the_invited_can_be_said(run: Run, half_worked: Path, folder: Path) -> None:
    begun(folder)
    wrong = run("--data-dir", folder, "import", half_worked, "--template", "sms", "--json")
    assert (wrong.code, wrong.error) == (2, "usage.no_such_template")
    assert run("--data-dir", folder, "import", half_worked, "--template", "web", "--json").code == 1
    with (ctx := entered(folder)).store:
        sent = {
            event.template
            for row in case_list.load_rows(ctx)
            for event in [one.record.event for one in case_list.case_view(ctx, row.case).timeline]
            if isinstance(event, Invited)
        }
    assert sent == {"web"}


def test_while_the_window_has_the_database(run: Run, clean: Path, clinic: Context, folder: Path) -> None:
    with entered(folder).store:
        said = run("--data-dir", folder, "import", clean, "--json")
        assert (said.code, said.error) == (2, "store.in_use")
        assert run("--data-dir", folder, "check", clean).code == 0


def test_practice_never_touches_the_clinic(
    run: Run, clean: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RHS_DATA_DIR", str(folder))
    said = run("--demo", "import", clean, "--json")
    assert said.code == 0
    assert said.data["round"].startswith("40- och 50-åringar")
    assert "ÖVNING" in said.err
    assert not folder.exists()


def test_the_practice_list(run: Run, tmp_path: Path, today: date) -> None:
    write_practice_list(tmp_path / "lista.xlsx", today)
    said = run("check", tmp_path / "lista.xlsx", "--json")
    assert (said.code, said.data["ready"], said.data["set_aside"]) == (1, 53, 7)
    assert all(5 <= one["row"] <= 66 for one in said.data["problems"])


@pytest.fixture
def hiding(tmp_path: Path) -> Path:
    """Two sheets with people; a row and a column of the first are hidden, and a total stands below."""
    book = Workbook()
    book.active.title = "Om"  # type: ignore[union-attr]
    for name, places in (("Kvinnor", (0, 1, 2)), ("Män", (3,))):
        sheet = book.create_sheet(name)
        sheet.append((*HEAD, "Egen notering"))
        for place in places:
            sheet.append((dashed(place), "Ek", "Åsa", "x"))
        sheet.append(("Summa", len(places)))
    book["Kvinnor"].row_dimensions[3].hidden = True
    book["Kvinnor"].column_dimensions["D"].hidden = True
    book.save(tmp_path / "dolt.xlsx")
    return tmp_path / "dolt.xlsx"


def test_what_is_hidden_is_told_and_taken_along(run: Run, hiding: Path) -> None:
    said = run("check", hiding)
    assert said.code == 0
    assert said.out.splitlines()[-5:] == [
        "1 rad är dold i Excel och är med.",
        "1 kolumn är dold i Excel och är med: Egen notering.",
        "Lägg till --skip-hidden för att hoppa över det som är dolt.",
        "Bara bladet Kvinnor läses. Det finns personnummer också på Män.",
        "Rader som inte tas med: summor (1).",
    ]


def test_what_is_hidden_can_be_skipped(run: Run, hiding: Path) -> None:
    said = run("check", hiding, "--skip-hidden", "--json")
    assert (said.data["ready"], said.data["hidden_rows"], said.data["hidden_columns"]) == (2, 1, ["Egen notering"])
    assert said.data["ignored"] == {"headings": 1, "hidden": 1, "total": 1}
    told = run("check", hiding, "--skip-hidden").out
    assert "1 rad är dold i Excel och är inte med." in told
    assert "1 kolumn är dold i Excel och är inte med: Egen notering." in told
    assert "--skip-hidden" not in told


def test_a_row_that_is_skipped_still_speaks(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ((*HEAD, "Skyddad"), (dashed(0), "Ek", "Åsa", "Ja"), (dashed(8), "Öst", "Bo", "")):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "dold.xlsx")
    said = run("--data-dir", folder, "import", tmp_path / "dold.xlsx", "--skip-hidden", "--json").data
    assert (said["new"], [(one["row"], one["code"]) for one in said["remarks"]]) == (1, [(2, "protected")])
    with (ctx := entered(folder)).store:
        assert [row.protected for row in case_list.load_rows(ctx)] == [True, False, False, True, False]


def test_a_skipped_column_is_not_kept(run: Run, hiding: Path, folder: Path) -> None:
    begun(folder)
    assert run("--data-dir", folder, "import", hiding, "--skip-hidden").code == 0
    with (ctx := entered(folder)).store, ctx.store.reading() as db:
        own = imports.own_columns(db, case_list.load_rows(ctx)[0].case)
    assert [heading for heading, _ in own] == list(HEAD)


def test_a_protected_list_is_imported_with_its_password(
    run: Run, clinic: Context, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "rebus.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, (dashed(7), "Ek", "Åsa"), (dashed(8), "Öst", "Bo")):
        sheet.append(row)
    book.save(path)
    path.write_bytes(protect(path.read_bytes(), "sommarstuga vid sjön"))
    without = run("--data-dir", folder, "import", path, "--json")
    assert (without.code, without.error) == (2, "list.password")
    given = ("--data-dir", folder, "import", path, "--file-password-stdin", "--json")
    assert run(*given, password=f"{PASSWORD}\nsommarstuga vid havet").error == "list.password_wrong"
    assert run(*given, password=PASSWORD).error == "usage.no_file_password"
    said = run(*given, password=f"{PASSWORD}\nsommarstuga vid sjön")
    assert (said.code, said.data["new"]) == (0, 2)


def test_somebody_who_sits_there_is_asked_for_a_lists_password(
    run: Run, tmp_path: Path, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rebus.xlsx"
    write_practice_list(path, date(2026, 11, 9))
    path.write_bytes(protect(path.read_bytes(), "sommarstuga vid sjön"))
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "sommarstuga vid sjön"

    monkeypatch.setattr(CommandSession, "may_ask", True)
    monkeypatch.setattr(session, "getpass", answer)
    assert run("check", path, "--json").data["ready"] > 0
    assert run("check", clean, "--json").code == 0
    assert asked == ["Filens lösenord: "]
