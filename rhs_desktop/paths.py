"""Paths of the resources that come with the program, and of the clinic's own data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

APPLICATION = "RHS Desktop"
DATA_DIR_VARIABLE = "RHS_DATA_DIR"


def resources_dir(package: Path = Path(__file__).parent) -> Path:
    """The folder with profiles, letters, fonts, icons and practice data.

    An installed wheel carries it inside the package, a checkout beside it.
    Raises `FileNotFoundError` when the installation is incomplete.
    """
    candidates = (package / "resources", package.parent / "resources")
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"no resources folder: looked in {' and '.join(map(str, candidates))}")


def data_dir(override: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the clinic's data: the argument, else RHS_DATA_DIR, else the user's own place for data.

    The answer is absolute; nothing is created.
    """
    if override is not None:
        chosen = override
    elif environ.get(DATA_DIR_VARIABLE):
        chosen = Path(environ[DATA_DIR_VARIABLE])
    else:
        import platformdirs

        chosen = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))
    return chosen.expanduser().absolute()


def database_file(data: Path) -> Path:
    """The database in a data folder."""
    return data / "rhs.sqlite3"


def key_file(data: Path) -> Path:
    """The key of the database, wrapped for each user."""
    return data / "rhs.keys"


def tries_file(data: Path) -> Path:
    """The times of failed logins."""
    return data / "rhs.tries"


def backup_dir(data: Path) -> Path:
    """The backups that belong to a data folder."""
    return data / "backups"


def own_profiles_dir(data: Path) -> Path:
    """The clinic's own manuals in a data folder."""
    return data / "profiles"


def log_dir(data: Path) -> Path:
    """The technical logs that belong to a data folder. They never hold personal data."""
    return data / "logs"
