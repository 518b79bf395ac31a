"""Files that LibreOffice wrote, each with what must come of it.

The files lie in `office/`, so that tests need no LibreOffice. `python -m tests.exchange.office` makes them anew from
the tables below, with Debian's `libreoffice-calc`; the bytes differ each time, what they mean does not.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.builders import official_numbers
from tests.exchange.corpus import Expected
from tests.lists import dashed

FOLDER = Path(__file__).parent / "office"
HEADINGS = ("Personnummer", "Efternamn", "Förnamn")
WORKBOOKS = ("ods", "xls", "xlsx")
FILTERS = {
    "xlsm": "xlsm:Calc MS Excel 2007 VBA XML",
    "xml": "xml:MS Excel 2003 XML",
    "csv": "csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,0,false,true,false,false,false,1",
}
KINDS = {"xlsm": "xlsx", "csv": "text"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in OpenFormula, without the leading `of:=`."""

    said: str


Content = str | int | float | date | Formula


@dataclass(frozen=True, slots=True)
class OfficeCase:
    """Rows as a person would type them, the formats to save them in, and what each file comes to."""

    rows: Sequence[Sequence[Content]]
    expected: Expected
    formats: Sequence[str] = WORKBOOKS
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filter_told_by: Sequence[str] = ("ods",)
    """LibreOffice writes into the other formats that rows are hidden, and not that a filter hides them."""
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def of(self, form: str) -> Expected:
        filtered = self.expected.filtered and form in self.filter_told_by
        return replace(self.expected, kind=KINDS.get(form, form), filtered=filtered)


def cases(numbers: Sequence[str]) -> dict[str, OfficeCase]:
    """Every case by its name, with these numbers of twelve digits."""
    a, b, c, d = map(dashed, numbers[:4])
    born = [date(int(n[:4]), int(n[4:6]), int(n[6:8])) for n in numbers[:4]]
    return {
        "plain": OfficeCase(
            (HEADINGS, (a, "Öström", "Åke"), (int(numbers[1]), "Ek", "Karin")),
            Expected(ready=(2, 3), family="Öström"),
            (*WORKBOOKS, "xlsm", "xml", "csv", "html"),
        ),
        "formulas": OfficeCase(
            (
                (*HEADINGS, "Del 1", "Del 2"),
                (Formula('[.D2]&"-"&[.E2]'), Formula('"Öst"&"röm"'), "Åke", numbers[0][:8], numbers[0][8:]),
                (Formula("[.D3]*10000+[.E3]"), "Ek", "Karin", int(numbers[1][:8]), int(numbers[1][8:])),
            ),
            Expected(ready=(2, 3), family="Öström"),
        ),
        "errors": OfficeCase(
            (
                HEADINGS,
                (Formula("NA()"), "Ek", "Karin"),
                (Formula("1/0"), "Ek", "Karin"),
                (Formula("nosuchname"), "Ek", "Karin"),
                (a, Formula("NA()"), "Åke"),
            ),
            Expected(
                ready=(5,),
                set_aside={2: "identity_error", 3: "identity_error", 4: "identity_error"},
                remarks={5: "cell_error"},
            ),
            (*WORKBOOKS, "csv", "html"),
        ),
        "formulas copied down": OfficeCase(
            (HEADINGS, (a, "Öström", "Åke"), *[(Formula('IF([.F9]="";"";[.F9])'), "", "") for _ in range(4)]),
            Expected(ready=(2,), family="Öström"),
        ),
        "hidden": OfficeCase(
            (HEADINGS, (a, "Ek", "Karin"), (b, "Åberg", "Åke")),
            Expected(ready=(2, 3), hidden_rows=frozenset({3}), hidden_columns=frozenset({2})),
            hidden_rows=frozenset({3}),
            hidden_columns=frozenset({2}),
        ),
        "filtered": OfficeCase(
            (HEADINGS, (a, "Ek", "Karin"), (b, "Åberg", "Åke"), (c, "Ek", "Per")),
            Expected(ready=(2, 3, 4), hidden_rows=frozenset({3}), filtered=True),
            filtered_rows=frozenset({3}),
        ),
        "merged": OfficeCase(
            (("Riktade hälsosamtal",), (), HEADINGS, (a, "Ek", "Karin"), (b, "", "Åke"), ("Antal", 2)),
            Expected(ready=(4, 5), family="Ek"),
            merged={(1, 0): (1, 3), (4, 1): (2, 1)},
        ),
        "in two columns": OfficeCase(
            (
                ("Född", "Fyra sista", "Namn"),
                *[(born[turn], int(numbers[turn][8:]), "Ek, Karin") for turn in range(4)],
            ),
            Expected(ready=(2, 3, 4, 5), family="Ek"),
        ),
        "two tables": OfficeCase(
            (
                ("Kvinnor",),
                HEADINGS,
                (a, "Ek", "Karin"),
                (b, "Öst", "Ida"),
                (),
                ("Män",),
                ("Förnamn", "Efternamn", "Persnr", "Telefon"),
                ("Åke", "Åberg", c, "070-174 06 05"),
                ("Per", "Holm", d, ""),
            ),
            Expected(ready=(3, 4, 8, 9), family="Ek"),
            (*WORKBOOKS, "csv", "html"),
        ),
    }


