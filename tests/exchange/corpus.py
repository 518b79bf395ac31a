"""Small files as clinics have them, made here, each with what must come of it.

A builder gets the test numbers written `YYYYMMDD-NNNN` and gives the file's bytes. Rows count as in Excel.
"""

from __future__ import annotations

import binascii
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pytest

Numbers = Sequence[str]
Builder = Callable[[Numbers], bytes]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file comes to. `unreadable` or `trouble` alone, or rows: ready, set aside by code, and what is hidden."""

    ready: tuple[int, ...] = ()
    set_aside: Mapping[int, str] = field(default_factory=dict)
    kind: str = "xlsx"
    unreadable: str = ""
    trouble: str = ""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    family: str = ""
    remarks: Mapping[int, str] = field(default_factory=dict)


CORPUS: dict[str, tuple[Builder, Expected]] = {}


def case(name: str, expected: Expected) -> Callable[[Builder], Builder]:
    def keep(builder: Builder) -> Builder:
        assert name not in CORPUS
        CORPUS[name] = (builder, expected)
        return builder

    return keep


def workbook(fill: Callable[[Any], None]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    fill(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_workbook(*rows: Sequence[object]) -> bytes:
    def fill(sheet: Any) -> None:
        for row in rows:
            sheet.append(list(row))

    return workbook(fill)


def steady(data: bytes) -> bytes:
    """A workbook without the time at which it was made: the same bytes in each run, for tests that change some."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-11-09T09:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def edited(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zipped file with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ("Personnummer", "Efternamn", "Förnamn")

# ------------------------------------------------------------------ how numbers stand in cells


