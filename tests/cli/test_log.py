"""The access log on the command line: `log`, what other commands leave in it, and that nothing is listed without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.review import LogQuery
from rhs_desktop.services.access_log.write import PendingAccess, log_access, write_looks
from rhs_desktop.services.context import Context
from tests.builders import details
from tests.cli.conftest import NOW, Run, entered, later


def newest(folder: Path) -> tuple[str, object]:
    """The last line that is no login."""
    ctx = entered(folder)
    with ctx.store:
        lines = [line for line in review.read(ctx, LogQuery()).lines if line.kind != Access.LOGIN]
    return lines[0].kind, lines[0].details.get("command")


def test_the_log_is_listed_the_newest_first(run: Run, clinic: Context, folder: Path) -> None:
    ctx = entered(folder)
    with ctx.store:
        log_access(ctx, Access.OPENED, cases=[1])
    said = run("--data-dir", folder, "log")
    assert said.code == 0
    head, read, login, opened, *_ = said.out.splitlines()
    assert head.split() == ["Tid", "Användare", "Vad", "Vem", "Mer"]
    assert "Öppnade loggen" in read
    assert "Loggade in" in login
    assert "Öppnade ärendet" in opened
    assert "••••" in opened


def test_the_log_for_a_program(run: Run, clinic: Context, folder: Path) -> None:
    data = run("--data-dir", folder, "log", "--json").data
    assert [line["number"] for line in data] == list(range(len(data), 0, -1))
    assert {tuple(line) for line in data} == {
        ("number", "at", "user", "unit", "kind", "people", "reason", "details", "act", "digest")
    }


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        pytest.param(["--kind", "opened"], 2, id="kind"),
        pytest.param(["--user", "Bo"], 1, id="user"),
        pytest.param(["--kind", "opened", "--from", "2026-11-10"], 0, id="from"),
        pytest.param(["--kind", "opened", "--to", "2026-11-09"], 2, id="to"),
        pytest.param(["--kind", "opened", "--to", "9 nov"], 2, id="to a day of the year that was"),
        pytest.param(["--kind", "opened", "--from", "10 nov 2026"], 0, id="from a day in words"),
        pytest.param(["--kind", "opened", "--person", details(0).identity.dashed], 1, id="person"),
    ],
)
def test_lines_are_filtered(run: Run, clinic: Context, folder: Path, arguments: list[str], count: int) -> None:
    ctx = entered(folder)
    with ctx.store:
        write_looks(
            ctx, [PendingAccess(NOW, "Bo", Access.OPENED, (1,)), PendingAccess(NOW, "Anna Ek", Access.OPENED, (2,))]
        )
    assert len(run("--data-dir", folder, "log", "--json", *arguments).data) == count


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["--from", "igår"], "usage.date", id="no day"),
        pytest.param(["--person", "ingen alls"], "usage.nobody", id="nobody"),
        pytest.param(["--person", "a"], "usage.several_people", id="several"),
    ],
)
def test_what_the_log_cannot_be_asked(run: Run, clinic: Context, folder: Path, arguments: list[str], code: str) -> None:
    said = run("--data-dir", folder, "log", "--json", *arguments)
    assert (said.code, said.error) == (2, code)


def test_what_is_listed_is_logged_also_beside_the_window(run: Run, clinic: Context, folder: Path) -> None:
    with entered(folder).store:
        tasks = run("--data-dir", folder, "due", "--on", later(), "--json").data
        run("--data-dir", folder, "due", "--on", "2020-01-07")
    data = run("--data-dir", folder, "log", "--kind", "listed", "--json").data
    nobody, some = data[0], data[1]
    assert (nobody["people"], nobody["details"]) == ("", {"command": "due", "count": 0})
    assert some["details"] == {"command": "due", "count": len(tasks)}
    assert some["people"]


def test_a_pasted_table_is_a_look_at_those_it_names(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "klipp.txt"
    table.write_text(f"Personnummer\tNamn\n{details(0).identity.dashed}\tKarin Ek\n", encoding="utf-8")
    run("--data-dir", folder, "paste", table)
    assert newest(folder) == ("listed", "paste")


def test_an_export_is_logged(run: Run, clinic: Context, folder: Path, tmp_path: Path) -> None:
    assert run("--data-dir", folder, "export", tmp_path / "ut.xlsx").code == 0
    assert newest(folder)[0] == "exported"


@pytest.mark.parametrize("command", [["due"], ["export", "ut.xlsx"], ["log"]])
def test_nothing_is_listed_that_cannot_be_logged(
    run: Run, clinic: Context, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    ctx = entered(folder)
    with ctx.store, ctx.store.logging() as db:
        db.execute("DELETE FROM access_head")
    monkeypatch.chdir(tmp_path)
    said = run("--data-dir", folder, *command)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Åtkomstloggen går inte att skriva, och utan den lämnas inga uppgifter ut.")
    assert not (tmp_path / "ut.xlsx").exists()


def test_verify_includes_the_log(run: Run, clinic: Context, folder: Path) -> None:
    ctx = entered(folder)
    with ctx.store, ctx.store.logging() as db:
        db.execute("DROP TRIGGER access_log_never_delete")
        db.execute("DELETE FROM access_log WHERE id = 2")
    said = run("--data-dir", folder, "verify")
    assert said.code == 1
    assert "Åtkomstloggen: rad 2 saknas." in said.out


def test_practice_has_a_log_of_its_own(run: Run) -> None:
    data = run("--demo", "log", "--kind", "import", "--json").data
    assert data
    assert all(line["people"] for line in data)
