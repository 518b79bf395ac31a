"""The parts of a zipped workbook, unpacked with bounds: what a part claims to hold is not believed."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

from rhs_desktop.domain.checklist import Cancelled
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.exchange.reading.limits import MEGABYTE, MOST_UNPACKED

_MOST_PARTS = 5_000
_CHUNK = 1_000_000
_READ_PARTS = re.compile(r"\.(?:xml|rels|bin)$", re.IGNORECASE)
_UNREAD_PARTS = re.compile(
    r"^xl/(?:media|drawings|charts|printerSettings|embeddings|pivot\w*|calcChain|theme)|vbaProject", re.IGNORECASE
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def unpack(data: bytes, cancelled: Callable[[], bool]) -> dict[str, bytes]:
    """The XML and binary parts that a reader will look into, by name.

    Raises ListUnreadable: `damaged`, `password`, `bomb` (unpacks to absurdly much), `entities` (declares XML entities).
    """
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS:
                raise ListUnreadable("bomb", megabytes=MOST_UNPACKED // MEGABYTE)
            for member in members:
                name = member.filename.replace("\\", "/")
                if not _READ_PARTS.search(name) or _UNREAD_PARTS.search(name):
                    continue
                if member.flag_bits & 1:
                    raise ListUnreadable("password")
                pieces = list(_pieces(archive, member, left, cancelled))
                left -= sum(map(len, pieces))
                parts[name] = b"".join(pieces)
    except ListUnreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as broken:
        raise ListUnreadable("damaged") from broken
    for name, part in parts.items():
        if not name.endswith(".bin") and _DOCTYPE.search(part, 0, 4096):
            raise ListUnreadable("entities")
    return parts


def _pieces(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, cancelled: Callable[[], bool]
) -> Iterator[bytes]:
    if member.file_size > most:
        raise ListUnreadable("bomb", megabytes=MOST_UNPACKED // MEGABYTE)
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            if cancelled():
                raise Cancelled
            yield piece