@case("numbers as text", Expected(ready=(2, 3)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"), (numbers[1], "Åberg", "Åke"))


@case("numbers as numbers", Expected(ready=(2, 3)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, *[(int(n.replace("-", "")), "Ek", "Karin") for n in numbers[:2]])


@case("ten digits as numbers", Expected(ready=(2, 3)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, *[(int(n[2:].replace("-", "")), "Ek", "Karin") for n in numbers[:2]])


@case("precision lost", Expected(ready=(3,), set_aside={2: "lost_precision"}))
def _(numbers: Numbers) -> bytes:
    rounded = int(numbers[0].replace("-", "")) // 1_000_000 * 1_000_000
    return rows_workbook(HEADINGS, (rounded, "Ek", "Karin"), (numbers[1], "Åberg", "Åke"))


@case("apostrophe", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, ("'" + numbers[0], "Ek", "Karin"))


@case("Cosmic's space and odd dashes", Expected(ready=(2, 3, 4)))
def _(numbers: Numbers) -> bytes:
    a, b, c = numbers[:3]
    return rows_workbook(
        HEADINGS, (f"{a[:4]} {a[4:]}", "", ""), (b.replace("-", "–"), "", ""), (f"\u00a0{c}\u202f", "", "")
    )


@case("formula with value", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS, ("=A9", "Ek", "Karin"))
    value = f'<c r="A2" t="str"><f>A9</f><v>{numbers[0]}</v></c>'.encode()
    return edited(
        data,
        SHEET,
        lambda xml: xml.replace(b'<c r="A2"><f>A9</f><v></v></c>', value).replace(
            b'<c r="A2"><f>A9</f><v /></c>', value
        ),
    )


@case("formula without value", Expected(ready=(3,), set_aside={2: "identity_uncalculated"}))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, ("=B2&C2", "Ek", "Karin"), (numbers[0], "Åberg", "Åke"))


@case("error cell", Expected(ready=(3,), set_aside={2: "identity_error"}, remarks={3: "cell_error"}))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, ("#REF!", "Ek", "Karin"), (numbers[0], "#N/A", "Åke"))


@case("date in the number's place", Expected(ready=(3,), set_aside={2: "birth_date_only"}))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, (date(1976, 10, 2), "Ek", "Karin"), (numbers[0], "Åberg", "Åke"))


# ------------------------------------------------------------------ how sheets are laid out


@case("titles, blank rows and a total", Expected(ready=(5, 7)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(
        ("Att bjuda in",),
        ("Utskriven", date(2026, 1, 5)),
        (),
        HEADINGS,
        (numbers[0], "Ek", "Karin"),
        (),
        (numbers[1], "Åberg", "Åke"),
        (),
        ("Antal", 2),
    )


@case("list not at the corner", Expected(ready=(4,)))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        sheet["D3"], sheet["E3"], sheet["D4"], sheet["E4"] = "Efternamn", "Personnummer", "Ek", numbers[0]

    return workbook(fill)


@case("merged title and merged headings", Expected(ready=(4, 5)))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        sheet.append(["Lista 2026"])
        sheet.append(["Personnummer", "Namn", "Kontakt", ""])
        sheet.append(["", "", "Telefon", "Ort"])
        sheet.append([numbers[0], "Ek, Karin", "070-174 06 05", "Ekeby"])
        sheet.append([numbers[1], "Åberg, Åke", "070-174 06 05", "Ekeby"])
        for cells in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
            sheet.merge_cells(cells)

    return workbook(fill)


@case("family name merged over two rows", Expected(ready=(2, 3), family="Ek"))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEADINGS, (numbers[0], "Ek", "Karin"), (numbers[1], "", "Åke")):
            sheet.append(list(row))
        sheet.merge_cells("B2:B3")

    return workbook(fill)


@case("hidden row and column", Expected(ready=(2, 3), hidden_rows=frozenset({3}), hidden_columns=frozenset({2})))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEADINGS, (numbers[0], "Ek", "Karin"), (numbers[1], "Åberg", "Åke")):
            sheet.append(list(row))
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    return workbook(fill)


@case("filtered", Expected(ready=(2, 3), hidden_rows=frozenset({3}), filtered=True))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        for row in (HEADINGS, (numbers[0], "Ek", "Karin"), (numbers[1], "Åberg", "Åke")):
            sheet.append(list(row))
        sheet.auto_filter.ref = "A1:C3"
        sheet.auto_filter.add_filter_column(1, ["Ek"])
        sheet.row_dimensions[3].hidden = True

    return workbook(fill)


@case("headings again on each page", Expected(ready=(2, 4)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"), HEADINGS, (numbers[1], "Åberg", "Åke"))


@case("first sheet empty", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        second = sheet.parent.create_sheet("Lista")
        second.append(list(HEADINGS))
        second.append([numbers[0], "Ek", "Karin"])

    return workbook(fill)


@case("hidden sheet first", Expected(ready=(3,)))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        sheet.append(["Personnummer"])
        sheet.append([numbers[1]])
        sheet.sheet_state = "hidden"
        second = sheet.parent.create_sheet("Lista")
        second.append([])
        second.append(["Personnummer"])
        second.append([numbers[0]])

    return workbook(fill)


def _renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    """A workbook with parts under other names, and every mention of them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in names.items():
                name, content = name.replace(before, after), content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    return stream.getvalue()


@case("main part named as Excel on the web does", Expected(ready=(2,), family="Ek"))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"))
    return _renamed(data, {"workbook.xml": "workbook22.xml"})


@case("chart sheet first", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart, Reference

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    sheet.append([numbers[0], "Ek", "Karin"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("Diagram", 0).add_chart(chart)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@case("format to the last row", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"))
    far = b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row></sheetData>'
    return edited(data, SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("no headings", Expected(ready=(1, 2)))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(("Ek, Karin", numbers[0]), ("Åberg, Åke", numbers[1]))


@case("headings in English", Expected(ready=(2,), family="Ek"))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(("First name", "Last name", "Personal identity number"), ("Karin", "Ek", numbers[0]))


@case("no personnummer", Expected(trouble="no_identity"))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(("Namn", "Ort"), ("Ek", "Ekeby"))


@case("personnummer twice", Expected(trouble="column_twice"))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(("Personnummer", "Personnummer"), (numbers[0], numbers[1]))


@case("duplicates", Expected(ready=(4,), set_aside={2: "duplicate", 3: "duplicate"}))
def _(numbers: Numbers) -> bytes:
    return rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"), (numbers[0], "Ek", "Carin"), (numbers[1], "", ""))


@case("with macros", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")
    return stream.getvalue()


@case("link to another workbook", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return stream.getvalue()


@case("prefixed elements", Expected(ready=(2, 3), hidden_rows=frozenset({3})))
def _(numbers: Numbers) -> bytes:
    """As some systems write them: every element with a prefix, text within the cells, no shared table."""
    rows = "".join(
        f'<x:row r="{number}"{hidden}><x:c r="A{number}" t="inlineStr"><x:is><x:t>{said}</x:t></x:is></x:c></x:row>'
        for number, said, hidden in ((1, "Personnummer", ""), (2, numbers[0], ""), (3, numbers[1], ' hidden="true"'))
    )
    xml = f'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    return edited(rows_workbook(HEADINGS), SHEET, lambda _: xml.encode())


@case("number in two columns", Expected(ready=(2, 3), set_aside={4: "birth_date_only"}, family="Ek"))
def _(numbers: Numbers) -> bytes:
    rows = [(int(n[:8]), int(n[9:]), "Ek") for n in numbers[:2]]
    return rows_workbook(("Födelsedatum", "Fyra sista", "Efternamn"), *rows, (int(numbers[2][:8]), None, "Holm"))


@case("number under one heading over two columns", Expected(ready=(2, 3), set_aside={4: "check_digit"}))
def _(numbers: Numbers) -> bytes:
    wrong = str((int(numbers[2][-1]) + 1) % 10)

    def fill(sheet: Any) -> None:
        sheet.append(["Personnummer", "", "Efternamn"])
        for number in numbers[:2]:
            sheet.append([number[2:8], number[8:], "Ek"])
        sheet.append([numbers[2][2:8], numbers[2][8:-1] + wrong, "Ek"])
        sheet.merge_cells("A1:B1")

    return workbook(fill)


@case("second table with its columns in another order", Expected(ready=(2, 7, 8), set_aside={9: "check_digit"}))
def _(numbers: Numbers) -> bytes:
    wrong = numbers[3][:-1] + str((int(numbers[3][-1]) + 1) % 10)
    return rows_workbook(
        HEADINGS,
        (numbers[0], "Ek", "Karin"),
        ("Antal", 1),
        (),
        ("Män födda 1976",),
        ("Mobil", "Förnamn", "Pers.nr", "Efternamn"),
        ("070-174 06 05", "Åke", numbers[1], "Åberg"),
        ("", "Per", numbers[2], "Holm"),
        ("", "Ola", wrong, "Ås"),
    )


# ------------------------------------------------------------------ text, in every encoding and separator

LINES = "Personnummer;Efternamn;Förnamn\r\n{0};Öström;Åke\r\n{1};Ek;Karin\r\n"


def _text_case(name: str, template: str, encode: Callable[[str], bytes], expected: Expected) -> None:
    case(name, expected)(lambda numbers: encode(template.format(*numbers)))


TEXT = Expected(ready=(2, 3), kind="text", family="Öström")
for _name, _encoding in {
    "utf-8": "utf-8",
    "utf-8 with mark": "utf-8-sig",
    "cp1252": "cp1252",
    "cp850": "cp850",
    "mac": "mac_roman",
    "utf-16 with mark": "utf-16",
    "utf-16 without mark": "utf-16-le",
    "utf-16 big endian": "utf-16-be",
}.items():
    _text_case(f"csv in {_name}", LINES, partial(str.encode, encoding=_encoding), TEXT)
for _name, _separator in {"comma": ",", "tab": "\t", "bar": "|"}.items():
    _text_case(f"csv with {_name}", LINES.replace(";", _separator), str.encode, TEXT)

_text_case("csv with sep line", "sep=;\r\n" + LINES, str.encode, TEXT)
_text_case("csv with quotes", 'Personnummer,Namn\n{0},"Öström, Åke"\n{1},"Ek, ""Kajsa"""\n', str.encode, TEXT)
_text_case(
    "csv with lines in cells",
    'Personnummer;Efternamn;Adress\n{0};Öström;"Storgatan 1\n582 22 Ort"\n{1};Ek;\n',
    str.encode,
    TEXT,
)
_text_case(
    "csv with an open quote",
    'Personnummer;Efternamn\n{0};"Öström\n{1};Ek\n{2};Holm\n',
    str.encode,
    Expected(ready=(2, 3, 4), kind="text"),
)
_text_case("csv with carriage returns", LINES.replace("\r\n", "\r"), str.encode, TEXT)
_text_case("csv without last line end", LINES.rstrip(), str.encode, TEXT)
_text_case("only numbers", "{0}\r\n{1}\r\n", str.encode, Expected(ready=(1, 2), kind="text"))
_text_case(
    "columns apart by spaces",
    "Personnummer   Efternamn   Ort\n{0}  Öström      Ekeby\n{1}  Ek          Ekeby\n",
    str.encode,
    TEXT,
)
_text_case("csv with rows of all lengths", "Personnummer;Efternamn\n{0};Öström;;;x\n{1}\n", str.encode, TEXT)
_text_case("a broken byte in utf-8", LINES, lambda said: said.encode().replace(b"Karin", b"Kar\xffin"), TEXT)
_text_case(
    "prose",
    "Hej! Här kommer listan som vi talade om.\nHälsningar",
    str.encode,
    Expected(trouble="no_identity", kind="text"),
)

_text_case(
    "errors as Swedish Excel shows them",
    "Personnummer;Efternamn\n#SAKNAS!;Ek\n{0};#REFERENS!\n########;Ek\nErr:508;Ek\n",
    str.encode,
    Expected(
        ready=(3,),
        set_aside={2: "identity_error", 4: "identity_error", 5: "identity_error"},
        kind="text",
        remarks={3: "cell_error"},
    ),
)

# ------------------------------------------------------------------ web tables and other old Excel formats

PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'>"
    "<style>td {{color:red}}</style></head>"
    "<body><table><tr><th>Personnummer</th><th>Efternamn</th></tr>"
    "<tr><td>{a}</td><td>Öström</td></tr><tr><td> {b}<br></td><td>&Aring;berg</td></tr></table></body></html>"
)


@case("web table saved as xls", Expected(ready=(2, 3), kind="html", family="Öström"))
def _(numbers: Numbers) -> bytes:
    return PAGE.format(charset="utf-8", a=numbers[0], b=numbers[1]).encode()


@case("web table in windows-1252", Expected(ready=(2, 3), kind="html", family="Öström"))
def _(numbers: Numbers) -> bytes:
    return PAGE.format(charset="windows-1252", a=numbers[0], b=numbers[1]).encode("cp1252")


@case(
    "web table with spans, a hidden row and hidden columns",
    Expected(ready=(2, 3), kind="html", hidden_rows=frozenset({3}), hidden_columns=frozenset({1, 2}), family="Ek"),
)
def _(numbers: Numbers) -> bytes:
    return (
        "<table><col width=64><col span=2 style='display:none'><tr><td>Efternamn<td colspan=2>Namn<td>Personnummer"
        f"<tr><td rowspan=2>Ek<td>Karin<td>x<td>{numbers[0]}<tr style='display:none'><td>Åke<td>x<td>{numbers[1]}"
    ).encode()


@case("web page without table", Expected(unreadable="no_table"))
def _(numbers: Numbers) -> bytes:
    return b"<html><body><p>Logga in</p></body></html>"


ARCHIVE = """MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related;
\tboundary="----=_NextPart_01D"

Detta dokument är en webbsida i en enda fil.

------=_NextPart_01D
Content-Location: file:///C:/0E/Lista.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="us-ascii"

<html xmlns:x=3D"urn:schemas-microsoft-com:office:excel"><head><xml><x:ExcelWorkbook><x:ExcelWorksheets>
<x:ExcelWorksheet><x:Name>Om listan</x:Name><x:WorksheetSource HRef=3D"Lista_filer/sheet001.htm"/></x:ExcelWorksheet>
<x:ExcelWorksheet><x:Name>Kvinnor &amp; m=
&auml;n</x:Name><x:WorksheetSource HRef=3D"Lista_filer/sheet002.htm"/></x:ExcelWorksheet>
</x:ExcelWorksheets></x:ExcelWorkbook></xml></head><frameset></frameset></html>

------=_NextPart_01D
Content-Location: file:///C:/0E/Lista_filer/tabstrip.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="us-ascii"

<html><body><table><tr><td>Om listan</td><td>Kvinnor</td></tr></table></body></html>

------=_NextPart_01D
Content-Location: file:///C:/0E/Lista_filer/sheet001.htm
Content-Transfer-Encoding: base64
Content-Type: text/html; charset="us-ascii"

{about}

------=_NextPart_01D
Content-Location: file:///C:/0E/Lista_filer/sheet002.htm
Content-Transfer-Encoding: quoted-printable
Content-Type: text/html; charset="{charset}"

{page}

------=_NextPart_01D--
"""


def archive(page: bytes, charset: str) -> bytes:
    about = "<html><body><table><tr><td>Utdrag</td><td>2026-11-02</td></tr></table></body></html>"
    quoted = binascii.b2a_qp(page).decode("ascii")
    made = ARCHIVE.format(page=quoted, charset=charset, about=binascii.b2a_base64(about.encode()).decode())
    return made.replace("\n", "\r\n").encode()


@case("web archive saved as xls", Expected(ready=(2, 3), kind="mhtml", family="Öström"))
def _(numbers: Numbers) -> bytes:
    return archive(PAGE.format(charset="windows-1252", a=numbers[0], b=numbers[1]).encode("cp1252"), "windows-1252")


@case("web archive of a browser", Expected(ready=(2, 3), kind="mhtml", family="Öström"))
def _(numbers: Numbers) -> bytes:
    page = PAGE.format(charset="utf-8", a=numbers[0], b=numbers[1])
    head = "From: <Saved>\nSnapshot-Content-Location: https://rebus.example/\nSubject: =?utf-8?Q?Lista?=\n"
    head += 'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="abc"\n\n\n'
    return f"{head}--abc\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{page}\n--abc--\n".encode()


@case("web archive of one page, without parts", Expected(ready=(2, 3), kind="mhtml", family="Öström"))
def _(numbers: Numbers) -> bytes:
    page = PAGE.format(charset="utf-8", a=numbers[0], b=numbers[1])
    return f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}".encode()


for _name, _content, _code in (
    ("web archive without a table", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Logga in</p>", "no_table"),
    ("web archive without its boundary", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--a\n", "damaged"),
    (
        "web archive in bad base64",
        b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHRhYmxl=PHRhYmxlP",
        "damaged",
    ),
):
    case(_name, Expected(unreadable=_code))(partial(lambda content, numbers: content, _content))


@case("web page with a layout table before the list", Expected(ready=(2, 3), kind="html", family="Öström"))
def _(numbers: Numbers) -> bytes:
    list_page = PAGE.format(charset="utf-8", a=numbers[0], b=numbers[1])
    return list_page.replace(
        "<body>", "<body><table><tr><td>REBUS</td><td>Utskriven 2026-11-02</td></tr></table>"
    ).encode()


WORKBOOK_2003 = """<?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?>{doctype}
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="Lista"><Table><Column ss:Index="3" ss:Width="80"/><Column ss:Hidden="1" ss:Span="1"/>
<Row><Cell><Data ss:Type="String">Personnummer</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">Efternamn</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="Number">{a}</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">{family}</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">{b}</Data></Cell></Row>
<Row><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table><x:WorksheetOptions><x:Visible>SheetVisible</x:Visible></x:WorksheetOptions>
<x:AutoFilter x:Range="R1C1:R6C3"><x:AutoFilterColumn x:Type="NonBlanks"/></x:AutoFilter></Worksheet></Workbook>"""


@case(
    "Excel 2003 XML",
    Expected(
        ready=(4, 5),
        set_aside={6: "identity_error"},
        kind="xml",
        hidden_rows=frozenset({5}),
        hidden_columns=frozenset({3, 4}),
        filtered=True,
        family="Ek",
    ),
)
def _(numbers: Numbers) -> bytes:
    return WORKBOOK_2003.format(doctype="", a=numbers[0].replace("-", ""), b=numbers[1], family="Ek").encode()


@case("Excel 2003 XML with entities", Expected(unreadable="entities"))
def _(numbers: Numbers) -> bytes:
    doctype = '<!DOCTYPE Workbook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return WORKBOOK_2003.format(doctype=doctype, a="1", b="2", family="&b;").encode()


def xls(rows: Sequence[Sequence[object]], hidden: Sequence[int] = (), hidden_columns: Sequence[int] = ()) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Lista")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
        if number in hidden:
            sheet.row(number).hidden = True
    for column in hidden_columns:
        sheet.col(column).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@case("xls", Expected(ready=(2, 3), kind="xls", family="Öström"))
def _(numbers: Numbers) -> bytes:
    return xls([HEADINGS, (numbers[0], "Öström", "Åke"), (float(numbers[1].replace("-", "")), "Ek", "Karin")])


@case(
    "xls with a hidden row and column",
    Expected(ready=(2, 3), kind="xls", hidden_rows=frozenset({3}), hidden_columns=frozenset({1})),
)
def _(numbers: Numbers) -> bytes:
    return xls([HEADINGS, (numbers[0], "Ek", "Karin"), (numbers[1], "Åberg", "Åke")], hidden=[2], hidden_columns=[1])


@case(
    "small xls with a hidden row among many",
    Expected(ready=tuple(range(2, 42)), kind="xls", hidden_rows=frozenset({9})),
)
def _(numbers: Numbers) -> bytes:
    return xls([HEADINGS, *[(number, "Ek", "Karin") for number in numbers[:40]]], hidden=[8])


@case("xls with an error cell", Expected(ready=(3,), set_aside={2: "identity_error"}, kind="xls"))
def _(numbers: Numbers) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Lista")
    sheet.write(0, 0, "Personnummer")
    sheet.row(1).set_cell_error(0, "#REF!")
    sheet.write(2, 0, numbers[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@case("xls with one cell at the far corner", Expected(unreadable="too_wide"))
def _(numbers: Numbers) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Lista")
    sheet.write(0, 0, "Personnummer")
    sheet.write(65535, 255, "x")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@case(
    "xls never calculated",
    Expected(ready=(3,), set_aside={2: "identity_uncalculated"}, kind="xls", remarks={3: "cell_error"}),
)
def _(numbers: Numbers) -> bytes:
    """As programs write formulas; the one in row 4 stands below the list."""
    import xlwt

    formula = xlwt.Formula("F9")
    return xls([HEADINGS, (formula, "Ek", "Karin"), (numbers[0], formula, "Åke"), (formula, formula, "")])


@case("xls with a long text shared by many cells", Expected(unreadable="bomb"))
def _(numbers: Numbers) -> bytes:
    return xls([("x" * 32_000,)] * 17_000)


@case("xls with a long wide text over several records", Expected(unreadable="bomb"))
def _(numbers: Numbers) -> bytes:
    return xls([(turn, "å" * 200, "ж" * 32_000, "ж" * 20_000) for turn in range(5_000)])


@case("xls with many long texts that nobody shares", Expected(ready=(2, 3), kind="xls"))
def _(numbers: Numbers) -> bytes:
    texts = [f"{turn}ж" * 2_000 for turn in range(30)]
    return xls(
        [(*HEADINGS, *texts[:10]), (numbers[0], "Ek", "Karin", *texts[10:20]), (numbers[1], "", "", *texts[20:])]
    )


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(tables: str, manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_HEAD + tables + ODS_TAIL)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return stream.getvalue()


def ods_row(*cells: str, attributes: str = "") -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row{attributes}>{inner}</table:table-row>"


@case(
    "ods", Expected(ready=(2, 4), kind="ods", hidden_rows=frozenset({4}), hidden_columns=frozenset({1}), filtered=True)
)
def _(numbers: Numbers) -> bytes:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    empty = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    rows = (
        ods_row("Personnummer", "Namn")
        + ods_row(numbers[0], "Ek, Karin")
        + empty
        + ods_row(numbers[1], "Åberg, Åke", attributes=' table:visibility="filter"')
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    return ods(f'<table:table table:name="Lista">{columns}{rows}</table:table>')


@case("ods of absurd dimensions", Expected(unreadable="too_many_rows"))
def _(numbers: Numbers) -> bytes:
    row = ods_row("x", attributes=' table:number-rows-repeated="1048576"')
    return ods(f'<table:table table:name="Lista">{row}</table:table>')


@case("ods of absurd width", Expected(unreadable="too_wide"))
def _(numbers: Numbers) -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"/>'
    return ods(f'<table:table table:name="Lista"><table:table-row>{cell}</table:table-row></table:table>')


@case("ods with a long text repeated", Expected(unreadable="bomb"))
def _(numbers: Numbers) -> bytes:
    row = ods_row("x" * 30_000, attributes=' table:number-rows-repeated="20000"')
    return ods(f'<table:table table:name="Lista">{row}</table:table>')


@case("ods never calculated", Expected(ready=(3,), set_aside={2: "identity_uncalculated"}, kind="ods"))
def _(numbers: Numbers) -> bytes:
    formula = '<table:table-row><table:table-cell table:formula="of:=[.F9]"/>' + ods_row("Ek").removeprefix(
        "<table:table-row>"
    )
    rows = ods_row("Personnummer", "Namn") + formula + ods_row(numbers[0], "Åberg")
    return ods(f'<table:table table:name="Lista">{rows}</table:table>')


@case("ods with password", Expected(unreadable="password"))
def _(numbers: Numbers) -> bytes:
    return ods("", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")


# ------------------------------------------------------------------ what cannot be read


def _always(content: bytes) -> Builder:
    return lambda numbers: content


for _name, _content, _code in (
    ("no bytes", b"", "empty"),
    ("only a mark", b"\xff\xfe", "empty"),
    ("only blanks", b" \r\n\t\r\n", "empty"),
    ("zeros", bytes(4096), "empty"),
    ("pdf", b"%PDF-1.7\n...", "not_a_table"),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_table"),
    ("rtf", b"{\\rtf1 Lista}", "not_a_table"),
    ("program", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), "not_a_table"),
    ("old compound file cut short", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    ("zip cut short", b"PK\x03\x04\x14\x00\x06\x00" + bytes(600), "damaged"),
    ("noise", bytes(range(1, 32)) * 200, "not_a_table"),
):
    case(_name, Expected(unreadable=_code))(_always(_content))


@case("xlsx cut short", Expected(unreadable="damaged"))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin"))
    return data[: len(data) * 2 // 3]


@case("xlsx with a damaged sheet", Expected(unreadable="damaged"))
def _(numbers: Numbers) -> bytes:
    return edited(rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin")), SHEET, lambda xml: xml[: len(xml) // 2])


@case("empty workbook", Expected(unreadable="empty"))
def _(numbers: Numbers) -> bytes:
    return rows_workbook()


@case("xlsx with password", Expected(unreadable="password"))
def _(numbers: Numbers) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


@case("document", Expected(unreadable="not_a_table"))
def _(numbers: Numbers) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return stream.getvalue()


@case("folder of files", Expected(unreadable="not_a_table"))
def _(numbers: Numbers) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("lista.csv", "Personnummer")
    return stream.getvalue()


@case("one cell at the far corner", Expected(unreadable="too_many_rows"))
def _(numbers: Numbers) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    return edited(rows_workbook(HEADINGS), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("one cell far to the right", Expected(unreadable="too_wide"))
def _(numbers: Numbers) -> bytes:
    far = b'<row r="2"><c r="XFD2" t="n"><v>1</v></c></row></sheetData>'
    return edited(rows_workbook(HEADINGS), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("one cell far down, spelled oddly", Expected(unreadable="too_many_rows"))
def _(numbers: Numbers) -> bytes:
    far = b"<row r = '900000'><c r = 'B900000'><v>1</v></c></row></sheetData>"
    return edited(rows_workbook(HEADINGS), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("one cell beyond any row", Expected(unreadable="too_many_rows"))
def _(numbers: Numbers) -> bytes:
    far = b'<row r="2"><c r="A4294967295"><v>1</v></c></row></sheetData>'
    return edited(rows_workbook(HEADINGS), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("one cell in a row far down that does not say its place", Expected(unreadable="too_many_rows"))
def _(numbers: Numbers) -> bytes:
    far = b'<row r="900000"><c><v>1</v></c></row></sheetData>'
    return edited(rows_workbook(HEADINGS), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("a million empty cells before one", Expected(unreadable="too_wide"))
def _(numbers: Numbers) -> bytes:
    far = b"<row>" + b"<c/>" * 1_000_000 + b"<c><v>1</v></c></row></sheetData>"
    return edited(rows_workbook(HEADINGS), SHEET, lambda xml: xml.replace(b"</sheetData>", far))


@case("cells that do not say their place", Expected(ready=(2,)))
def _(numbers: Numbers) -> bytes:
    cells = "".join(f'<row><c t="inlineStr"><is><t>{said}</t></is></c></row>' for said in ("Personnummer", numbers[0]))
    return edited(
        rows_workbook(),
        SHEET,
        lambda xml: (
            xml.replace(b"<sheetData/>", b"<sheetData></sheetData>")
            .replace(b"<sheetData />", b"<sheetData></sheetData>")
            .replace(b"</sheetData>", cells.encode() + b"</sheetData>")
        ),
    )


@case("Excel 2003 XML in an unknown encoding", Expected(unreadable="damaged"))
def _(numbers: Numbers) -> bytes:
    return WORKBOOK_2003.format(doctype="", a="1", b="2", family="Ek").encode().replace(b"utf-8", b"UTF-70000", 1)


@case("zip bomb", Expected(unreadable="bomb"))
def _(numbers: Numbers) -> bytes:
    data = rows_workbook(HEADINGS)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/styles2.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1_000_000))
    return stream.getvalue()


@case("a long text shared by many cells", Expected(unreadable="bomb"))
def _(numbers: Numbers) -> bytes:
    texts = b"<sst><si><t>" + b"x" * 100_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 6001))
    data = edited(
        rows_workbook(HEADINGS),
        SHEET,
        lambda xml: xml[: xml.index(b"<sheetData>") + 11] + cells + b"</sheetData></worksheet>",
    )
    return edited(data, "xl/sharedStrings.xml", lambda _: texts)


@case("sheets outside the usual folder", Expected(ready=(2, 3), hidden_rows=frozenset({3})))
def _(numbers: Numbers) -> bytes:
    def fill(sheet: Any) -> None:
        for cell in ("Personnummer", *numbers[:2]):
            sheet.append([cell])
        sheet.row_dimensions[3].hidden = True

    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(fill))) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".rels", "].xml")):
                content = content.replace(b"/xl/", b"/").replace(b'"xl/', b'"')
            new.writestr(name.replace("xl/", ""), content)
    return moved.getvalue()


@case("two parts of one name", Expected(unreadable="damaged"))
def _(numbers: Numbers) -> bytes:
    stream = io.BytesIO(rows_workbook(HEADINGS, (numbers[0], "Ek", "Karin")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    return stream.getvalue()


@case("more shared texts claimed than there are", Expected(unreadable="damaged"))
def _(numbers: Numbers) -> bytes:
    texts = b'<sst uniqueCount="4000000000000"><si><t>x</t></si></sst>'
    return edited(rows_workbook(HEADINGS, (numbers[0], "", "")), "xl/sharedStrings.xml", lambda _: texts)


@case("entities in a sheet", Expected(unreadable="entities"))
def _(numbers: Numbers) -> bytes:
    return edited(
        rows_workbook(HEADINGS), SHEET, lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xml
    )
