"""The database or its folder goes while the program has it: no act is confirmed that nobody will find again."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from tests import builders

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")


def delete(folder: Path) -> None:
    (folder / "rhs.sqlite3").unlink()


def delete_the_log_of_writes(folder: Path) -> None:
    (folder / "rhs.sqlite3-wal").unlink()


def move(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def replace(folder: Path) -> None:
    shutil.copy(folder / "rhs.sqlite3", folder / "other")
    (folder / "other").replace(folder / "rhs.sqlite3")


@pytest.mark.parametrize("happens", [delete, delete_the_log_of_writes, move, remove, replace])
@pytest.mark.parametrize("acted", [False, True], ids=["before the first act", "after an act"])
def test_an_act_is_refused(tmp_path: Path, happens: Callable[[Path], None], acted: bool) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with builders.opened(folder) as ctx:
        cases = builders.filled(ctx)
    with builders.opened(folder) as ctx:
        if acted:
            builders.happened(ctx, cases[0], builders.checked_in_cosmic())
        happens(folder)
        for _ in range(2):
            with pytest.raises(StoreUnavailable) as refused:
                builders.happened(ctx, cases[1], builders.checked_in_cosmic())
            assert refused.value.code == "vanished"


def test_a_share_that_comes_back_has_everything_that_was_confirmed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with builders.opened(folder) as ctx:
        cases = builders.filled(ctx)
        builders.happened(ctx, cases[0], builders.checked_in_cosmic())
        before = case_list.load_rows(ctx)
        move(folder)
        with pytest.raises(StoreUnavailable):
            builders.happened(ctx, cases[1], builders.checked_in_cosmic())
        (tmp_path / "elsewhere").rename(folder)
        builders.happened(ctx, cases[2], builders.checked_in_cosmic())
    with builders.opened(folder) as again:
        assert verify(again) == ()
        after = case_list.load_rows(again)
    assert [row for row in after if row.case != cases[2]] == [row for row in before if row.case != cases[2]]
