"""The letters' typeface: metrics, which characters it has, and its subset for one file.

Source Sans, from the installed package, so that every printer shows the same letter. ReportLab reads the font files
and cuts the subset; the character map for reading aloud and copying is ours (ReportLab's maps unused codes to U+0000).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILES = {"regular": "SourceSansPro-Regular.ttf", "bold": "SourceSansPro-Semibold.ttf"}


def normal(text: str) -> str:
    """Composed characters and one kind of space, so that a name from any source finds its glyphs."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of the typeface."""

    name: str
    _file: Any  # reportlab.pdfbase.ttfonts.TTFontFile, which has no types

    @property
    def ascent(self) -> float:
        """Height above the baseline that any letter with an accent may reach, in ems."""
        return float(self._file.ascent) / 1000

    @property
    def descent(self) -> float:
        """Depth below the baseline, in ems, positive."""
        return -float(self._file.descent) / 1000

    def width(self, text: str, size: float) -> float:
        """The text's width in points at a size in points."""
        widths: dict[int, float] = self._file.charWidths
        default: float = self._file.defaultWidth
        return sum([widths.get(ord(character), default) for character in normal(text)]) * size / 1000

    def missing(self, text: str) -> frozenset[str]:
        """The characters that would print as an empty box."""
        glyphs: dict[int, int] = self._file.charToGlyph
        return frozenset(character for character in normal(text) if ord(character) not in glyphs)


@dataclass(frozen=True, slots=True)
class Faces:
    """The two weights of a letter."""

    regular: Face
    bold: Face

    def missing(self, text: str) -> frozenset[str]:
        return self.regular.missing(text) | self.bold.missing(text)


@cache
def faces() -> Faces:
    """The typeface, read once in the life of the program (5 ms a weight)."""
    import font_source_sans_pro
    from reportlab.pdfbase.ttfonts import TTFontFile

    folder = Path(font_source_sans_pro.font_directory)
    return Faces(**{weight: Face(weight, TTFontFile(str(folder / file))) for weight, file in _FILES.items()})


def can_print(text: str) -> frozenset[str]:
    """The characters that the letters' typeface lacks; the measure that `plan_mailing` is given."""
    return faces().missing(text)


class Subset:
    """The characters of one weight that one file uses, numbered as they come."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self._numbers: dict[str, int] = {}

    def encode(self, text: str) -> str:
        """The text as a PDF hexadecimal string of two-byte numbers, without its angle brackets."""
        numbers = self._numbers
        return "".join([f"{numbers.setdefault(character, len(numbers) + 1):04x}" for character in normal(text)])

    @property
    def base_name(self) -> str:
        """The font's name with the tag that PDF wants before a subset's name."""
        return f"RHSLET+{self.face._file.name.decode('ascii')}"

    def program(self) -> bytes:
        """The TrueType subset."""
        return bytes(self.face._file.makeSubset([ord(character) for character in self._numbers]))

    def glyph_numbers(self) -> bytes:
        """For each number the glyph in the subset, two bytes each, number 0 being the missing glyph.

        ReportLab numbers the subset's glyphs as they first appear; two characters may share one.
        """
        seen: dict[int, int] = {0: 0}
        glyphs = [0]
        for character in self._numbers:
            original = self.face._file.charToGlyph[ord(character)]
            glyphs.append(seen.setdefault(original, len(seen)))
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def widths(self) -> str:
        """The PDF array of widths, for the numbers from 1 on."""
        return f"[1 [{' '.join(_number(self.face._file.charWidths[ord(one)]) for one in self._numbers)}]]"

    def character_map(self) -> bytes:
        """The ToUnicode map: what each number means to someone who copies or listens."""
        rows = [f"<{number:04x}> <{_utf16(character)}>" for character, number in self._numbers.items()]
        blocks = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in _hundreds(rows))
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            f"{blocks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")

    def descriptor(self) -> str:
        """The entries of the font descriptor, without the font file."""
        file = self.face._file
        box = " ".join(_number(value) for value in file.bbox)
        return (
            f"/Type /FontDescriptor /FontName /{self.base_name} /Flags 4 /FontBBox [{box}] "
            f"/ItalicAngle 0 /Ascent {_number(file.ascent)} /Descent {_number(file.descent)} "
            f"/CapHeight {_number(file.capHeight)} /StemV {_number(file.stemV)}"
        )


def _utf16(character: str) -> str:
    return character.encode("utf-16-be").hex()


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _hundreds(rows: list[str]) -> Iterable[list[str]]:
    return (rows[start : start + 100] for start in range(0, len(rows), 100))
