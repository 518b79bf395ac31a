"""The key file: who gets the key, who does not, and how long either takes."""

from __future__ import annotations

import copy
import json
import pickle
import random
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.store.connection import Key
from rhs_desktop.store.users.key_file import (
    Cost,
    KeyFile,
    KeySlot,
    measured_cost,
    new_key_file,
    read_key_file,
    salvaged,
)
from tests.refusals import refusal_of

CHEAP = Cost(memory=64, lanes=1, rounds=1)
PASSWORD = "ärtsoppa på torsdag"


@pytest.fixture
def made(tmp_path: Path) -> tuple[KeyFile, Key, str]:
    vault, key = new_key_file(tmp_path / "rhs.keys", CHEAP)
    vault, code = vault.with_user(key, "Anna Ek", PASSWORD).with_recovery(key)
    vault.save()
    return read_key_file(vault.path), key, code


def opened_by(way: Callable[[], Key]) -> Key | None:
    """The key that it leads to; None where it is refused."""
    try:
        return way()
    except EntryRefused:
        return None


def slot_of(key_file: KeyFile, name: str) -> KeySlot:
    (slot,) = set(key_file.slots) - set(key_file.without_user(name).slots)
    return slot


def refused(vault: KeyFile, name: str, password: str) -> str:
    with pytest.raises(EntryRefused) as error:
        vault.unlock(name, password)
    return error.value.code


def test_the_right_password_and_the_code_open_it(made: tuple[KeyFile, Key, str]) -> None:
    vault, key, code = made
    assert vault.unlock("Anna Ek", PASSWORD) == key
    assert vault.unlock(" anna  EK", PASSWORD) == key
    assert vault.recover(code) == key
    assert vault.recover(code.lower()) == key


def test_a_wrong_password_and_an_unknown_name_are_the_same(made: tuple[KeyFile, Key, str]) -> None:
    vault, _, _ = made
    assert refused(vault, "Anna Ek", "fel lösenord") == refused(vault, "Bo Ek", PASSWORD) == "wrong_login"


def test_a_new_password_closes_the_old_one(made: tuple[KeyFile, Key, str]) -> None:
    vault, key, _ = made
    later = vault.with_user(key, "anna ek", "ett annat lösenord")
    assert later.unlock("Anna Ek", "ett annat lösenord") == key
    assert refused(later, "Anna Ek", PASSWORD) == "wrong_login"
    assert len(later.slots) == len(vault.slots)


def test_a_user_who_is_gone_and_a_code_that_was_replaced(made: tuple[KeyFile, Key, str]) -> None:
    vault, key, code = made
    assert refused(vault.without_user("Anna Ek"), "Anna Ek", PASSWORD) == "wrong_login"
    later, new = vault.with_recovery(key)
    assert later.recover(new) == key
    with pytest.raises(EntryRefused):
        later.recover(code)


def test_the_file_tells_no_name_and_no_key(made: tuple[KeyFile, Key, str]) -> None:
    vault, key, code = made
    said = vault.path.read_bytes()
    for secret in (b"Anna", b"anna", PASSWORD.encode(), key.raw, key.raw.hex().encode(), code.encode()):
        assert secret not in said


def test_doors_cannot_be_moved_to_another_name(made: tuple[KeyFile, Key, str]) -> None:
    vault, key, _ = made
    both = vault.with_user(key, "Bo Ek", "bos eget lösenord")
    said = json.loads(vault.path.read_text())
    del said["check"]
    anna, bo = (slot_of(both, name) for name in ("Anna Ek", "Bo Ek"))
    said["doors"] = [
        {**said["doors"][0], "mark": bo.mark, "salt": anna.salt, "nonce": anna.nonce, "locked": anna.locked}
    ]
    vault.path.write_text(json.dumps(said))
    assert refused(read_key_file(vault.path), "Bo Ek", PASSWORD) == "wrong_login"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"not json", b'{"format": 1}', b"\xff\xfe", b'{"format": 1, "doors": [{"mark": "x"}]}']
)
def test_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rhs.keys"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable) as error:
        read_key_file(path)
    assert error.value.code == "keys_damaged"


def test_a_file_of_an_earlier_version_has_no_check(made: tuple[KeyFile, Key, str]) -> None:
    vault, key, _ = made
    said = json.loads(vault.path.read_text())
    del said["check"]
    vault.path.write_text(json.dumps(said))
    assert read_key_file(vault.path).unlock("Anna Ek", PASSWORD) == key


