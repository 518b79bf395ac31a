"""The same letters by LibreOffice Writer's mail merge: a template with fields, a table of people, one PDF.

Its own profile, its own macro and no window. Equal words on two pages; the QR code is left out, and so is the time
that LibreOffice takes to start, both in its favour.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from benchmarks.mail import sample_letters, sample_mailing
from benchmarks.people import resident

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.letter_text import Block, LetterText, Run

_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_COLUMNS = ("namn", "kod", "rad1", "rad2", "rad3", "rad4", "rad5")
_AT_MOST_S = 900


def program() -> str | None:
    """LibreOffice's command, or None where it is not installed."""
    usual = (place for place in _USUAL_PLACES if Path(place).exists())
    return shutil.which("soffice") or shutil.which("libreoffice") or next(usual, None)


def merge(folder: str, count: str, tagged: str) -> dict[str, list[float]]:
    """A job: merge so many letters in a new folder. Seconds from the making of the merge to the whole file."""
    office = program()
    if office is None:
        raise RuntimeError("LibreOffice is not installed")
    place, letters = Path(folder), int(count)
    shutil.rmtree(place, ignore_errors=True)
    for part in ("people", "out"):
        (place / part).mkdir(parents=True)
    environ = {**os.environ, "FONTCONFIG_FILE": str(_font_list(place))}
    command = [office, "--headless", "--norestore", f"-env:UserInstallation={(place / 'profile').as_uri()}"]
    _run([*command, "--terminate_after_init"], environ)  # a new profile's first start makes its libraries anew
    _write_people(place / "people" / "people.csv", letters)
    (place / "template.fodt").write_text(_template(), encoding="utf-8")
    _write_macro(place, tagged=tagged == "True")
    _run([*command, "macro:///Standard.Merge.Main"], environ)
    said = (place / "said.txt").read_text(encoding="utf-8").strip()
    if not said.isdigit():
        raise RuntimeError(said)
    (made,) = (place / "out").iterdir()
    _look(made, letters)
    return {"seconds": [int(said) / 1000], "kilobytes": [made.stat().st_size / 1000 / letters]}


def _run(command: list[str], environ: dict[str, str]) -> None:
    subprocess.run(command, env=environ, capture_output=True, check=True, timeout=_AT_MOST_S)


def _look(made: Path, letters: int) -> None:
    """What was made is as many letters of two pages, each to its person."""
    from rhs_desktop.letters.preview import PdfPreview

    with PdfPreview(made) as pdf:
        if pdf.pages != 2 * letters:
            raise RuntimeError(f"{pdf.pages} pages for {letters} letters")
        for number in (0, letters - 1):
            name = resident(number).name.display
            if any(name not in " ".join(pdf.text(2 * number + page).split()) for page in (0, 1)):
                raise RuntimeError(f"letter {number + 1} does not name {name}")


def _font_list(place: Path) -> Path:
    """The letters' own typeface beside the system's, where fontconfig finds fonts."""
    import font_source_sans_pro

    file = place / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{escape(str(font_source_sans_pro.font_directory))}</dir></fontconfig>",
        encoding="utf-8",
    )
    return file


def _write_people(file: Path, letters: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, quoting=csv.QUOTE_ALL)
        rows.writerow(_COLUMNS)
        for letter in sample_letters(letters):
            lines = (*letter.block.lines, "", "", "", "", "")[:5]
            rows.writerow((letter.name, letter.code, *lines))


# ---- the template ---------------------------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for short, name in {
        "office": "office:1.0",
        "text": "text:1.0",
        "style": "style:1.0",
        "fo": "xsl-fo-compatible:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)
_STYLES = {
    "title": (23, True),
    "heading": (13.5, True),
    "letterhead": (13.5, True),
    "choices": (13, False),
    "small": (10.5, False),
}
_PLAIN = (12, False)
_BREAK = "Break"


def _template() -> str:
    """A Writer document with the words of the letters, at their sizes, and fields where the people differ."""
    from rhs_desktop.letters.letter_text import BlockKind

    common = sample_mailing()
    body = "".join(part for text in common.texts for part in _page(text, common))
    styles = "".join(_style(kind.value, *_STYLES.get(kind.value, _PLAIN)) for kind in BlockKind)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls><style:font-face '
        'style:name="Source Sans Pro" svg:font-family="&apos;Source Sans Pro&apos;"/></office:font-face-decls>'
        '<office:automatic-styles><style:page-layout style:name="sheet"><style:page-layout-properties '
        'fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="13mm" fo:margin-bottom="10mm" '
        f'fo:margin-left="22mm" fo:margin-right="21mm"/></style:page-layout>{styles}'
        f"{_style(_BREAK, *_PLAIN, new_page=True)}{_style('Bold', 12, True, family='text')}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="sheet"/>'
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _style(name: str, size: float, bold: bool, *, new_page: bool = False, family: str = "paragraph") -> str:
    weight = ' fo:font-weight="bold"' if bold else ""
    whole = ""
    if family == "paragraph":
        breaks = ' fo:break-before="page"' if new_page else ""
        whole = f'<style:paragraph-properties fo:margin-bottom="1.5mm"{breaks}/>'
    return (
        f'<style:style style:name="{name}" style:family="{family}">{whole}<style:text-properties '
        f'style:font-name="Source Sans Pro" fo:font-size="{size}pt" fo:language="sv" fo:country="SE"{weight}/>'
        "</style:style>"
    )


