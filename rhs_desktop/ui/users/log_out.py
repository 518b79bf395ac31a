"""Tells the access log that the user has left the program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from rhs_desktop.domain.errors import ExpectedError

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context

_LOG = logging.getLogger(__name__)


def log_out(context: Context) -> None:
    """Write the line; where that cannot be done, note it in the technical log. Nothing where nobody logs in."""
    if not context.store.encrypted:
        return
    from rhs_desktop.services.users.login import leave

    try:
        leave(context)
    except ExpectedError as error:
        _LOG.error("the access log could not be told that somebody left: %s", error.code)
