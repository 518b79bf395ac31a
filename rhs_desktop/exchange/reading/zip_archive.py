"""Unpacks the parts of a zipped workbook within limits; declared sizes are not trusted."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO

from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MEGABYTE, MOST_UNPACKED

_MOST_PARTS = 5_000
_CHUNK = 1_000_000
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_BINARY_SHEET = re.compile(rb"r\x00I\x00d\x00(?:[0-9]\x00)+")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")


def unpack(data: bytes, cancelled: Callable[[], bool]) -> dict[str, bytes]:
    """Every part by its name; XML in UTF-8.

    Raises ListUnreadable: `damaged`, `password`, `bomb` (unpacks to absurdly much), `entities` (declares XML entities).
    """
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS:
                raise ListUnreadable(ListTrouble.BOMB, megabytes=MOST_UNPACKED // MEGABYTE)
            for member in members:
                name = member.filename.replace("\\", "/")
                if member.flag_bits & 1:
                    raise ListUnreadable(ListTrouble.PASSWORD)
                if name in parts:
                    raise ListUnreadable(ListTrouble.DAMAGED)
                parts[name] = b"".join(_pieces(archive, member, left, cancelled))
                left -= len(parts[name])
    except ListUnreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken
    for name in [name for name in parts if _XML.search(name)]:
        if parts[name].startswith((b"\xff\xfe", b"\xfe\xff")):
            parts[name] = parts[name].decode("utf-16", "replace").encode()
        if _DOCTYPE.search(parts[name], 0, 4096):
            raise ListUnreadable(ListTrouble.ENTITIES)
    return parts


def _pieces(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, cancelled: Callable[[], bool]
) -> Iterator[bytes]:
    if member.file_size > most:
        raise ListUnreadable(ListTrouble.BOMB, megabytes=MOST_UNPACKED // MEGABYTE)
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            if cancelled():
                raise Cancelled
            yield piece


def sheet_names(parts: dict[str, bytes]) -> list[str]:
    """The names of the sheets of an `.xlsx`, in the order of `sheet_parts`."""
    named = {name.lower(): name for name in parts}
    content = parts.get(named.get(_workbook(parts, named).lower(), ""), b"")
    return [unescape(_attribute(attributes, b"name")) for attributes in _SHEET.findall(content)]


def style_part(parts: dict[str, bytes]) -> str:
    """The name of the part with the styles; empty text where there is none."""
    named = {name.lower(): name for name in parts}
    references = _relationships(parts, named, _workbook(parts, named)).values()
    targets = (named.get(target.lower(), "") for kind, target in references if kind.endswith("/styles"))
    return next(targets, "")


def sheet_parts(parts: dict[str, bytes]) -> list[str]:
    """The names of the sheets' parts in the order in which the workbook lists them; empty text for one not found."""
    named = {name.lower(): name for name in parts}
    workbook = _workbook(parts, named)
    content = parts.get(named.get(workbook.lower(), ""), b"")
    targets = _relationships(parts, named, workbook)
    if workbook.lower().endswith(".bin"):
        identities = [found.decode("utf-16-le") for found in _BINARY_SHEET.findall(content)]
    else:
        identities = [_attribute(attributes, rb"\w+:id") for attributes in _SHEET.findall(content)]
    return [named.get(targets.get(identity, ("", ""))[1].lower(), "") for identity in identities]


def under_usual_names(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The workbook with the part names that calamine expects: Excel on the web writes `xl/workbook22.xml`."""
    workbook = _workbook(parts, {name.lower(): name for name in parts})
    folder, name = posixpath.split(workbook)
    usual = f"workbook{posixpath.splitext(name)[1]}"
    if name.lower() == usual or folder.lower() != "xl":
        return data
    renamed = {workbook: f"xl/{usual}", f"{folder}/_rels/{name}.rels": f"xl/_rels/{usual}.rels"}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part, content in parts.items():
            archive.writestr(renamed.get(part, part), content)
    return stream.getvalue()


def _workbook(parts: dict[str, bytes], named: dict[str, str]) -> str:
    """The name of the main part."""
    targets = (
        named.get(target.lower())
        for kind, target in _relationships(parts, named, "").values()
        if kind.endswith("/officeDocument")
    )
    return next(filter(None, targets), "xl/workbook.xml")


def _relationships(parts: dict[str, bytes], named: dict[str, str], of: str) -> dict[str, tuple[str, str]]:
    """The kind and full name of each part that a part (empty: the package) refers to, by the reference's id."""
    folder, name = posixpath.split(of)
    content = parts.get(named.get(posixpath.join(folder, "_rels", f"{name}.rels").lower(), ""), b"")
    return {
        _attribute(attributes, b"Id"): (
            _attribute(attributes, b"Type"),
            posixpath.normpath(posixpath.join("/", folder, _attribute(attributes, b"Target"))).lstrip("/"),
        )
        for attributes in _RELATIONSHIP.findall(content)
    }


def _attribute(attributes: bytes, name: bytes) -> str:
    match = re.search(rb"""(?:^|\s)%s\s*=\s*["']([^"']*)["']""" % name, attributes)
    return match.group(1).decode("utf-8", "replace").replace("\\", "/") if match else ""
