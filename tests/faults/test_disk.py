"""A small disk that fills up, and an encrypted file in which a byte is another."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import ExpectedError, StoreUnavailable
from rhs_desktop.paths import database_file
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.integrity import verify
from tests import builders
from tests.faults.acts import begun, entered


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Four megabytes of their own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("no disk can be mounted here")
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here; the shim fills one in test_faults.py")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    data = small_disk / "data"
    begun(data)
    filler = small_disk / "filler"
    with entered(data) as ctx:
        (round_,) = case_list.rounds(ctx)
        before = case_list.load_rows(ctx)
        filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - 200_000))
        with pytest.raises(ExpectedError) as refused:
            builders.import_checked(ctx, round_.id, builders.many(3_000))
        assert refused.value.code in ("disk_full", "backup_failed")
        assert case_list.load_rows(ctx) == before
        assert verify(ctx) == ()
    with entered(data) as ctx:
        assert case_list.load_rows(ctx) == before
        filler.unlink()
        builders.import_checked(ctx, round_.id, builders.many(100))
        assert len(case_list.load_rows(ctx)) == len(before) + 100
        assert verify(ctx) == ()


def test_a_changed_byte_of_an_encrypted_file_is_never_taken_for_data(tmp_path: Path, chance_seed: int) -> None:
    data = tmp_path / "data"
    begun(data)
    with entered(data) as ctx:
        before = case_list.load_rows(ctx)
    whole = database_file(data).read_bytes()
    chance = random.Random(chance_seed)
    refused = set()
    for _ in range(40):
        changed = bytearray(whole)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        database_file(data).write_bytes(changed)
        try:
            with entered(data) as ctx:
                found = verify(ctx)
                rows = case_list.load_rows(ctx)
        except StoreUnavailable as error:
            refused.add(error.code)
            continue
        assert found or rows == before
        assert any(finding.code == "integrity" for finding in found), "each page is sealed: the check must tell"
    assert refused <= {"damaged"}
