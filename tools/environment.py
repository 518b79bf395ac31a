"""The project's own Python environment: uv in `.tools/`, packages in `.venv/`, both from hashed locks.

Must parse on Python 3.7, so that an old interpreter gets a sentence instead of a syntax error.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Mapping, Sequence

OLDEST = (3, 11)
NEWEST_TRIED = 15
PIP_OPTIONS = (
    *("--quiet", "--no-input", "--disable-pip-version-check", "--root-user-action=ignore"),
    *("--no-deps", "--require-hashes", "--only-binary=:all:"),
)
UV_LOCK = "tools/uv.txt"
LOCK = "requirements-dev.txt"


class Trouble(Exception):
    """Something the person at the keyboard must put right. The message says what and how."""


def say(line: str) -> None:
    print(f"rhs: {line}", file=sys.stderr, flush=True)


def clean_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without settings that would send uv to other indexes or interpreters than the lock's."""
    kept = {name: value for name, value in environ.items() if not _steers_uv(name)}
    kept.update(UV_NO_CONFIG="1", UV_PYTHON_DOWNLOADS="never")
    return kept


def _steers_uv(name: str) -> bool:
    return name.startswith("UV_") and any(
        word in name for word in ("INDEX", "FIND_LINKS", "CONFIG", "PYTHON", "PROJECT")
    )


def run(command: Sequence[str], failure: str, cwd: Path) -> None:
    """Run quietly; on failure show what it said and raise `Trouble(failure)`."""
    done = subprocess.run(
        command,
        cwd=str(cwd),
        env=clean_environ(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode("utf-8", "replace"))
        raise Trouble(failure)


def version_of(interpreter: str) -> tuple[int, int] | None:
    """Major and minor version, or None when it does not run."""
    program = "import sys; print(*sys.version_info[:2])"
    try:
        said = subprocess.run(
            [interpreter, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        ).stdout.split()
        return int(said[0]), int(said[1])
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError):
        return None


def find_python(running: tuple[int, int] = sys.version_info[:2], executable: str = sys.executable) -> str:
    """The interpreter for `.venv`: the running one if it is new enough, else the newest that PATH offers."""
    if running >= OLDEST:
        return executable
    for minor in range(NEWEST_TRIED, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and version_of(found):
            return found
    needed, have = ".".join(map(str, OLDEST)), ".".join(map(str, running))
    raise Trouble(
        f"Python {needed} or newer is needed, and this is {have} ({executable}). "
        f"Debian 12 and Ubuntu 24.04 have it; on Ubuntu 22.04: sudo apt-get install python{needed}"
    )


def ensure_uv(root: Path) -> str:
    """uv at the pinned version, fetched by pip into `.tools/` when it is not there."""
    version = pinned_uv(root)
    home = root / ".tools" / f"uv-{version}"
    program = home / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not program.exists():
        say(f"installing uv {version} into .tools/ (with pip)")
        half_done = home.with_name(home.name + ".part")
        shutil.rmtree(str(half_done), ignore_errors=True)
        shutil.rmtree(str(home), ignore_errors=True)
        run(
            [pip_of(root), "-m", "pip", "install", *PIP_OPTIONS, "--target", str(half_done), "-r", str(root / UV_LOCK)],
            "uv could not be fetched. Is the network there? (What pip said stands above.)",
            root,
        )
        half_done.rename(home)
    return str(program)


def pip_of(root: Path) -> str:
    """An interpreter that has pip: this one, or that of an environment beside uv, where Debian left pip out."""
    has_pip = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    if has_pip.returncode == 0:
        return sys.executable
    home = root / ".tools" / "pip"
    run(
        [sys.executable, "-m", "venv", "--clear", str(home)],
        f"pip is missing for {sys.executable}. On Debian and Ubuntu: sudo apt-get install python3-pip",
        root,
    )
    return str(python_in(home))


def pinned_uv(root: Path) -> str:
    found = re.search(r"^uv==([0-9.]+)", (root / UV_LOCK).read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise Trouble(f"{UV_LOCK} names no version of uv")
    return found.group(1)


def python_in(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_python(root: Path) -> Path:
    return python_in(root / ".venv")


def fingerprint(root: Path) -> str:
    """Changes when `.venv` must be made anew: another lock, other project metadata, or another place on the disk."""
    digest = hashlib.sha256(str(root.resolve()).encode("utf-8"))
    for name in (LOCK, "pyproject.toml"):
        digest.update(b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def stamp(root: Path) -> Path:
    """Holds the fingerprint that `.venv` was made for; written last, so that half an environment has none."""
    return root / ".venv" / "rhs-lock"


def is_ready(root: Path) -> bool:
    made_for = stamp(root)
    return venv_python(root).exists() and made_for.exists() and made_for.read_text("ascii") == fingerprint(root)


def ensure_venv(root: Path) -> Path:
    """`.venv` exactly as locked, with the project itself in it; at once and offline when nothing has changed."""
    python = venv_python(root)
    if is_ready(root):
        return python
    base = find_python()
    uv = ensure_uv(root)
    if stamp(root).exists():
        stamp(root).unlink()
    made = version_of(str(python)) if python.exists() else None
    if made is None or made < OLDEST:
        say(f"making .venv/ for {base}")
        run(
            [uv, "venv", "--quiet", "--clear", "--python", base, ".venv"],
            "the environment .venv could not be made",
            root,
        )
    count = len(re.findall(r"(?m)^[A-Za-z0-9][\w.-]*==", (root / LOCK).read_text(encoding="utf-8")))
    say(f"installing the packages of {LOCK} into .venv/ (up to {count}, some 350 MB with Qt; once)")
    here = ["--quiet", "--python", str(python)]
    run(
        [uv, "pip", "sync", *here, "--require-hashes", LOCK],
        "the packages could not be installed. Is the network there? (What uv said stands above.)",
        root,
    )
    run(
        [uv, "pip", "install", *here, "--offline", "--no-deps", "--no-build-isolation", "--editable", "."],
        "the project could not be put into .venv",
        root,
    )
    stamp(root).write_text(fingerprint(root), encoding="ascii")
    return python
