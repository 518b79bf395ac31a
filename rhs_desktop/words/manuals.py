"""Swedish for manuals: what they and their parts are called, what differs, and what that means for whom."""

from __future__ import annotations

from rhs_desktop.domain.profile import Profile


def title(profile: Profile) -> str:
    """`Riktade hälsosamtal via 1177 (2023)`, `Ekebys manual, version 2`."""
    year = f", {profile.year}" if profile.year is not None and str(profile.year) not in profile.name else ""
    version = f", version {profile.version}" if profile.version > 1 else ""
    return f"{profile.name}{year}{version}"
