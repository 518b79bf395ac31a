"""Finds the manuals: those that come with the program, and the clinic's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.profile import Profile
from rhs_desktop.domain.profile_checks import NotAsAgreed, Problem
from rhs_desktop.domain.profile_reading import read_profile, refusal
from rhs_desktop.paths import resources_dir

DEFAULT_PROFILE = "rhs-004"
"""The manual of a new clinic: the newer of the two."""

_PLACE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles by id, the default first, and what stands in the way of the others."""

    usable: Mapping[str, Profile]
    refused: tuple[ProfileInvalid, ...] = ()

    def __getitem__(self, profile_id: str) -> Profile:
        """The profile with that id. Raises KeyError."""
        return self.usable[profile_id]

    @property
    def default(self) -> Profile:
        return self[DEFAULT_PROFILE]


def load_profiles(own: Path | None = None) -> Profiles:
    """All profiles: those of the program, then those in the folder `own`, which need not exist.

    A file of the clinic that cannot be used is refused and told of; the others serve. A file that takes the id of
    an earlier one is refused too: a case keeps the profile that it was invited under. Raises ProfileInvalid when a
    profile of the program itself cannot be used, for then the installation is broken.
    """
    usable: dict[str, Profile] = {}
    for file in sorted(profiles_dir().glob("*.toml"), key=lambda file: (file.stem != DEFAULT_PROFILE, file.name)):
        _add(usable, file)
    refused: list[ProfileInvalid] = []
    for file in sorted(own.glob("*.toml")) if own else ():
        try:
            _add(usable, file)
        except ProfileInvalid as error:
            refused.append(error)
    return Profiles(usable, tuple(refused))


def load_profile(file: Path) -> Profile:
    """The profile in a TOML file, UTF-8 with or without a byte order mark. Raises ProfileInvalid."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refusal(file.name, (Problem(NotAsAgreed.UNREADABLE, "", type(error).__name__),)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refusal(file.name, (Problem(NotAsAgreed.UNREADABLE, "", "encoding", (str(line),)),)) from error
    try:
        mapping = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        raise refusal(file.name, (Problem(NotAsAgreed.NOT_TOML, "", "", place.groups() if place else ()),)) from error
    return read_profile(mapping, file=file.name)


def profiles_dir() -> Path:
    """The folder of the profiles that come with the program."""
    return resources_dir() / "profiles"


def _add(usable: dict[str, Profile], file: Path) -> None:
    profile = load_profile(file)
    if profile.id in usable:
        raise refusal(file.name, (Problem(NotAsAgreed.ID_TAKEN, "id", profile.id),))
    usable[profile.id] = profile
