"""The key file: the one key of a database, locked once for each user and once for the recovery code.

Each door holds the key encrypted (AES-256-GCM) with a key that Argon2id makes from a password and the door's own salt.
A door bears no name, only a keyed hash of it, so that the file tells nobody who works here. To change a password makes
a new door; the database is never encrypted anew. Losing this file is losing the data, so each backup has a copy of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.domain.passwords import CODE_LENGTH, CODE_LETTERS, folded, password_text, read_code, written_code
from rhs_desktop.store.connection import KEY_BYTES, Key
from rhs_desktop.store.files import write_whole

FORMAT = 1
_CHECK = "check"
RECOVERY = "recovery"
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs. `memory` in KiB."""

    memory: int = 64 * 1024
    lanes: int = 4
    rounds: int = 3


_MOST = {"memory": 4 * 1024 * 1024, "lanes": 64, "rounds": 10_000}
LEAST_COST = Cost(memory=64 * 1024, lanes=4, rounds=3)
"""RFC 9106's second recommendation, for a machine of any speed."""


@dataclass(frozen=True, slots=True)
class Door:
    """One way to the key. `mark` is the keyed hash of the name, or `recovery`; the rest is base64."""

    mark: str
    salt: str
    nonce: str
    locked: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Vault:
    """What the key file says. `pepper` keys the hashes of the names; `used` is set once the database exists."""

    path: Path
    pepper: str
    cost: Cost
    doors: tuple[Door, ...] = ()
    used: bool = False

    def unlock(self, name: str, password: str) -> Key:
        """The key, for a user. Takes as long for an unknown name as for a wrong password.

        Raises EntryRefused `wrong_login`.
        """
        return self._open(self._mark(name), password_text(password), "wrong_login")

    def recover(self, code: str) -> Key:
        """The key, for who has the printed code. Raises EntryRefused `code_wrong`."""
        return self._open(RECOVERY, read_code(code), "code_wrong")

    def with_user(self, key: Key, name: str, password: str) -> Vault:
        """With a door for that user in place of any earlier one."""
        return self._with(self._door(self._mark(name), password_text(password), key))

    def without_user(self, name: str) -> Vault:
        """Without that user's door."""
        mark = self._mark(name)
        return replace(self, doors=tuple(door for door in self.doors if door.mark != mark))

    def with_recovery(self, key: Key) -> tuple[Vault, str]:
        """With a new recovery code in place of the former, and the code as it is to be printed."""
        letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        return self._with(self._door(RECOVERY, letters, key)), written_code(letters)

    def knows(self, name: str) -> bool:
        """Whether there is a door for that name. For administrators, not for the login."""
        return any(door.mark == self._mark(name) for door in self.doors)

    def save(self) -> None:
        """Write the file, whole or not at all. Raises StoreUnavailable."""
        said = {
            "format": FORMAT,
            "pepper": self.pepper,
            "used": self.used,
            "cost": asdict(self.cost),
            "doors": [asdict(door) for door in self.doors],
        }
        write_whole(self.path, json.dumps({**said, _CHECK: _checked(said)}, indent=1).encode())

    def _mark(self, name: str) -> str:
        return hashlib.blake2b(folded(name).encode(), key=_bytes(self.pepper), digest_size=16).hexdigest()

    def _with(self, door: Door) -> Vault:
        return replace(self, doors=(*(one for one in self.doors if one.mark != door.mark), door))

    def _door(self, mark: str, secret: str, key: Key) -> Door:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        locked = AESGCM(_derived(secret, salt, self.cost)).encrypt(nonce, key.raw, mark.encode())
        return Door(mark, _text(salt), _text(nonce), _text(locked), self.cost)

    def _open(self, mark: str, secret: str, code: str) -> Key:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        door = next((one for one in self.doors if one.mark == mark), None)
        if door is None:
            _derived(secret, _bytes(self.pepper), self.cost)
            raise EntryRefused(code)
        try:
            made = _derived(secret, _bytes(door.salt), door.cost)
            return Key(AESGCM(made).decrypt(_bytes(door.nonce), _bytes(door.locked), mark.encode()))
        except InvalidTag:
            raise EntryRefused(code) from None