def files(numbers: Sequence[str]) -> dict[str, tuple[Path, Expected]]:
    """Every file by its name, with what must come of it."""
    return {
        f"{name}.{form}": (path_of(name, form), case.of(form))
        for name, case in cases(numbers).items()
        for form in case.formats
    }


def path_of(name: str, form: str) -> Path:
    return FOLDER / f"{name.replace(' ', '-')}.{form}"


# ------------------------------------------------------------------ making them


def convert(source: Path, target: Path, form: str) -> None:
    """Let LibreOffice open a file and save it in another form."""
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError(
            "LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-calc"
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        kind = FILTERS.get(form, form)
        command += ["--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        made = next(path for path in Path(folder).iterdir() if path.is_file())
        target.parent.mkdir(exist_ok=True)
        shutil.move(made, target)


def flat(case: OfficeCase) -> str:
    """The case as a flat OpenDocument spreadsheet, as one would be typed by hand."""
    width = max(map(len, case.rows))
    columns = "".join(
        f"<table:table-column{_hidden(column in case.hidden_columns, 'collapse')}/>" for column in range(width)
    )
    covered = {
        (row + down, column + across)
        for (row, column), (rows, wide) in case.merged.items()
        for down in range(rows)
        for across in range(wide)
        if down or across
    }
    rows = ""
    for number, row in enumerate(case.rows, start=1):
        how = "filter" if number in case.filtered_rows else "collapse"
        cells = "".join(
            "<table:covered-table-cell/>" if (number, column) in covered else _cell(case, number, column, content)
            for column, content in enumerate([*row, *[""] * (width - len(row))])
        )
        rows += (
            f"<table:table-row{_hidden(number in case.hidden_rows | case.filtered_rows, how)}>{cells}</table:table-row>"
        )
    ranges = _FILTER.format(last=len(case.rows)) if case.filtered_rows else ""
    return f'{_HEAD}<table:table table:name="Lista">{columns}{rows}</table:table>{ranges}{_TAIL}'


def _cell(case: OfficeCase, row: int, column: int, content: Content) -> str:
    down, across = case.merged.get((row, column), (1, 1))
    spans = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"' if down * across > 1 else ""
    match content:
        case Formula(said):
            return f"<table:table-cell table:formula={quoteattr('of:=' + said)}{spans}/>"
        case date():
            day = content.isoformat()
            return (
                f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{day}"{spans}/>'
            )
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{content}"{spans}/>'
        case "":
            return f"<table:table-cell{spans}/>"
        case str():
            said = f"<text:p>{escape(content)}</text:p>"
            return f'<table:table-cell office:value-type="string"{spans}>{said}</table:table-cell>'


def _hidden(hidden: bool, how: str) -> str:
    return f' table:visibility="{how}"' if hidden else ""


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{said}:1.0"'
    for name, said in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
    '<office:automatic-styles><number:date-style style:name="iso"><number:year number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
    '<number:day number:style="long"/></number:date-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document>"
_FILTER = (
    '<table:database-ranges><table:database-range table:name="Urval" '
    'table:target-range-address="Lista.A1:Lista.C{last}" table:display-filter-buttons="true">'
    '<table:filter><table:filter-condition table:field-number="1" table:value="Ek" table:operator="="/></table:filter>'
    "</table:database-range></table:database-ranges>"
)


def main() -> None:
    from tests.exchange.round_trip import make

    numbers = official_numbers()
    with tempfile.TemporaryDirectory() as folder:
        for name, case in cases(numbers).items():
            source = Path(folder) / "source.fods"
            source.write_text(flat(case), encoding="utf-8")
            for form in case.formats:
                convert(source, path_of(name, form), form)
    make()


if __name__ == "__main__":
    main()
