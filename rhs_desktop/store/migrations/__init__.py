"""The migrations from an empty file to the present schema. A released migration is never changed."""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.store.migrations import step_0001, step_0002, step_0003, step_0004, step_0005

STEPS: Sequence[Sequence[str]] = (
    *(step_0001.STATEMENTS, step_0002.STATEMENTS, step_0003.STATEMENTS, step_0004.STATEMENTS),
    step_0005.STATEMENTS,
)
"""Step `n` is `STEPS[n - 1]`; a file's user_version is the number of its last step."""
