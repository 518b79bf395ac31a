"""The key file: the one key of a database, wrapped once for each user and once for the recovery code.

Each slot holds the key encrypted (AES-256-GCM) with a key that Argon2id derives from a password and the slot's own
salt. A slot has no name, only a keyed hash of it, so that the file does not tell who works here. Changing a password
makes a new slot; the database is never encrypted anew. Losing this file is losing the data, so each backup has a copy
of it.
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

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, StoreTrouble, StoreUnavailable
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
    """The parameters of Argon2id. `memory` in KiB."""

    memory: int = 64 * 1024
    lanes: int = 4
    rounds: int = 3


_MOST = {"memory": 4 * 1024 * 1024, "lanes": 64, "rounds": 10_000}
LEAST_COST = Cost(memory=64 * 1024, lanes=4, rounds=3)
"""RFC 9106's second recommended option, for a machine of any speed."""


@dataclass(frozen=True, slots=True)
class KeySlot:
    """The key, wrapped with one password. `mark` is the keyed hash of the name, or `recovery`; the rest is base64."""

    mark: str
    salt: str
    nonce: str
    locked: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of the key file. `pepper` keys the hashes of the names; `used` is set once the database exists."""

    path: Path
    pepper: str
    cost: Cost
    slots: tuple[KeySlot, ...] = ()
    used: bool = False

    def unlock(self, name: str, password: str) -> Key:
        """The key, for a user. Takes as long for an unknown name as for a wrong password.

        Raises EntryRefused `wrong_login`.
        """
        return self._open(self._mark(name), password_text(password), EntryRefusal.WRONG_LOGIN)

    def recover(self, code: str) -> Key:
        """The key, unwrapped with the printed recovery code. Raises EntryRefused `code_wrong`."""
        return self._open(RECOVERY, read_code(code), EntryRefusal.CODE_WRONG)

    def with_user(self, key: Key, name: str, password: str) -> KeyFile:
        """A copy with a slot for that user in place of any earlier one."""
        return self._with(self._slot(self._mark(name), password_text(password), key))

    def without_user(self, name: str) -> KeyFile:
        """A copy without that user's slot."""
        mark = self._mark(name)
        return replace(self, slots=tuple(slot for slot in self.slots if slot.mark != mark))

    def with_recovery(self, key: Key) -> tuple[KeyFile, str]:
        """A copy with a new recovery code in place of the former, and the code as it is to be printed."""
        letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        return self._with(self._slot(RECOVERY, letters, key)), written_code(letters)

    def knows(self, name: str) -> bool:
        """Whether there is a slot for that name. For administrators, not for the login."""
        return any(slot.mark == self._mark(name) for slot in self.slots)

    def save(self) -> None:
        """Write the file atomically. Raises StoreUnavailable `read_only`."""
        said = {
            "format": FORMAT,
            "pepper": self.pepper,
            "used": self.used,
            "cost": asdict(self.cost),
            "doors": [asdict(slot) for slot in self.slots],
        }
        write_whole(self.path, json.dumps({**said, _CHECK: _checked(said)}, indent=1).encode())

    def _mark(self, name: str) -> str:
        return hashlib.blake2b(folded(name).encode(), key=_bytes(self.pepper), digest_size=16).hexdigest()

    def _with(self, slot: KeySlot) -> KeyFile:
        return replace(self, slots=(*(one for one in self.slots if one.mark != slot.mark), slot))

    def _slot(self, mark: str, secret: str, key: Key) -> KeySlot:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        locked = AESGCM(_derived(secret, salt, self.cost)).encrypt(nonce, key.raw, mark.encode())
        return KeySlot(mark, _text(salt), _text(nonce), _text(locked), self.cost)

    def _open(self, mark: str, secret: str, code: EntryRefusal) -> Key:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        slot = next((one for one in self.slots if one.mark == mark), None)
        if slot is None:
            _derived(secret, _bytes(self.pepper), self.cost)
            raise EntryRefused(code)
        try:
            made = _derived(secret, _bytes(slot.salt), slot.cost)
            return Key(AESGCM(made).decrypt(_bytes(slot.nonce), _bytes(slot.locked), mark.encode()))
        except InvalidTag:
            raise EntryRefused(code) from None


def new_key_file(path: Path, cost: Cost) -> tuple[KeyFile, Key]:
    """A key file without slots, not yet written, and the new key that its slots are to hold."""
    return KeyFile(path, _text(secrets.token_bytes(_SALT_BYTES)), cost), Key(secrets.token_bytes(KEY_BYTES))


def read_key_file(path: Path) -> KeyFile:
    """The content of a key file. Raises StoreUnavailable: keys_missing, keys_damaged, keys_newer, unreachable."""
    try:
        said = json.loads(_read(path))
        if said["format"] > FORMAT:
            raise StoreUnavailable(StoreTrouble.KEYS_NEWER, path=str(path))
        check = said.pop(_CHECK, None)  # files of earlier versions have none
        if check is not None and check != _checked(said):
            raise ValueError("a byte is another")
        return KeyFile(
            path, _pepper(said["pepper"]), Cost(**said["cost"]), tuple(map(_slot, said["doors"])), said["used"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreUnavailable(StoreTrouble.KEYS_DAMAGED, path=str(path)) from error


def salvaged(path: Path) -> KeyFile:
    """What can still be read of a damaged key file: its intact slots, perhaps none.

    A user's slot is of use only with the pepper; without it, that of the recovery code alone is left. Whether a slot
    opens is known only when its owner tries. Raises StoreUnavailable `keys_missing` or `unreachable`.
    """
    text = _read(path).decode("utf-8", "replace")
    slots: dict[str, KeySlot] = {}
    for begin in re.finditer(r"{", text):
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            slot = _slot(json.JSONDecoder().raw_decode(text, begin.start())[0])
            slots[slot.mark] = slot
    pepper = ""
    for found in re.findall(r'"pepper": "([^"]*)"', text):
        with suppress(ValueError):
            pepper = _pepper(found)
    if not pepper:
        pepper = _text(secrets.token_bytes(_SALT_BYTES))
        slots = {mark: slot for mark, slot in slots.items() if mark == RECOVERY}
    cost = next((slot.cost for slot in slots.values()), LEAST_COST)
    return KeyFile(path, pepper, cost, tuple(slots.values()), used=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StoreUnavailable(StoreTrouble.KEYS_MISSING, path=str(path)) from error
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.UNREACHABLE, path=str(path)) from error


def measured_cost(seconds: float = 0.3, least: Cost = LEAST_COST) -> Cost:
    """The cost at which one derivation takes about that long on this machine when idle, never less than `least`."""
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


def _slot(said: Mapping[str, Any]) -> KeySlot:
    """A slot from its JSON. Raises ValueError, KeyError or TypeError for anything else, whatever the password."""
    slot = KeySlot(**{**said, "cost": Cost(**said["cost"])})
    sizes = {"salt": _SALT_BYTES, "nonce": _NONCE_BYTES, "locked": KEY_BYTES + 16}
    if any(len(_bytes(getattr(slot, name))) != size for name, size in sizes.items()):
        raise ValueError("a slot is damaged")
    limits = asdict(slot.cost)
    if any(not isinstance(value, int) or not 1 <= value <= _MOST[name] for name, value in limits.items()):
        raise ValueError("nobody has chosen that cost")
    return slot


def _pepper(text: str) -> str:
    if len(_bytes(text)) != _SALT_BYTES:
        raise ValueError("the pepper is damaged")
    return text


def _checked(said: Mapping[str, Any]) -> str:
    """A checksum against damage by a disk, not against a person, who could compute it too."""
    return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
