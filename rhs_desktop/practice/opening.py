"""Opens the practice clinic: a temporary copy as of this morning."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rhs_desktop.practice import clinic
from rhs_desktop.practice.checklist import FILE_NAME
from rhs_desktop.practice.people import people
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import Clock, open_context


@dataclass(frozen=True, slots=True)
class Practice:
    """`folder` contains the practice database and `list_file`, an untidy list to import; it is deleted afterwards."""

    context: Context
    folder: Path
    list_file: Path


@contextmanager
def open_practice(*, clock: Clock = datetime.now, user: str = "") -> Iterator[Practice]:
    """A copy of the practice clinic as of this morning, in a folder of its own that is deleted afterwards.

    `user` is by default the first of the clinic's staff. Raises StoreUnavailable.
    """
    with tempfile.TemporaryDirectory(prefix="rhs-övning-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        write_practice_files(folder, clock)
        ctx = open_context(folder, user=user or people().staff[0], clock=clock, copies=False)
        try:
            yield Practice(ctx, folder, folder / FILE_NAME)
        finally:
            ctx.store.close()


def write_practice_files(folder: Path, clock: Clock) -> None:
    """The database of the practice clinic and its list as of that morning, in an empty folder.

    Raises StoreUnavailable.
    """
    ctx = open_context(folder, user=people().staff[0], clock=clock, create=True, copies=False)
    with ctx.store:
        clinic.create_practice_clinic(ctx)
        clinic.write_practice_list(folder / FILE_NAME, ctx.today)
