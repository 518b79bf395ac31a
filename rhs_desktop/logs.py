"""The technical log: what failed, where in the code and when, without personal data.

Exceptions are written as their type, their code where they have one, and their traceback lines. Messages and values of
variables are left out. Texts among the values of a log message are shown only where they look like a code; of records
of other libraries only the place in the code is written. Finally, digits that could be an identity or a telephone
number are blotted out.
"""

from __future__ import annotations

import logging
import re
import traceback
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

FILE_NAME = "rhs-desktop.log"
LARGEST_BYTES = 1_000_000
KEPT_FILES = 5
BLOT = "••••"

_PACKAGE = Path(__file__).parent
_CODE = re.compile(r"[a-z0-9_.:\-]{1,80}")
_MANY_DIGITS = re.compile(r"\d(?:[\s()./+\-\u2010-\u2015\u2212]{0,3}\d){5,}")
_OWN_LOGGER = "rhs_desktop"


class WithoutPersonalData(logging.Formatter):
    """A formatter that writes no value that could be personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's line or lines."""
        said = _message(record)
        if record.exc_info and record.exc_info[1] is not None:
            said = "\n".join((said, *_told(record.exc_info[1])))
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {blotted(said)}"


class _QuietFile(RotatingFileHandler):
    """A file handler that ignores its own errors."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Ignores the error."""


def start_logging(folder: Path) -> logging.Handler | None:
    """Write warnings, and this program's own messages, to a rotating file in the folder.

    Returns the handler, for `stop_logging`; None where the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    handler = _QuietFile(
        folder / FILE_NAME, maxBytes=LARGEST_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(WithoutPersonalData())
    logging.getLogger().addHandler(handler)
    logging.getLogger(_OWN_LOGGER).setLevel(logging.INFO)
    return handler


def stop_logging(handler: logging.Handler | None) -> None:
    """Remove and close the handler of `start_logging`."""
    if handler is not None:
        logging.getLogger().removeHandler(handler)
        handler.close()


def blotted(text: str) -> str:
    """The text with every sequence of six or more digits replaced, however it is spaced."""
    return _MANY_DIGITS.sub(BLOT, text)


def described(error: BaseException) -> str:
    """An exception as its type, and its code where it has one; never its message."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    codes = [
        str(value)
        for attribute in ("key", "sqlite_errorname", "errno", "winerror")
        if (value := getattr(error, attribute, None)) is not None and _CODE.fullmatch(str(value).lower())
    ]
    return f"{name} [{', '.join(codes)}]" if codes else name


def _told(error: BaseException) -> list[str]:
    """The exception, its causes, and the traceback lines of each, the innermost last."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    lines: list[str] = []
    for one in reversed(chain):
        lines += [*_frames(one), f"  {described(one)}"]
    return lines


def _frames(error: BaseException) -> list[str]:
    """Files of this program with line and function; of others only the module's file name."""
    lines: list[str] = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        place = path.relative_to(_PACKAGE.parent).as_posix() if path.is_relative_to(_PACKAGE) else path.name
        lines.append(f"    {place}, line {line}, in {frame.f_code.co_name}")
    return lines


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] != _OWN_LOGGER:
        return f"<{record.filename}, line {record.lineno}>"
    if isinstance(record.msg, BaseException):
        return described(record.msg)
    if not isinstance(record.msg, str):
        return f"<{type(record.msg).__name__}>"
    if not record.args:
        return record.msg
    given = record.args
    values: Any = (
        {name: _safe(value) for name, value in given.items()} if isinstance(given, dict) else tuple(map(_safe, given))
    )
    try:
        return str(record.msg % values)
    except (TypeError, ValueError, KeyError):
        return record.msg


def _safe(value: object) -> object:
    """Numbers and codes unchanged; of any other value only its type."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, BaseException):
        return described(value)
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value
    return f"<{type(value).__name__}>"