def _page(text: LetterText, common: Mailing) -> Iterator[str]:
    from rhs_desktop.letters.letter_text import Window

    if text.window is Window.CLINIC:
        yield _paragraph(_BREAK, [escape(common.clinic.reply_lines[0])])
        yield from (_paragraph("paragraph", [escape(line)]) for line in common.clinic.reply_lines[1:])
        yield _paragraph("paragraph", ["Kod ", _field("kod")])
    else:
        yield _paragraph("letterhead", [escape(common.clinic.name)])
        head = (*common.clinic.head_lines, f"Telefon {common.clinic.phone}", common.values["datum"])
        yield from (_paragraph("small", [escape(line)]) for line in head)
        yield from (_paragraph("paragraph", [_field(f"rad{line}")]) for line in range(1, 6))
    for block in text.blocks:
        yield from _block(block, common)


def _block(block: Block, common: Mailing) -> Iterator[str]:
    """One paragraph a cell, with boxes as signs, as an ordinary template has them."""
    from rhs_desktop.letters.letter_text import OPTIONAL, BlockKind

    values = common.values
    if any(not values.get(name) for name in block.placeholders & OPTIONAL):
        return
    signs = {BlockKind.BULLET: "• ", BlockKind.NUMBERED: f"{block.number}. ", BlockKind.CHOICES: "☐ "}
    rows = [signs.get(block.kind, "") + "".join(_words(cell, values)) for cell in block.cells]
    if block.kind is BlockKind.CHOICES:
        rows = ["    ".join(rows)]
    yield from (_paragraph(block.kind.value, [row]) for row in rows)


def _words(cell: Iterable[Run], values: Mapping[str, str]) -> Iterator[str]:
    for run in cell:
        text = escape(run.text)
        if run.placeholder:
            text = escape(values[run.text]) if run.text in values else _field(run.text)
        yield f'<text:span text:style-name="Bold">{text}</text:span>' if run.bold else text


def _paragraph(style: str, parts: Iterable[str]) -> str:
    return f"<text:p text:style-name={quoteattr(style)}>{''.join(parts)}</text:p>"


def _field(column: str) -> str:
    return (
        '<text:database-display text:table-name="people" text:table-type="table" '
        f'text:column-name="{column}" text:database-name="letters">{column}</text:database-display>'
    )


# ---- the macro ------------------------------------------------------------------------------------------------------

_MACRO = """
Sub Main
  On Error Goto Failed
  Dim context, source, merge, begun
  Dim info(3) As New com.sun.star.beans.PropertyValue
  Dim options(0) As New com.sun.star.beans.PropertyValue
  info(0).Name = "Extension" : info(0).Value = "csv"
  info(1).Name = "HeaderLine" : info(1).Value = True
  info(2).Name = "FieldDelimiter" : info(2).Value = ","
  info(3).Name = "CharSet" : info(3).Value = "UTF-8"
  context = createUnoService("com.sun.star.sdb.DatabaseContext")
  source = context.createInstance()
  source.URL = "sdbc:flat:{place}/people"
  source.Info = info()
  source.DatabaseDocument.storeAsURL("{place}/people.odb", Array())
  context.registerObject("letters", source)
  begun = GetSystemTicks()
  merge = createUnoService("com.sun.star.text.MailMerge")
  merge.DataSourceName = "letters"
  merge.CommandType = 0
  merge.Command = "people"
  merge.DocumentURL = "{place}/template.fodt"
  merge.OutputType = 2
  merge.OutputURL = "{place}/out"
  merge.FileNamePrefix = "letters"
  merge.SaveAsSingleFile = True
  merge.SaveFilter = "writer_pdf_Export"
  options(0).Name = "UseTaggedPDF" : options(0).Value = {tagged}
  merge.SaveFilterData = options()
  merge.execute(Array())
  Say(CStr(GetSystemTicks() - begun))
  StarDesktop.terminate()
  Exit Sub
Failed:
  Say(Error$)
  StarDesktop.terminate()
End Sub

Sub Say(words)
  Dim out
  out = FreeFile
  Open ConvertFromURL("{place}/said.txt") For Output As #out
  Print #out, words
  Close #out
End Sub
"""


def _write_macro(place: Path, *, tagged: bool) -> None:
    """A library of one module in the profile, which its first start has made."""
    folder = place / "profile" / "user" / "basic" / "Standard"
    source = escape(_MACRO.format(place=place.as_uri(), tagged=tagged))
    doctype = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD '
    head = doctype + 'OfficeDocument 1.0//EN" "{1}.dtd">\n'
    (folder / "Merge.xba").write_text(
        head.format("script", "module") + '<script:module xmlns:script="http://openoffice.org/2000/script" '
        f'script:name="Merge" script:language="StarBasic">{source}</script:module>',
        encoding="utf-8",
    )
    (folder / "script.xlb").write_text(
        head.format("library", "library") + '<library:library xmlns:library="http://openoffice.org/2000/library" '
        'library:name="Standard" library:readonly="false" library:passwordprotected="false">'
        '<library:element library:name="Merge"/></library:library>',
        encoding="utf-8",
    )
