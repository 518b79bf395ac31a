"""`due`, `letters`, `export`, `verify`, `day`: answers for people and for programs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rhs_desktop.cli import session
from rhs_desktop.domain.cases.steps import StepKind
from rhs_desktop.domain.checklists import CHECKLIST_HEADINGS
from rhs_desktop.paths import database_file
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.users import login
from tests.cli.conftest import NOW, PASSWORD, Run, begun, entered, later

NUMBER = re.compile(r"\d{8}-\d{4}")


def test_due(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "due", "--on", later(), "--json")
    assert said.code == 0
    steps = {"check_cosmic", "invite", "send_letter", "send_protected_letter"}
    assert {task["step"] for task in said.data} == steps
    for task in said.data:
        assert set(task) == {"case", "personal_number", "name", "step", "title", "due", "why"}
        assert NUMBER.fullmatch(task["personal_number"])
        assert StepKind(task["step"])
        assert date.fromisoformat(task["due"]) <= date.fromisoformat(later())
        assert task["why"]
    assert [task["due"] for task in said.data] == sorted(task["due"] for task in said.data)


def test_due_in_words(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "due", "--on", later())
    title, _, head, *lines = said.out.splitlines()
    assert title.endswith(": 4 ärenden")
    assert head.split() == ["Senast", "Personnr", "Invånare", "Nästa", "steg", "Varför"]
    assert len(lines) == 4
    assert all(NUMBER.search(line) for line in lines)


def test_nothing_due(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "due", "--on", "2020-01-07")
    assert (said.code, said.out) == (0, "Inget att göra 7 jan 2020.\n")
    assert run("--data-dir", folder, "due", "--on", "2020-01-07", "--json").data == []


def test_due_on_a_day_is_what_would_be_due(run: Run, clinic: Context, folder: Path) -> None:
    """Long after, the check in Cosmic is too old, and the one who was ready is to be checked again."""
    near = {task["case"]: task["step"] for task in run("--data-dir", folder, "due", "--on", later(), "--json").data}
    far = {task["case"]: task["step"] for task in run("--data-dir", folder, "due", "--on", later(60), "--json").data}
    ready = next(case for case, step in near.items() if step == "invite")
    assert far[ready] == "check_cosmic"


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_due_by_a_clock_that_was_moved_back_says_so_beside_the_answer(
    run: Run, clinic: Context, folder: Path, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    right = run("--data-dir", folder, "due", "--on", later(), *form)
    monkeypatch.setattr(login, "enter", partial(login.enter, clock=lambda: NOW - timedelta(days=3)))
    wrong = run("--data-dir", folder, "due", "--on", later(), *form)
    assert right.err == ""
    assert wrong.err.startswith("Datorns klocka går fel: enligt den är det 6 nov 2026 09:00, men det senaste")
    assert (wrong.code, wrong.out) == (0, right.out)


def test_looking_changes_nothing_but_the_log_and_works_beside_the_window(
    run: Run, clinic: Context, folder: Path
) -> None:
    ctx = entered(folder)
    with ctx.store:
        before = everything_but_the_log(ctx)
        assert run("--data-dir", folder, "due").code == 0
        assert run("--data-dir", folder, "verify").code == 0
        assert run("--data-dir", folder, "export", folder / "lista.xlsx").code == 0
        assert everything_but_the_log(ctx) == before


def everything_but_the_log(ctx: Context) -> list[tuple[object, ...]]:
    with ctx.store.reading() as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = [name for name in tables if not name.startswith("access_")]
        return [row for name in kept for row in db.execute(f"SELECT '{name}', * FROM {name}").fetchall()]


def test_letters(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    said = run("--data-dir", folder, "letters", "--out", tmp_path / "brev.pdf", "--json")
    assert said.code == 0
    held = (data := said.data).pop("held_back")
    path = str(tmp_path / "brev.pdf")
    assert data == {"path": path, "files": [path], "letters": 1, "pages": 2, "batch": 1}
    assert [one["reasons"][0]["code"] for one in held] == ["protected"]
    assert (tmp_path / "brev.pdf").read_bytes().startswith(b"%PDF")
    with (ctx := entered(folder)).store:
        assert len(print_batch.batches(ctx)) == 1
        assert sum(row.status == "letter_printed" for row in case_list.load_rows(ctx)) == 1
    again = run("--data-dir", folder, "letters", "--out", tmp_path / "fler.pdf")
    assert again.out.startswith("Det finns inga brev att skicka i dag.")
    assert not (tmp_path / "fler.pdf").exists()


@pytest.mark.parametrize("kind", ["reminder", "time"])
def test_letters_of_another_kind(run: Run, clinic: Context, folder: Path, tmp_path: Path, kind: str) -> None:
    said = run("--data-dir", folder, "letters", "--out", tmp_path / "brev.pdf", "--kind", kind, "--json")
    assert (said.code, said.data["letters"], said.data["path"]) == (0, 0, None)
    assert not (tmp_path / "brev.pdf").exists()


def test_letters_of_no_kind(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    said = run("--data-dir", folder, "letters", "--out", tmp_path / "brev.pdf", "--kind", "vykort")
    assert said.code == 2
    assert said.err.startswith("Kommandot är fel skrivet.")


def test_letters_on_a_folder_that_is_not_there(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "letters", "--out", folder / "ingen" / "brev.pdf", "--json")
    assert (said.code, said.error) == (2, "letter.folder_missing")


def test_export_with_a_password(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    """On the line after that of the login."""
    target = tmp_path / "ut.xlsx"
    two = f"{PASSWORD}\nsommarstuga vid sjön"
    said = run("--data-dir", folder, "export", target, "--protect", "--json", password=two)
    assert (said.code, said.data["encrypted"]) == (0, True)
    assert run("check", target, "--json").error == "list.password"
    right = run("check", target, "--file-password-stdin", "--json", password="sommarstuga vid sjön")
    assert right.data["ready"] == 3
    named = run("--data-dir", folder, "check", target, "--file-password-stdin", "--json", password=two)
    assert named.data["ready"] == 3
    assert "skyddad med lösenord" in run("--data-dir", folder, "export", target, "--protect", password=two).out


@pytest.mark.parametrize(
    ("password", "error"),
    [
        pytest.param("", "usage.no_file_password", id="no second line"),
        pytest.param("kort", "entry.password_short", id="too short"),
    ],
)
def test_export_with_a_password_that_will_not_do(
    password: str, error: str, run: Run, clinic: Context, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "ut.xlsx"
    said = run("--data-dir", folder, "export", target, "--protect", "--json", password=f"{PASSWORD}\n{password}")
    assert (said.code, said.error) == (2, error)
    assert not target.exists()


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        pytest.param(["sommarstuga vid sjön", "sommarstuga vid havet"], "usage.passwords_differ", id="not the same"),
        pytest.param(["", ""], "usage.no_file_password", id="none"),
        pytest.param(["sommarstuga vid sjön"] * 2, "", id="the same"),
    ],
)
def test_somebody_who_sits_there_is_asked_twice_for_an_exports_password(
    answers: list[str], error: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = list(answers)
    monkeypatch.setattr(session.CommandSession, "may_ask", True)
    monkeypatch.setattr(session, "getpass", lambda question: left.pop(0))
    said = run("--demo", "export", tmp_path / "ut.xlsx", "--protect", "--json")
    assert left == []
    assert (said.code, said.error if error else "") == (2 if error else 0, error)
    assert (tmp_path / "ut.xlsx").exists() is not bool(error)


def test_export(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    said = run("--data-dir", folder, "export", tmp_path / "ut.xlsx", "--json")
    assert said.code == 0
    assert said.data == {"path": str(tmp_path / "ut.xlsx"), "rows": 3, "left_out": 1, "encrypted": False}
    listed, about = load_workbook(tmp_path / "ut.xlsx").worksheets
    head, *rows = listed.iter_rows(values_only=True)
    own = ("Personnummer", "Efternamn", "Förnamn", "Telefon", "Adress", "Postnummer", "Postort", "Kommentar")
    assert head == (*own, *CHECKLIST_HEADINGS)
    status = head.index("Status")
    assert [row[status] for row in rows] == ["På listan", "Klar att bjuda in", "Bjud in via brev"]
    assert [row[0] for row in rows] == [row[8] for row in rows]
    assert "1 person med skyddade personuppgifter är inte med i filen." in [row[0].value for row in about.rows]


def test_verify(run: Run, clinic: Context, folder: Path) -> None:
    assert run("--data-dir", folder, "verify", "--json").data == {"ok": True, "findings": []}
    with entered(folder).store as store:
        store.writer.execute("UPDATE case_rows SET status = 'done' WHERE case_id = 1")
    said = run("--data-dir", folder, "verify", "--json")
    assert said.code == 1
    assert said.data == {
        "ok": False,
        "findings": [{"code": "row", "about": "1", "message": "Ärende 1 visas inte som händelserna säger."}],
    }
    said = run("--data-dir", folder, "verify")
    assert (said.code, said.out.splitlines()[0]) == (1, "Ärende 1 visas inte som händelserna säger.")


def test_a_file_that_is_no_database(run: Run, folder: Path) -> None:
    folder.mkdir()
    database_file(folder).write_bytes(b"no database at all" * 300)
    said = run("--data-dir", folder, "verify", "--json")
    assert (said.code, said.error) == (2, "store.keys_missing")


def test_a_database_that_is_damaged(run: Run, clinic: Context, folder: Path) -> None:
    database_file(folder).write_bytes(b"no database at all" * 300)
    said = run("--data-dir", folder, "verify", "--json")
    assert (said.code, said.error) == (2, "store.damaged")


@pytest.mark.parametrize("command", [("due",), ("letters", "--out", "brev.pdf"), ("export", "a.xlsx"), ("verify",)])
def test_no_data_yet(run: Run, folder: Path, command: tuple[str, ...]) -> None:
    said = run("--data-dir", folder, *command, "--json")
    assert (said.code, said.error) == (2, "usage.no_data")
    assert str(folder) in said.err
    assert not folder.exists()


def test_no_round_yet(run: Run, folder: Path, tmp_path: Path) -> None:
    begun(folder)
    said = run("--data-dir", folder, "letters", "--out", tmp_path / "brev.pdf", "--json")
    assert (said.code, said.error) == (2, "usage.no_round")
    assert run("--data-dir", folder, "due", "--json").data == []


def test_a_fresh_practice_clinic(run: Run) -> None:
    said = run("--demo", "due", "--json")
    assert said.code == 0
    assert len(said.data) > 30
    assert len({task["step"] for task in said.data}) > 8


def test_a_day_of_practice(run: Run, tmp_path: Path) -> None:
    said = run("--demo", "day", "--out", tmp_path / "dagen")
    assert said.code == 0
    made = said.out[said.out.index("Det här gjordes:") :].splitlines()[1:]
    paths = [Path(line.strip()) for line in made]
    assert [path.suffix for path in paths] == [".xlsx", ".txt", ".pdf", ".xlsx"]
    assert all(path.is_file() and path.is_relative_to(tmp_path / "dagen") for path in paths)
    for outcome in (
        "Mobiltelefon eller e-post",
        "Avisering saknas",
        "Aldrig inloggad",
        "Låst inloggning",
        "Fel personnummer",
    ):
        assert re.search(rf"{outcome} +[1-9]", said.out), outcome
    assert "53 av 60 rader är klara" in said.out
    assert "1177 visade i dag att invånaren har låst inloggning." in said.out
    assert re.search(r"[1-9]\d* av [1-9]\d* postades", said.out)
    assert "Databasen är hel" in said.out
    numbers = paths[1].read_text(encoding="ascii").split()
    assert len(numbers) == 25
    assert all(NUMBER.fullmatch(number) for number in numbers)


def test_a_day_needs_practice(run: Run, clinic: Context, folder: Path) -> None:
    said = run("--data-dir", folder, "day")
    assert (said.code, said.out) == (2, "")
    assert said.err == "day går bara att köra med övningsdata. Skriv rhs-desktop --demo day.\n"


def test_a_newer_database_is_refused(run: Run, clinic: Context, folder: Path) -> None:
    with entered(folder).store as store:
        store.writer.execute("PRAGMA user_version = 999")
    said = run("--data-dir", folder, "due", "--json")
    assert (said.code, said.error) == (2, "store.newer")
