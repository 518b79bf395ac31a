"""The key file: who gets the key, who does not, and how long either takes."""

from __future__ import annotations

import copy
import json
import pickle
import statistics
import time
from contextlib import suppress
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.store.connection import Key
from rhs_desktop.store.vault import Cost, Vault, measured_cost, new_vault, read_vault

CHEAP = Cost(memory=64, lanes=1, rounds=1)
PASSWORD = "ärtsoppa på torsdag"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Vault, Key, str]:
    vault, key = new_vault(tmp_path / "rhs.keys", CHEAP)
    vault, code = vault.with_user(key, "Anna Ek", PASSWORD).with_recovery(key)
    vault.save()
    return read_vault(vault.path), key, code


def refused(vault: Vault, name: str, password: str) -> str:
    with pytest.raises(EntryRefused) as error:
        vault.unlock(name, password)
    return error.value.code


def test_the_right_password_and_the_code_open_it(made: tuple[Vault, Key, str]) -> None:
    vault, key, code = made
    assert vault.unlock("Anna Ek", PASSWORD) == key
    assert vault.unlock(" anna  EK", PASSWORD) == key
    assert vault.recover(code) == key
    assert vault.recover(code.lower()) == key


def test_a_wrong_password_and_an_unknown_name_are_the_same(made: tuple[Vault, Key, str]) -> None:
    vault, _, _ = made
    assert refused(vault, "Anna Ek", "fel lösenord") == refused(vault, "Bo Ek", PASSWORD) == "wrong_login"


def test_a_new_password_closes_the_old_one(made: tuple[Vault, Key, str]) -> None:
    vault, key, _ = made
    later = vault.with_user(key, "anna ek", "ett annat lösenord")
    assert later.unlock("Anna Ek", "ett annat lösenord") == key
    assert refused(later, "Anna Ek", PASSWORD) == "wrong_login"
    assert len(later.doors) == len(vault.doors)


def test_a_user_who_is_gone_and_a_code_that_was_replaced(made: tuple[Vault, Key, str]) -> None:
    vault, key, code = made
    assert refused(vault.without_user("Anna Ek"), "Anna Ek", PASSWORD) == "wrong_login"
    later, new = vault.with_recovery(key)
    assert later.recover(new) == key
    with pytest.raises(EntryRefused):
        later.recover(code)


def test_the_file_tells_no_name_and_no_key(made: tuple[Vault, Key, str]) -> None:
    vault, key, code = made
    said = vault.path.read_bytes()
    for secret in (b"Anna", b"anna", PASSWORD.encode(), key.raw, key.raw.hex().encode(), code.encode()):
        assert secret not in said


def test_doors_cannot_be_moved_to_another_name(made: tuple[Vault, Key, str]) -> None:
    vault, key, _ = made
    both = vault.with_user(key, "Bo Ek", "bos eget lösenord")
    said = json.loads(vault.path.read_text())
    anna, bo = (next(d for d in both.doors if d.mark == both._mark(name)) for name in ("Anna Ek", "Bo Ek"))
    said["doors"] = [
        {**said["doors"][0], "mark": bo.mark, "salt": anna.salt, "nonce": anna.nonce, "locked": anna.locked}
    ]
    vault.path.write_text(json.dumps(said))
    assert refused(read_vault(vault.path), "Bo Ek", PASSWORD) == "wrong_login"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"not json", b'{"format": 1}', b"\xff\xfe", b'{"format": 1, "doors": [{"mark": "x"}]}']
)
def test_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rhs.keys"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable) as error:
        read_vault(path)
    assert error.value.code == "keys_damaged"


def test_a_missing_and_a_newer_file(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as error:
        read_vault(tmp_path / "rhs.keys")
    assert error.value.code == "keys_missing"
    (tmp_path / "rhs.keys").write_text('{"format": 99}')
    with pytest.raises(StoreUnavailable) as error:
        read_vault(tmp_path / "rhs.keys")
    assert error.value.code == "keys_newer"


def test_a_key_shows_itself_to_nobody() -> None:
    key = Key(bytes(range(32)))
    assert repr(key) == str(key) == "Key(…)"
    for copying in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            copying(key)


def test_wrong_takes_as_long_as_right(tmp_path: Path) -> None:
    """Processor time, so that other work on the machine does not count; the cost is near the real one."""
    vault, key = new_vault(tmp_path / "rhs.keys", Cost(memory=16 * 1024, lanes=1, rounds=2))
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
