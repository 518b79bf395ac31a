"""What Qt needs of a bare Linux system: libraries and one font. Elsewhere the wheels bring everything."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import Callable, Iterable, Mapping, Sequence

from tools.environment import Trouble, say

OFFSCREEN: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
WINDOW: Mapping[str, str] = {
    **OFFSCREEN,
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",
}
FONT = "fonts-dejavu-core"
FONT_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def has_display(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown. Windows and macOS always can."""
    if not platform.startswith("linux"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font(places: Iterable[str] = FONT_PLACES) -> bool:
    return any(
        name.lower().endswith((".ttf", ".otf", ".ttc"))
        for place in places
        for _, _, names in os.walk(os.path.expanduser(place))
        for name in names
    )


def missing_packages(
    libraries: Mapping[str, str], loads: Callable[[str], bool] = loads, has_font: Callable[[], bool] = has_font
) -> list[str]:
    """The Debian packages to install, in the order of the table, the font last."""
    packages = [package for library, package in libraries.items() if not loads(library)]
    return packages if has_font() else [*packages, FONT]


def apt_prefix() -> list[str] | None:
    """How apt-get can be run without asking anything: as root, by sudo, or not at all (None)."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def by_hand(packages: Sequence[str]) -> str:
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


def call(command: Sequence[str]) -> bool:
    """Run quietly; show what was said when it fails."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
    return done.returncode == 0


def ensure_libraries(
    libraries: Mapping[str, str],
    platform: str = sys.platform,
    missing: Callable[[Mapping[str, str]], list[str]] = missing_packages,
    apt_prefix: Callable[[], list[str] | None] = apt_prefix,
    call: Callable[[Sequence[str]], bool] = call,
) -> None:
    """Install what Qt lacks, or raise `Trouble` with the exact command for a person with the right to install."""
    if not platform.startswith("linux"):
        return
    packages = missing(libraries)
    if not packages:
        return
    for_qt = [package for package in packages if package != FONT]
    prefix = apt_prefix()
    if prefix is None:
        raise Trouble(
            f"Qt needs packages of the system that are missing. Install them, then run again:\n  {by_hand(packages)}"
        )
    if for_qt:
        say(f"installing Qt's system libraries (with apt-get): {' '.join(for_qt)}")
    if FONT in packages:
        say(f"installing a font (with apt-get): {FONT}")
    install = [*prefix, "apt-get", "install", "--yes", "-qq", "--no-install-recommends", *packages]
    if not (call([*prefix, "apt-get", "update", "-qq"]) and call(install)):
        raise Trouble(f"apt-get could not install them (what it said stands above). By hand:\n  {by_hand(packages)}")
    left = missing(libraries)
    if left:
        raise Trouble(f"still missing after the installation: {' '.join(left)}")
