"""The offline audit: clean here, and it would tell."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from tools import audit


def package(folder: Path, name: str, version: str, content: bytes, hashed: str) -> metadata.Distribution:
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (folder / f"{name}.py").write_bytes(content)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: secret\n")
    (info / "RECORD").write_text(f"{name}.py,sha256={hashed},{len(content)}\n")
    return metadata.Distribution.at(info)


@pytest.mark.slow
@pytest.mark.whole_repository
def test_this_environment_is_what_the_lock_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main() == 0, capsys.readouterr().out


def test_what_it_tells(tmp_path: Path) -> None:
    nothing = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    whole = {"holidays": package(tmp_path, "holidays", "0.1", b"", nothing)}
    assert [*audit.changed_files(whole)] == []
    assert [line.split(" is not")[0] for line in audit.beside_the_lock(whole)] == ["holidays 0.1"]
    (tmp_path / "holidays.py").write_bytes(b"changed")
    assert [*audit.changed_files(whole)] == ["holidays: holidays.py is not as it was packed"]
    (tmp_path / "holidays.py").unlink()
    assert [*audit.changed_files(whole)] == ["holidays: holidays.py is missing"]
    shipped = {"reportlab": package(tmp_path, "reportlab", "0.1", b"", nothing)}
    assert [*audit.licences(shipped)] == ["reportlab: licence secret"]
    assert [*audit.unused()] == []
