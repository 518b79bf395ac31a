"""The key file: the one key of a database, locked once for each user and once for the recovery code.

Each door holds the key encrypted (AES-256-GCM) with a key that Argon2id makes from a password and the door's own salt.
A door bears no name, only a keyed hash of it, so that the file tells nobody who works here. To change a password makes
a new door; the database is never encrypted anew. Losing this file is losing the data, so each backup has a copy of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rhs_desktop.domain.entry import CODE_LENGTH, CODE_LETTERS, folded, password_text, read_code, written_code
from rhs_desktop.domain.errors import EntryRefused, StoreUnavailable
from rhs_desktop.store.connection import KEY_BYTES, Key
from rhs_desktop.store.files import write_whole

FORMAT = 1
RECOVERY = "recovery"
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs. `memory` in KiB."""

    memory: int = 64 * 1024
    lanes: int = 4
    rounds: int = 3


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
        write_whole(self.path, json.dumps(said, indent=1).encode())

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
        said = json.loads(path.read_bytes())
        if said["format"] > FORMAT:
            raise StoreUnavailable("keys_newer", path=str(path))
        doors = tuple(Door(**{**door, "cost": Cost(**door["cost"])}) for door in said["doors"])
        vault = Vault(path, said["pepper"], Cost(**said["cost"]), doors, said["used"])
        _check(doors, vault.pepper)
    except FileNotFoundError as error:
        raise StoreUnavailable("keys_missing", path=str(path)) from error
    except OSError as error:
        raise StoreUnavailable("unreachable", path=str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreUnavailable("keys_damaged", path=str(path)) from error
    return vault


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


def _check(doors: Iterable[Door], pepper: str) -> None:
    """Raises ValueError for what is no base64 of the right length, before a password is asked for."""
    sizes = {"salt": _SALT_BYTES, "nonce": _NONCE_BYTES, "locked": KEY_BYTES + 16}
    for door in doors:
        if any(len(_bytes(getattr(door, name))) != size for name, size in sizes.items()):
            raise ValueError("a door is damaged")
    if len(_bytes(pepper)) != _SALT_BYTES:
        raise ValueError("the pepper is damaged")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
