"""Loads the manuals: those that come with the program, and the clinic's own.

Running cases must not change with a file: a manual of the clinic that rounds or cases follow counts as it was when it
was saved in the program, whatever has become of its file since.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.manuals.reading import read_profile, refusal
from rhs_desktop.paths import resources_dir

DEFAULT_PROFILE = "rhs-004"
"""The manual of a new clinic: the newer of the two."""

OWN_SUFFIX = ".toml"
_PLACE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class ManualFileError:
    """A file of the clinic that is not used as it is. `instead`: the manual counts as it was saved last."""

    error: ProfileInvalid
    instead: bool = False


class ManualSet(Mapping[str, Profile]):
    """The installed manuals by id, the default first. Mutable: every holder of the set sees a manual that is put in.

    `folder` holds the clinic's own manuals; None where the clinic can have none (practice).
    """

    def __init__(
        self, profiles: Mapping[str, Profile], folder: Path | None = None, troubles: Collection[ManualFileError] = ()
    ) -> None:
        self._profiles = dict(profiles)
        self.folder = folder
        self.troubles = tuple(troubles)

    def __getitem__(self, profile_id: str) -> Profile:
        return self._profiles[profile_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._profiles)

    def __len__(self) -> int:
        return len(self._profiles)

    @cached_property
    def shipped(self) -> frozenset[str]:
        """The ids of those that come with the program."""
        return frozenset(file.stem for file in profiles_dir().glob("*.toml"))

    def put(self, profile: Profile) -> None:
        """Add or replace a manual. Iterations that are running go on over the former content."""
        self._profiles = {**self._profiles, profile.id: profile}

    def take(self, profile_id: str) -> None:
        """Remove a manual; one that is not there is ignored."""
        self._profiles = {known: one for known, one in self._profiles.items() if known != profile_id}

    def with_kept(self, kept: Mapping[str, Mapping[str, object]], used: Collection[str]) -> ManualSet:
        """A set in which the manuals in `used` are as they were saved in the program (`kept`: plain values by id).

        A file that differs from what was saved, or a saved manual that cannot be read, is added to `troubles`.
        """
        profiles, troubles = dict(self._profiles), list(self.troubles)
        for profile_id in used:
            if profile_id in self.shipped or profile_id not in kept:
                continue
            file = f"{profile_id}{OWN_SUFFIX}"
            try:
                saved = read_profile(kept[profile_id], file=file)
            except ProfileInvalid as error:
                troubles.append(ManualFileError(error))
                continue
            found = profiles.get(profile_id)
            if found is not None and found != saved:
                changed = refusal(file, (ManualProblem(NotAsAgreed.CHANGED_IN_USE, "", profile_id),))
                troubles.append(ManualFileError(changed, instead=True))
            troubles = [replace(one, instead=one.instead or one.error.data["file"] == file) for one in troubles]
            profiles[profile_id] = saved
        return ManualSet(profiles, self.folder, troubles)


def manual_set(profiles: Mapping[str, Profile]) -> ManualSet:
    """`profiles` itself where it is a ManualSet, else a ManualSet of them without a folder of the clinic's own."""
    return profiles if isinstance(profiles, ManualSet) else ManualSet(profiles)


@dataclass(frozen=True, slots=True)
class Profiles:
    """The usable manuals, and the errors of the others."""

    usable: ManualSet
    refused: tuple[ProfileInvalid, ...] = ()

    def __getitem__(self, profile_id: str) -> Profile:
        """The profile with that id. Raises KeyError."""
        return self.usable[profile_id]

    @property
    def default(self) -> Profile:
        """The manual of a new clinic."""
        return self[DEFAULT_PROFILE]


def load_profiles(own: Path | None = None) -> Profiles:
    """All manuals: those of the program, then those in the folder `own`, which need not exist.

    A file of the clinic that cannot be used is listed in `refused`; the others serve. So is a file that takes the id of
    an earlier one: a case keeps the manual that it was invited under. Raises ProfileInvalid for a manual of the program
    itself: then the installation is broken.
    """
    usable: dict[str, Profile] = {}
    for file in sorted(profiles_dir().glob("*.toml"), key=lambda file: (file.stem != DEFAULT_PROFILE, file.name)):
        _add(usable, file)
    refused: list[ProfileInvalid] = []
    for file in sorted(own.glob(f"*{OWN_SUFFIX}")) if own else ():
        try:
            _add(usable, file)
        except ProfileInvalid as error:
            refused.append(error)
    return Profiles(ManualSet(usable, own, [ManualFileError(error) for error in refused]), tuple(refused))


def load_profile(file: Path) -> Profile:
    """The manual in a TOML file, UTF-8 with or without a byte order mark. Raises ProfileInvalid."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refusal(file.name, (ManualProblem(NotAsAgreed.UNREADABLE, "", type(error).__name__),)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refusal(file.name, (ManualProblem(NotAsAgreed.UNREADABLE, "", "encoding", (str(line),)),)) from error
    return _read(text, file.name)


@lru_cache(maxsize=8)
def _read(text: str, file: str) -> Profile:
    """The profile that the text of a file holds. Raises ProfileInvalid."""
    try:
        mapping = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        raise refusal(file, (ManualProblem(NotAsAgreed.NOT_TOML, "", "", place.groups() if place else ()),)) from error
    return read_profile(mapping, file=file)


def profiles_dir() -> Path:
    """The folder of the manuals that come with the program."""
    return resources_dir() / "profiles"


def _add(usable: dict[str, Profile], file: Path) -> None:
    profile = load_profile(file)
    if profile.id in usable:
        raise refusal(file.name, (ManualProblem(NotAsAgreed.ID_TAKEN, "id", profile.id),))
    usable[profile.id] = profile
