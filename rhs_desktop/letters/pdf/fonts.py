"""The letters' typeface: metrics, which characters it has, and the font that ReportLab embeds.

Source Sans, from the installed package, so that every printer shows the same letter. ReportLab measures the font and
embeds its subsets; the ToUnicode map, for copying and screen readers, is corrected here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROWS_PER_BLOCK = 100
_FILES = {"regular": "SourceSansPro-Regular.ttf", "bold": "SourceSansPro-Semibold.ttf"}


def normal(text: str) -> str:
    """Composed characters and one kind of space, so that a name from any source finds its glyphs."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


@dataclass(frozen=True, eq=False)
class Face:
    """One weight of the typeface."""

    name: str
    _file: Any  # reportlab.pdfbase.ttfonts.TTFontFace; its stubs lack the metrics

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
        return _width(self._file, text) * size / 1000

    def missing(self, text: str) -> frozenset[str]:
        """The characters that the face has no glyph for."""
        glyphs: dict[int, int] = self._file.charToGlyph
        return frozenset(character for character in normal(text) if ord(character) not in glyphs)


@dataclass(frozen=True, slots=True)
class Faces:
    """The two weights of a letter."""

    regular: Face
    bold: Face

    def missing(self, text: str) -> frozenset[str]:
        """The characters that either weight has no glyph for."""
        return self.regular.missing(text) | self.bold.missing(text)


@cache
def faces() -> Faces:
    """The typeface, read and registered with ReportLab once in the life of the program (5 ms a weight)."""
    import font_source_sans_pro
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    class LetterFont(TTFont):
        """Writes maps to Unicode in which no code stands for U+0000, in blocks of the hundred rows that are allowed."""

        def addObjects(self, doc: Any) -> None:  # noqa: N802  ReportLab's name
            subsets = [list(subset) for subset in self.state[doc].subsets]
            super().addObjects(doc)
            for number, subset in enumerate(subsets):
                font = doc.idToObject["BasicFonts"].dict[f"{doc.fontMapping[self.fontName][1:]}+{number}"]
                doc.idToObject[font.ToUnicode.name].content = _character_map(subset)

    folder = Path(font_source_sans_pro.font_directory)
    found = {}
    for weight, file in _FILES.items():
        font = LetterFont(f"rhs-{weight}", str(folder / file), asciiReadable=False, shapable=False)
        registerFont(font)
        found[weight] = Face(font.fontName, font.face)
    return Faces(**found)


def can_print(text: str) -> frozenset[str]:
    """The characters that the letters' typeface lacks; the function that `plan_mailing` takes."""
    return faces().missing(text)


@lru_cache(maxsize=1024)
def _width(file: Any, text: str) -> float:
    """In thousandths of an em. Most words are the same in every letter of a batch."""
    widths: dict[int, float] = file.charWidths
    default: float = file.defaultWidth
    return sum([widths.get(ord(character), default) for character in normal(text)])


def _character_map(subset: Sequence[int]) -> str:
    """The ToUnicode map of a subset: the text of each one-byte code."""
    rows = [f"<{code:02x}> <{_utf16(character)}>" for code, character in enumerate(subset) if character]
    blocks = [rows[first : first + _ROWS_PER_BLOCK] for first in range(0, len(rows), _ROWS_PER_BLOCK)]
    written = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{written}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _utf16(character: int) -> str:
    return chr(character).encode("utf-16-be").hex()