def test_any_changed_byte_is_noticed_and_what_is_whole_still_opens(made: tuple[KeyFile, Key, str]) -> None:
    """Without the check, a letter of a door that is another letter would only be a password that is wrong for ever."""
    vault, key, code = made
    whole, chance = vault.path.read_bytes(), random.Random(6)
    for _ in range(60):
        at = chance.randrange(len(whole))
        vault.path.write_bytes(whole[:at] + bytes((whole[at] ^ 1 << chance.randrange(8),)) + whole[at + 1 :])
        refused = refusal_of(lambda: read_key_file(vault.path))
        assert refused in (None, "keys_damaged", "keys_newer")
        assert refused or read_key_file(vault.path) == vault, "a sign between the values, at most"
        left = salvaged(vault.path)
        opened = []
        for way in (partial(left.unlock, "Anna Ek", PASSWORD), partial(left.recover, code)):
            with suppress(EntryRefused):
                opened.append(way())
        assert opened, "one byte spoils one door at most"
        assert set(map(bytes, (one.raw for one in opened))) == {key.raw}


@pytest.mark.parametrize(
    ("spoilt", "user", "by_code"),
    [
        pytest.param(lambda text: text, True, True, id="nothing at all"),
        pytest.param(lambda text: text[5:], True, True, id="the beginning is gone"),
        pytest.param(lambda text: text[:-40], True, True, id="the end is gone"),
        pytest.param(lambda text: text[: text.index('"recovery"') + 40], True, False, id="half is gone"),
        pytest.param(lambda text: text.replace('"pepper": "', '"pepper": "!'), False, True, id="the pepper"),
        pytest.param(lambda text: text.replace('"memory": 64', '"memory": 64000000000'), False, False, id="a cost"),
        pytest.param(lambda text: text[text.index('"recovery"') - 20 :], False, True, id="all but the code's"),
        pytest.param(lambda text: "\0" * len(text), False, False, id="zeroes"),
        pytest.param(lambda text: "{" * 5_000, False, False, id="braces"),
    ],
)
def test_what_is_left_of_a_damaged_file(
    made: tuple[KeyFile, Key, str], spoilt: Callable[[str], str], user: bool, by_code: bool
) -> None:
    vault, key, code = made
    vault.path.write_text(spoilt(vault.path.read_text()))
    left = salvaged(vault.path)
    ways = (partial(left.unlock, "Anna Ek", PASSWORD), partial(left.recover, code))
    assert [opened_by(way) for way in ways] == [key if user else None, key if by_code else None]
    assert left.used


def test_a_missing_and_a_newer_file(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as error:
        read_key_file(tmp_path / "rhs.keys")
    assert error.value.code == "keys_missing"
    (tmp_path / "rhs.keys").write_text('{"format": 99}')
    with pytest.raises(StoreUnavailable) as error:
        read_key_file(tmp_path / "rhs.keys")
    assert error.value.code == "keys_newer"


def test_a_key_shows_itself_to_nobody() -> None:
    key = Key(bytes(range(32)))
    assert repr(key) == str(key) == "Key(…)"
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            copying(key)


def test_wrong_takes_as_long_as_right(tmp_path: Path) -> None:
    """Processor time, so that other work on the machine does not count; the cost is near the real one."""
    vault, key = new_key_file(tmp_path / "rhs.keys", Cost(memory=16 * 1024, lanes=1, rounds=2))
    vault = vault.with_user(key, "Anna Ek", PASSWORD)

    def took(name: str, password: str) -> float:
        began = time.process_time()
        with suppress(EntryRefused):
            vault.unlock(name, password)
        return time.process_time() - began

    cases = (("Anna Ek", PASSWORD), ("Anna Ek", "fel lösenord"), ("Bo Ek", PASSWORD))
    right, wrong, unknown = (statistics.median(took(*case) for _ in range(9)) for case in cases)
    assert 0.5 < wrong / right < 2
    assert 0.5 < unknown / right < 2


def test_the_cost_is_measured_and_never_too_low() -> None:
    assert measured_cost(0.0, least=CHEAP) == CHEAP
    dear = measured_cost(0.02, least=CHEAP)
    assert dear.rounds > CHEAP.rounds
    assert (dear.memory, dear.lanes) == (CHEAP.memory, CHEAP.lanes)
