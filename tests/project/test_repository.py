"""Every file of the repository: no living person's number, nothing of a machine, clean and typed."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest

from tests.repository import ROOT, files, text_of

SPACE = "[ \u00a0\u2009\u202f]?"
DASH = "[-+\u2010-\u2015\u2212]?"
LOOKS_LIKE_A_NUMBER = re.compile(
    rf"(?<![\w.])(18|19|20)?(\d\d){SPACE}(\d\d)(\d\d){SPACE}({DASH}){SPACE}(\d\d\d\d)(?!\w)", re.ASCII
)
# The people in the table of the 2023 manual, who are 1177's own test persons: for the test of that table only.
ONLY_IN_TESTS = {"5912232849", "9504282394", "4902102138"}

HOSTS = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", r"deb\." + "debian", "registry" + r"\.npm"]))
MACHINE_PATHS = re.compile(r"(?<![\w.~}])/(?:work|root|tmp|opt|home)/\w|[A-Z]:\\Users\\", re.ASCII)
OTHER_LOCKS = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}


def numbers_in(text: str) -> list[str]:
    """Ten digits of everything that reads as a person's number with a right check digit.

    Samordningsnummer (day + 60) count as well. Impossible dates do not: nobody's birthday. Ten digits in a row that
    begin with 0 are taken for a telephone number.
    """
    found = []
    for century, year, month, day, dash, last in LOOKS_LIKE_A_NUMBER.findall(text):
        digits = year + month + day + last
        telephone = not century and not dash and digits.startswith("0")
        if not telephone and is_day(int(month), int(day)) and luhn(digits) == 0:
            found.append(digits)
    return found


def is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def luhn(digits: str) -> int:
    doubled = (int(digit) * (2 - position % 2) for position, digit in enumerate(digits))
    return sum(sum(divmod(product, 10)) for product in doubled) % 10


def strangers(text: str, allowed: set[str]) -> set[str]:
    return set(numbers_in(text)) - allowed


@pytest.mark.whole_repository
def test_nobody_living_stands_in_the_repository(test_numbers: tuple[str, ...]) -> None:
    allowed = {number[2:] for number in test_numbers}
    assert len(allowed) > 1500
    seen = 0
    for path in files():
        text = text_of(path) or ""
        in_tests = path.is_relative_to(ROOT / "tests")
        unknown = strangers(text, allowed | ONLY_IN_TESTS if in_tests else allowed)
        assert not unknown, f"{path.relative_to(ROOT)}: not on the list of test numbers: {sorted(unknown)}"
        seen += len(numbers_in(text))
    assert seen > 2 * 1500, "the practice list alone holds every number twice"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("19{}", id="twelve digits"),
        pytest.param("Anna Ek, 19{0}.", id="in a sentence"),
        pytest.param("{}", id="ten digits"),
        pytest.param("'{:.6}-{:.0}'", id="hyphen"),
    ],
)
def test_a_number_is_noticed_however_it_is_written(text: str, test_numbers: tuple[str, ...]) -> None:
    number = test_numbers[0][2:]
    written = text.format(number, "") if "{:.6}" not in text else f"'{number[:6]}-{number[6:]}'"
    assert strangers(written, set()) == {number}
    assert strangers(written, {number}) == set()


@pytest.mark.parametrize("separator", ["-", "+", " ", "\u00a0", "\u2013", "\u2212", " - "])
@pytest.mark.parametrize("year_break", ["", " "])
def test_a_number_is_noticed_with_any_separator(separator: str, year_break: str, test_numbers: tuple[str, ...]) -> None:
    number = test_numbers[0]
    written = number[:4] + year_break + number[4:8] + separator + number[8:]
    assert strangers(written, set()) == {number[2:]}


def test_a_wrong_check_digit_is_nobody(test_numbers: tuple[str, ...]) -> None:
    wrong = test_numbers[0][:-1] + str((int(test_numbers[0][-1]) + 1) % 10)
    assert strangers(wrong, set()) == set()


@pytest.mark.whole_repository
def test_nothing_of_a_machine_stands_in_the_repository() -> None:
    for path in files():
        assert path.name not in OTHER_LOCKS
        text = text_of(path) or ""
        leaks = [match.group() for pattern in (HOSTS, MACHINE_PATHS) for match in pattern.finditer(text)]
        assert not leaks, f"{path.relative_to(ROOT)}: {leaks}"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        pytest.param(HOSTS, "--index-url https://" + "py" + "pi.org/simple", id="registry"),
        pytest.param(MACHINE_PATHS, "see /" + "home/anna/rhs", id="home folder"),
        pytest.param(MACHINE_PATHS, "C:" + "\\Users\\anna", id="windows profile"),
    ],
)
def test_a_leak_is_noticed(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.slow
@pytest.mark.whole_repository
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check", "."), id="ruff"),
        pytest.param(("ruff", "format", "--check", "."), id="format"),
        pytest.param(("mypy",), id="mypy"),
    ],
)
def test_linters_are_silent(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
