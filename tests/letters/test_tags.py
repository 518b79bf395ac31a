"""The letters can be read out: structure, order, language, words for pictures, and a character map that is right."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from rhs_desktop.letters.batch import draw_letters
from tests.letters.samples import drawn, letter, mailing


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(drawn([letter(1), letter(2, "Ελένη", "Żółć")]))) as opened:
        yield opened


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in children(element):
        yield from walk(kid)


def children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else []


def operations(page: pikepdf.Page) -> list[tuple[str, list[pikepdf.Object]]]:
    return [
        (str(one.operator), list(one.operands))
        for one in pikepdf.parse_content_stream(page)
        if isinstance(one, pikepdf.ContentStreamInstruction)
    ]


def parent_tree(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    """What each page's and field's number leads to, over all nodes of the tree, whose limits must be right."""
    found: dict[int, pikepdf.Object] = {}
    for node in pdf.Root.StructTreeRoot.ParentTree.Kids:
        entries = list(node.Nums)
        keys = [int(key) for key in entries[::2]]
        assert keys == list(range(len(found), len(found) + len(keys)))
        assert [int(limit) for limit in node.Limits] == [keys[0], keys[-1]]
        found |= dict(zip(keys, entries[1::2], strict=True))
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == len(found)
    return found


def roles(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in walk(pdf.Root.StructTreeRoot.K)]


def test_the_file_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "sv-SE"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]) == "Brev 2026-11-09"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Brev 2026-11-09"


def test_the_title_names_nobody(pdf: pikepdf.Pdf) -> None:
    told = str(pdf.docinfo)
    assert [name for name in ("Karin", "Ek", "Ελένη", "Żółć") if re.search(rf"\b{name}\b", told)] == []


def test_the_file_is_sound(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []


def test_each_letter_is_a_part_with_its_headings_in_order(pdf: pikepdf.Pdf) -> None:
    found = roles(pdf)
    assert found[0] == "/Document"
    assert found.count("/Part") == 2
    assert found.count("/H1") == 4
    first = found[: found.index("/Part", 2)]
    headings = [role for role in first if role.startswith("/H")]
    assert headings[0] == "/H1"
    assert set(headings) == {"/H1", "/H2"}


def test_lists_are_lists(pdf: pikepdf.Pdf) -> None:
    kids: dict[str, set[tuple[str, ...]]] = {}
    for element in walk(pdf.Root.StructTreeRoot.K):
        kids.setdefault(str(element.S), set()).add(tuple(str(kid.S) for kid in children(element)))
    assert {kind for inside in kids["/L"] for kind in inside} == {"/LI"}
    assert kids["/LI"] == {("/Lbl", "/LBody")}


def test_the_code_has_words_instead(pdf: pikepdf.Pdf) -> None:
    figures = [one for one in walk(pdf.Root.StructTreeRoot.K) if str(one.S) == "/Figure"]
    assert len(figures) == 2
    assert all(str(figure.Alt).startswith("QR-kod med svarets kod, ") for figure in figures)


def test_every_mark_of_every_page_has_its_element_in_the_parent_tree(pdf: pikepdf.Pdf) -> None:
    parents = parent_tree(pdf)
    assert len(parents) == len(pdf.pages)
    for page in pdf.pages:
        marks = [int(operands[1].MCID) for name, operands in operations(page) if name == "BDC"]
        assert marks == list(range(len(marks)))
        elements = parents[int(page.obj.StructParents)]
        assert len(elements) == len(marks)
        for mark, element in zip(marks, elements, strict=True):
            assert int(element.K) == mark
            assert element.Pg.objgen == page.obj.objgen


def test_everything_drawn_is_marked_or_decoration(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        depths = {name: set[int]() for name in ("Tj", "re", "f", "S")}
        depth = 0
        for name, _ in operations(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            depths.setdefault(name, set()).add(depth)
        assert set().union(*(depths[name] for name in ("Tj", "re", "f", "S"))) == {1}
        assert depth == 0


def test_lines_that_go_on_end_with_a_space(pdf: pikepdf.Pdf) -> None:
    """Or two words would be read as one."""
    from rhs_desktop.letters.letter_text import Block, BlockKind, Run
    from rhs_desktop.letters.pdf.fonts import faces
    from rhs_desktop.letters.pdf.line_breaking import lay

    laid = lay(Block(BlockKind.PARAGRAPH, ((Run("ord " * 60 + "sist"),),)), faces(), 20, 100)
    ends = [line.pieces[-1].text[-1] for line in laid.placed.marked[0].lines]
    assert len(ends) > 2
    assert set(ends[:-1]) == {" "}
    assert ends[-1] == "t"


def test_letters_share_one_frame_a_page(pdf: pikepdf.Pdf) -> None:
    frames = [page.obj.Contents[0].objgen for page in pdf.pages]
    assert frames[:2] == frames[2:]
    assert frames[0] != frames[1]


def maps(pdf: pikepdf.Pdf) -> list[str]:
    """The maps to Unicode of every font in the file."""
    return [
        font.ToUnicode.read_bytes().decode("ascii")
        for font in pdf.objects
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/ToUnicode" in font
    ]


def test_fonts_are_embedded_with_a_map_of_every_character(pdf: pikepdf.Pdf) -> None:
    fonts = list(pdf.pages[0].obj.Resources.Font.values())
    assert len(fonts) == 2
    for font in fonts:
        assert len(font.FontDescriptor.FontFile2.read_bytes()) > 1000
        assert "Helvetica" not in str(font.BaseFont)
        characters = font.ToUnicode.read_bytes().decode("ascii")
        rows = re.findall(r"^<(..)> <....>$", characters, re.MULTILINE)
        assert len(rows) == len(set(rows)) == int(font.LastChar)


def test_no_code_of_any_font_stands_for_nothing_and_blocks_are_as_long_as_allowed() -> None:
    alphabets = [*range(0x100, 0x17F), *range(0x391, 0x3A2), *range(0x3A3, 0x3CA), *range(0x410, 0x450)]
    names = ["".join(map(chr, alphabets[at : at + 12])) for at in range(0, len(alphabets), 12)]
    many = [letter(case, name, "Ek") for case, name in enumerate(names, 1)]
    with pikepdf.open(io.BytesIO(drawn(many))) as opened:
        found = maps(opened)
    assert len(found) > 2, "more than 255 characters of a weight need a second set"
    assert all("<0000>" not in one for one in found)
    assert all(int(count) <= 100 for one in found for count in re.findall(r"(\d+) beginbfchar", one))


def test_two_letters_have_two_ids_and_the_same_letter_the_same_bytes() -> None:
    one, again, other = (drawn([letter(case)]) for case in (1, 1, 2))
    assert one == again
    ids = []
    for data in (one, other):
        with pikepdf.open(io.BytesIO(data)) as opened:
            ids.append(bytes(opened.trailer.ID[0]))
    assert ids[0] != ids[1]


def test_letters_drawn_at_once_are_the_same_as_one_after_another() -> None:
    cases = range(1, 13)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda case: drawn([letter(case)]), cases)) == [drawn([letter(case)]) for case in cases]


def test_the_file_says_who_made_it_and_when() -> None:
    with pikepdf.open(io.BytesIO(drawn([letter()]))) as opened:
        info = {name: str(value) for name, value in opened.docinfo.items()}
    assert info["/Author"] == "Vårdcentralen Ekeby"
    assert info["/Creator"] == "RHS Desktop"
    assert "ReportLab" in info["/Producer"]
    assert not info["/Subject"]
    assert {info["/CreationDate"], info["/ModDate"]} == {"D:20261109"}


def test_a_large_batch_has_a_parent_tree_of_many_nodes() -> None:
    with pikepdf.open(io.BytesIO(drawn([letter(case) for case in range(1, 300)]))) as opened:
        assert len(opened.Root.StructTreeRoot.ParentTree.Kids) == 3
        parents = parent_tree(opened)
        assert len(parents) == len(opened.pages) == 598
        for page in opened.pages:
            assert all(element.Pg.objgen == page.obj.objgen for element in parents[int(page.obj.StructParents)])


def test_a_digital_reply_has_fields_with_words_and_places_in_the_structure() -> None:
    out = io.BytesIO()
    draw_letters(out, [letter(1), letter(2)], mailing(), fillable=True)
    with pikepdf.open(out) as opened:
        parents = parent_tree(opened)
        fields = list(opened.Root.AcroForm.Fields)
        assert len({str(field.T) for field in fields}) == len(fields) == 2 * 17
        first = [(str(field.FT), str(field.TU)) for field in fields[2:7]]
        assert first == [
            ("/Btn", "Nej, jag vill inte ha något hälsosamtal."),
            ("/Btn", "Nej, och bjud inte in mig igen."),
            ("/Tx", "Mitt telefonnummer"),
            ("/Tx", "Mitt språk"),
            ("/Btn", "Jag behöver tolk. Tolken är gratis."),
        ]
        for field in fields:
            element = parents[int(field.StructParent)]
            assert str(element.S) == "/Form"
            assert element.K.Obj.objgen == field.objgen
        assert [len(page.obj.get("/Annots", [])) for page in opened.pages] == [0, 17, 0, 17]
        assert opened.check_pdf_syntax() == []


def test_paper_letters_have_no_fields(pdf: pikepdf.Pdf) -> None:
    assert "/AcroForm" not in pdf.Root