def new_vault(path: Path, cost: Cost) -> tuple[Vault, Key]:
    """A vault without doors, not yet written, and the new key that its doors are to hold."""
    return Vault(path, _text(secrets.token_bytes(_SALT_BYTES)), cost), Key(secrets.token_bytes(KEY_BYTES))


def read_vault(path: Path) -> Vault:
    """Raises StoreUnavailable `keys_missing`, `keys_damaged`, `keys_newer` or `unreachable`."""
    try:
        said = json.loads(_read(path))
        if said["format"] > FORMAT:
            raise StoreUnavailable("keys_newer", path=str(path))
        check = said.pop(_CHECK, None)  # files of earlier versions have none
        if check is not None and check != _checked(said):
            raise ValueError("a byte is another")
        return Vault(
            path, _pepper(said["pepper"]), Cost(**said["cost"]), tuple(map(_door, said["doors"])), said["used"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreUnavailable("keys_damaged", path=str(path)) from error


def salvaged(path: Path) -> Vault:
    """What is left of a damaged file: the doors that can still be read, perhaps none. Which of them opens only their
    owner can tell.

    A user's door is of use only with the pepper; without it, that of the recovery code alone is left. Raises
    StoreUnavailable `keys_missing` or `unreachable`.
    """
    text = _read(path).decode("utf-8", "replace")
    doors: dict[str, Door] = {}
    for begin in re.finditer(r"{", text):
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            door = _door(json.JSONDecoder().raw_decode(text, begin.start())[0])
            doors[door.mark] = door
    pepper = ""
    for found in re.findall(r'"pepper": "([^"]*)"', text):
        with suppress(ValueError):
            pepper = _pepper(found)
    if not pepper:
        pepper = _text(secrets.token_bytes(_SALT_BYTES))
        doors = {mark: door for mark, door in doors.items() if mark == RECOVERY}
    cost = next((door.cost for door in doors.values()), LEAST_COST)
    return Vault(path, pepper, cost, tuple(doors.values()), used=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StoreUnavailable("keys_missing", path=str(path)) from error
    except OSError as error:
        raise StoreUnavailable("unreachable", path=str(path)) from error


def measured_cost(seconds: float = 0.3, least: Cost = LEAST_COST) -> Cost:
    """What takes about that long on this machine when it is not busy, never less than `least`."""
    took = max(min(_seconds(least) for _ in range(3)), 1e-6)
    return replace(least, rounds=max(least.rounds, round(least.rounds * seconds / took)))


def _seconds(cost: Cost) -> float:
    began = time.perf_counter()
    _derived("measure", bytes(_SALT_BYTES), cost)
    return time.perf_counter() - began


def _derived(secret: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    made = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.rounds, lanes=cost.lanes, memory_cost=cost.memory)
    return made.derive(secret.encode())


def _door(said: Mapping[str, Any]) -> Door:
    """Raises ValueError, KeyError or TypeError for what is no door, before a password is asked for."""
    door = Door(**{**said, "cost": Cost(**said["cost"])})
    sizes = {"salt": _SALT_BYTES, "nonce": _NONCE_BYTES, "locked": KEY_BYTES + 16}
    if any(len(_bytes(getattr(door, name))) != size for name, size in sizes.items()):
        raise ValueError("a door is damaged")
    limits = asdict(door.cost)
    if any(not isinstance(value, int) or not 1 <= value <= _MOST[name] for name, value in limits.items()):
        raise ValueError("nobody has chosen that cost")
    return door


def _pepper(text: str) -> str:
    if len(_bytes(text)) != _SALT_BYTES:
        raise ValueError("the pepper is damaged")
    return text


def _checked(said: Mapping[str, Any]) -> str:
    """Tells a file that a disk has spoilt, not one that somebody has changed: whoever does can reckon this too."""
    return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
