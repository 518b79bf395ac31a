"""Errors on the command line: one Swedish sentence on stderr, and with --json an object on stdout."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.cli.console import answer, complain
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.strings import cli as strings

FAILED = 2


class Misused(ExpectedError):
    """A command that does not exist in that form, or cannot work where it was run."""

    family = "usage"
    code: strings.UsageTrouble

    def __init__(self, code: strings.UsageTrouble, **data: object) -> None:
        super().__init__(code, **data)


def tell(error: ExpectedError, *, as_json: bool) -> int:
    """Print what is wrong and what to do; returns the exit code."""
    from rhs_desktop.strings.errors import trouble

    said, todo = strings.usage(error.code, error.data) if isinstance(error, Misused) else trouble(error)
    return _tell(error.key, said, todo, as_json=as_json)


def tell_unexpected(error: BaseException, log_folder: Path, *, as_json: bool) -> int:
    """For a bug: log it without personal data, and print where the log is."""
    import logging

    from rhs_desktop import logs

    handler = logs.start_logging(log_folder)
    logging.getLogger("rhs_desktop.cli").error("unexpected", exc_info=error)
    logs.stop_logging(handler)
    log = log_folder / logs.FILE_NAME
    said = strings.UNEXPECTED.format(log=log) if log.exists() else strings.UNEXPECTED_WITHOUT_LOG
    return _tell("unexpected", said, "", as_json=as_json)


def _tell(code: str, said: str, todo: str, *, as_json: bool) -> int:
    if as_json:
        answer({"error": {"code": code, "message": said, "advice": todo}})
    complain(" ".join(filter(None, (said, todo))))
    return FAILED
