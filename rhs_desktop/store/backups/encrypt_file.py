"""Replaces a plain database file by an encrypted one; at every moment one of the two is complete."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from rhs_desktop.domain.errors import StoreTrouble, StoreUnavailable
from rhs_desktop.file_writing import put_in_place
from rhs_desktop.store.connection import Database, Key, connect, translated
from rhs_desktop.store.copy_file import count, table_names
from rhs_desktop.store.files import only_ours


def seal(path: Path, key: Key) -> None:
    """Encrypt a plain database: copy it, read the copy through and compare, then replace the file.

    Nobody may have the file open. Raises StoreUnavailable; then the plain file is unchanged.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        only_ours(part)
        with translated(path), closing(connect(path)) as plain:
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            plain.execute("ATTACH DATABASE ? AS sealed KEY ?", (str(part), f"x'{key.raw.hex()}'"))
            plain.execute("SELECT sqlcipher_export('sealed')")
            for number in ("user_version", "application_id"):
                value = plain.execute(f"PRAGMA main.{number}").fetchone()[0]
                plain.execute(f"PRAGMA sealed.{number} = {value}")
            plain.execute("DETACH DATABASE sealed")
            with closing(connect(part, key=key)) as sealed:
                sealed.execute("PRAGMA journal_mode = DELETE")
                sound = sealed.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
                if not sound or _described(sealed) != _described(plain):
                    raise StoreUnavailable(StoreTrouble.SEALING_FAILED, path=str(path))
            plain.execute("PRAGMA journal_mode = DELETE")
        put_in_place(part, path)
    except OSError as error:
        raise StoreUnavailable(StoreTrouble.SEALING_FAILED, path=str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _described(db: Database) -> list[tuple[object, ...]]:
    """The schema, how many rows each table has, and the numbers in the header."""
    said: list[tuple[object, ...]] = db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
    counts = [(name, count(db, name)) for name in table_names(db)]
    header = [db.execute(f"PRAGMA {number}").fetchone() for number in ("user_version", "application_id")]
    return [*said, *counts, *header]
