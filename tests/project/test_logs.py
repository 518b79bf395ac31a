"""The log says what failed and where, and never about whom."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rhs_desktop import logs
from rhs_desktop.domain.codes import Channel
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, IdentityRefused
from rhs_desktop.domain.people.personal_number import parse
from rhs_desktop.services.restoring.move_to_computer import CopyRequest
from rhs_desktop.services.users.login import Welcome
from rhs_desktop.ui.login.recovery_sheet import PrintedSheet
from tests.conftest import ExpectLog

NAME = "Karin Åberg"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    handler = logs.start_logging(tmp_path / "loggar")
    yield tmp_path / "loggar" / logs.FILE_NAME
    logs.stop_logging(handler)


def failing(number: str) -> None:
    """An exception that tells of a person in each of its parts."""
    name = NAME
    try:
        raise sqlite3.IntegrityError(f"UNIQUE failed: {number} {name}")
    except sqlite3.IntegrityError as error:
        raise HistoryRefused(HistoryRefusal.IDENTITY_TAKEN, name=name, number=number) from error


def test_an_exception_is_told_without_what_it_says(
    written: Path, test_numbers: tuple[str, ...], expect_log: ExpectLog
) -> None:
    expect_log("could not import", logging.ERROR)
    number = test_numbers[0]
    try:
        failing(number)
    except HistoryRefused:
        logging.getLogger("rhs_desktop.services").exception("could not import")
    text = written.read_text(encoding="utf-8")
    assert "rhs_desktop.domain.errors.HistoryRefused [history.identity_taken]" in text
    assert "sqlite3.IntegrityError" in text
    assert "test_logs.py, line" in text
    assert "in failing" in text
    assert NAME not in text
    assert "Åberg" not in text
    assert number not in text
    assert number[2:8] not in text
    assert "UNIQUE" not in text


def test_frames_of_the_program_are_told_by_their_place(
    written: Path, today: date, expect_log: ExpectLog, test_numbers: tuple[str, ...]
) -> None:
    expect_log("no identity", logging.ERROR)
    wrong = test_numbers[0][:-1] + str((int(test_numbers[0][-1]) + 1) % 10)
    try:
        parse(wrong, today)
    except IdentityRefused as error:
        logging.getLogger("rhs_desktop").error("no identity", exc_info=error)
    text = written.read_text(encoding="utf-8")
    assert "rhs_desktop/domain/people/personal_number.py, line" in text
    assert "[identity.check_digit]" in text
    assert wrong not in text


@pytest.mark.parametrize(
    ("message", "values", "shown"),
    [
        pytest.param("imported %d rows", (60,), "imported 60 rows", id="counts"),
        pytest.param("step %s", ("check_cosmic",), "step check_cosmic", id="codes"),
        pytest.param("channel %s", (Channel.LETTER,), "channel Channel.LETTER", id="enums"),
        pytest.param("resident %s", (NAME,), "resident <str>", id="names"),
        pytest.param("resident %(name)s", ({"name": NAME},), "resident <str>", id="names by key"),
        pytest.param("saved %s", (Path("Karin Åberg.pdf"),), "saved <PosixPath>", id="files"),
        pytest.param("failed: %s", (ValueError(NAME),), "failed: ValueError", id="exceptions as values"),
        pytest.param("people %s", ([NAME],), "people <list>", id="containers"),
        pytest.param("case %s", (None,), "case None", id="nothing"),
    ],
)
def test_values_are_shown_only_if_they_can_be_nobodys(
    message: str, values: tuple[object, ...], shown: str, written: Path
) -> None:
    logging.getLogger("rhs_desktop").info(message, *values)
    assert written.read_text(encoding="utf-8").rstrip().endswith(shown.replace("PosixPath", type(Path()).__name__))


def test_an_exception_in_place_of_a_message(written: Path) -> None:
    logging.getLogger("rhs_desktop").info(ValueError(NAME))
    assert written.read_text(encoding="utf-8").rstrip().endswith("rhs_desktop: ValueError")


@pytest.mark.parametrize(
    "written_as",
    [
        "{0}",
        "{1}-{2}",
        "{1} {2}",
        "{1}–{2}",
        "{3} {4}-{2}",
        "{1}+{2}",
        "nr{0}.",
        "'{0}.0'",
        "070-174 06 05",
        "+46 (0)70-1740605",
    ],
)
def test_digits_of_people_are_blotted_out(written_as: str, test_numbers: tuple[str, ...]) -> None:
    number = test_numbers[0]
    text = written_as.format(number, number[:8], number[8:], number[:4], number[4:8])
    left = logs.blotted(f"row 12, {text}, line 340")
    assert not any(part in left for part in (number[8:], "174", "0605"))
    assert left.startswith("row 12, ")
    assert left.endswith(", line 340")


def test_the_last_net_holds_in_the_message_itself(written: Path, test_numbers: tuple[str, ...]) -> None:
    logging.getLogger("rhs_desktop").info("found " + test_numbers[0])  # noqa: G003
    logging.getLogger("rhs_desktop").info("found %d", int(test_numbers[0]))
    lines = written.read_text(encoding="utf-8").splitlines()
    assert [line.endswith(f"found {logs.BLOT}") for line in lines] == [True, True]


def test_of_others_only_the_place_is_told(written: Path, expect_log: ExpectLog) -> None:
    expect_log("glyph missing", logging.WARNING)
    logging.getLogger("reportlab").info("chatter")
    logging.getLogger("reportlab").warning(f"glyph missing in {NAME}")  # noqa: G004
    (line,) = written.read_text(encoding="utf-8").splitlines()
    assert "WARNING reportlab: <test_logs.py, line " in line
    assert "glyph" not in line


def test_the_file_is_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST_BYTES", 2_000)
    handler = logs.start_logging(tmp_path)
    for turn in range(400):
        logging.getLogger("rhs_desktop").info("turn %d", turn)
    logs.stop_logging(handler)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [logs.FILE_NAME, *(f"{logs.FILE_NAME}.{number}" for number in range(1, logs.KEPT_FILES + 1))]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    assert logs.start_logging(tmp_path / "taken" / "logs") is None
    logs.stop_logging(None)


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = logs.start_logging(tmp_path)
    (tmp_path / logs.FILE_NAME).mkdir()
    logging.getLogger("rhs_desktop").info("lost")
    logs.stop_logging(handler)
    assert capsys.readouterr().err == ""


def test_secrets_show_themselves_in_no_repr() -> None:
    """Whatever prints an object, a debugger or a careless message, prints no password and no code."""
    secret = "fyra gröna paraplyer"
    for one in (
        CopyRequest(Path("a"), "Anna Ek", secret, secret),
        Welcome(secret, None),  # type: ignore[arg-type]
        PrintedSheet(secret, "", date(2026, 11, 9), "Anna Ek"),
    ):
        assert secret not in repr(one)
        assert type(one).__name__ in repr(one)
