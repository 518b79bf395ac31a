"""What the clipboard holds, as lines of cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.exchange.pasting import MOST_CHARACTERS, read_clip, read_clip_bytes, read_clip_file

TEXTS = [
    pytest.param("a\tb\nc\td", [("a", "b"), ("c", "d")], id="tabs"),
    pytest.param("a\t\tb", [("a", "", "b")], id="an empty cell keeps its place"),
    pytest.param("a b   c", [("a b", "c")], id="several spaces"),
    pytest.param("a\u00a0\u00a0b", [("a", "b")], id="hard spaces"),
    pytest.param("a \u2003b", [("a", "b")], id="spaces of different kinds"),
    pytest.param("  a  ", [("a",)], id="spaces around"),
    pytest.param("a | b|c", [("a", "b", "c")], id="bars"),
    pytest.param("a;b", [("a", "b")], id="semicolons"),
    pytest.param("a;b\tc", [("a;b", "c")], id="tabs before semicolons"),
    pytest.param("a\r\nb\rc\u2028d", [("a",), ("b",), ("c",), ("d",)], id="ends of line of all kinds"),
    pytest.param("a\u200b\x00b", [("ab",)], id="invisible signs"),
]


@pytest.mark.parametrize(("text", "lines"), TEXTS)
def test_text(text: str, lines: list[tuple[str, ...]]) -> None:
    assert list(read_clip(text).lines) == lines


MARKUP = [
    pytest.param(
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
        [("A", "B"), ("1", "2")],
        id="table",
    ),
    pytest.param(
        "<table><tr><td>1<td><td>3<tr><td>4<td>5<td>6</table>", [("1", "", "3"), ("4", "5", "6")], id="no ends"
    ),
    pytest.param("<tr><td>a</td><td></td><td>b</td></tr>", [("a", "", "b")], id="an empty cell"),
    pytest.param("<tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr>", [("a b", "c d")], id="blocks in a cell"),
    pytest.param("<tr><td>a <button>Visa</button></td><td>b</td></tr>", [("a Visa", "b")], id="a button in a cell"),
    pytest.param(
        "<h1>T</h1><p>x<br>y</p><tr><td>a</td><td>b</td></tr>", [("T",), ("x",), ("y",), ("a", "b")], id="around"
    ),
    pytest.param("<tr><td>a</td><td style='display: none'>x</td><td>b</td></tr>", [("a", "b")], id="hidden cells"),
    pytest.param("<tr hidden><td>x</td><td>y</td></tr><tr><td>a</td><td>b</td></tr>", [("a", "b")], id="hidden rows"),
    pytest.param("<style>p{}</style><script>var a</script><tr><td>a</td><td>b</td></tr>", [("a", "b")], id="code"),
    pytest.param("<tr><td>&aring;&nbsp;&nbsp;&#246;</td><td>&lt;b&gt;</td></tr>", [("å ö", "<b>")], id="entities"),
    pytest.param("</td></tr><tr><td>a</td><td>b", [("a", "b")], id="cut at both ends"),
    pytest.param("<div role=row><span role=cell>a</span><span role=cell>b</span></div>", [("a", "b")], id="roles"),
    pytest.param(
        "<tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr>", [("a", "b")], id="a table in a cell"
    ),
]


@pytest.mark.parametrize(("html", "lines"), MARKUP)
def test_markup(html: str, lines: list[tuple[str, ...]]) -> None:
    assert list(read_clip("x", html).lines) == lines


def test_markup_without_cells_gives_way_to_the_text() -> None:
    assert read_clip("a\tb", "<p>a b</p>").lines == (("a", "b"),)


def test_markup_alone_is_read_for_its_text() -> None:
    assert read_clip("", "<p>a</p><p>b</p>").lines == (("a",), ("b",))


def test_text_that_is_markup_is_read_as_such() -> None:
    assert read_clip("<html><table><tr><td>a</td><td>b</td></tr></table>").lines == (("a", "b"),)


def test_excel_says_that_it_is_excel() -> None:
    html = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><tr><td>a</td><td>b</td></tr></html>'
    assert read_clip("a\tb", html).from_excel
    assert not read_clip("a\tb", html.replace("microsoft", "else")).from_excel
    assert not read_clip("a\tb").from_excel


@pytest.mark.parametrize(("text", "html"), [("", ""), (" \n\t", ""), ("", "<p></p>"), ("\u200b", "<br>")])
def test_nothing_is_said_to_be_nothing(text: str, html: str) -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_clip(text, html)
    assert caught.value.code == "empty"


@pytest.mark.parametrize("kind", ["text", "html"])
def test_absurd_amounts_are_refused(kind: str) -> None:
    much = {"text": "", "html": ""} | {kind: "x" * (MOST_CHARACTERS + 1)}
    with pytest.raises(ListUnreadable) as caught:
        read_clip(**much)
    assert caught.value.code == "too_large"


def test_too_much_markup_beside_a_text_is_left_alone() -> None:
    excel = '<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
    clip = read_clip("a\tb", f"{excel}<tr><td>c</td><td>d</td></tr>{' ' * MOST_CHARACTERS}")
    assert (clip.lines, clip.from_excel) == ((("a", "b"),), True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "klistrat"
    path.write_bytes("Invånare\tStatus\r\nÅke Öst\tFråga till invånare".encode(encoding))
    assert read_clip_file(path).lines == (("Invånare", "Status"), ("Åke Öst", "Fråga till invånare"))


def test_a_saved_page() -> None:
    page = '<html><head><meta charset="utf-8"></head><table><tr><td>å</td><td>ä</td></tr></table></html>'
    assert read_clip_bytes(page.encode()).lines == (("å", "ä"),)


def test_a_workbook(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["Personnummer", "Antal"])
    book.active.append(["19560122-2861", 3])
    book.save(tmp_path / "bok.xlsx")
    clip = read_clip_file(tmp_path / "bok.xlsx")
    assert clip.from_excel
    assert clip.lines == (("Personnummer", "Antal"), ("19560122-2861", "3"))


def test_a_file_that_is_no_table() -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_clip_bytes(b"%PDF-1.7 ...")
    assert caught.value.code == "not_a_table"
