"""The letters' markup: what it reads, what it refuses by name and line, and the texts that come with the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.letters.letter_text import (
    Block,
    BlockKind,
    LetterText,
    Run,
    TextProblem,
    Window,
    chosen_texts,
    load_texts,
    parse_text,
    read_text,
    wanted,
)
from rhs_desktop.paths import resources_dir
from tests.letters.samples import TEXTS, mailing

HEAD = "namn: Eget\nfönster: inget\n---\n# Rubrik\n\n"


def blocks(body: str) -> tuple[Block, ...]:
    return parse_text("eget", HEAD + body).blocks[1:]


def plain(text: str) -> tuple[Run, ...]:
    return (Run(text),)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Ett\nstycke.", [Block(BlockKind.PARAGRAPH, (plain("Ett stycke."),))], id="lines join"),
        pytest.param(
            "Ett.\n\nTvå.",
            [Block(BlockKind.PARAGRAPH, (plain("Ett."),)), Block(BlockKind.PARAGRAPH, (plain("Två."),))],
            id="two",
        ),
        pytest.param("## Mindre", [Block(BlockKind.HEADING, (plain("Mindre"),))], id="heading"),
        pytest.param(
            "- ett\n  mer\n- två",
            [Block(BlockKind.BULLET, (plain("ett mer"),)), Block(BlockKind.BULLET, (plain("två"),))],
            id="bullets",
        ),
        pytest.param(
            "1. ett\n2. två\n\nText.\n\n1. nytt",
            [
                Block(BlockKind.NUMBERED, (plain("ett"),), 1),
                Block(BlockKind.NUMBERED, (plain("två"),), 2),
                Block(BlockKind.PARAGRAPH, (plain("Text."),)),
                Block(BlockKind.NUMBERED, (plain("nytt"),), 1),
            ],
            id="numbers begin anew after other text",
        ),
        pytest.param(
            "[ ] Ja\n[ ] Nej",
            [Block(BlockKind.CHOICES, (plain("Ja"),)), Block(BlockKind.CHOICES, (plain("Nej"),))],
            id="boxes",
        ),
        pytest.param(
            "[ ] Ja [ ] Nej", [Block(BlockKind.CHOICES, (plain("Ja"), plain("Nej")))], id="boxes side by side"
        ),
        pytest.param("Telefon: ____", [Block(BlockKind.FIELDS, (plain("Telefon"),))], id="a line to write on"),
        pytest.param("Namn: ___ Ort: ___", [Block(BlockKind.FIELDS, (plain("Namn"), plain("Ort")))], id="two of them"),
        pytest.param(
            "> **Så**\n>\n> här",
            [Block(BlockKind.ASIDE, ((Run("Så", bold=True),),)), Block(BlockKind.ASIDE, (plain("här"),))],
            id="aside",
        ),
        pytest.param(
            "Hej **((Namn))**!",
            [Block(BlockKind.PARAGRAPH, ((Run("Hej "), Run("namn", bold=True, placeholder=True), Run("!")),))],
            id="bold placeholder",
        ),
    ],
)
def test_markup(body: str, expected: list[Block]) -> None:
    assert list(blocks(body)) == expected


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param(
            HEAD + "Hej ((person))!", TextProblem("placeholder_unknown", 6, "person"), id="unknown placeholder"
        ),
        pytest.param(HEAD + "((personnummer))", TextProblem("placeholder_unknown", 6, "personnummer"), id="no number"),
        pytest.param(HEAD + "((om helg)) Hej!", TextProblem("condition_unknown", 6, "helg"), id="unknown condition"),
        pytest.param(HEAD + "((om frankerat)) ((om helg))", TextProblem("placeholder_unknown", 6, "om helg"), id="two"),
        pytest.param(HEAD + "Hej ((namn)!", TextProblem("placeholder_open", 6), id="open placeholder"),
        pytest.param(HEAD + "Ett.\n\nHej **du", TextProblem("bold_open", 8), id="open bold"),
        pytest.param("namn: Eget\nfönster: inget\n---\nText", TextProblem("no_title", 4), id="no title"),
        pytest.param("fönster: inget\n---\n# Rubrik", TextProblem("head_missing", 1, "namn"), id="no name"),
        pytest.param("namn: E\nfönster: hål\n---\n# Rubrik", TextProblem("head_missing", 1, "fönster"), id="no window"),
    ],
)
def test_a_problem_is_told_by_name_and_line(source: str, problem: TextProblem) -> None:
    text, problems = read_text("eget", source)
    assert problems == (problem,)
    assert isinstance(text, LetterText)
    with pytest.raises(LetterWithheld) as held:
        parse_text("eget", source)
    assert held.value.data == {"text": "eget", "problems": (problem,)}


def test_all_problems_are_told_at_once() -> None:
    _, problems = read_text("eget", "Hej ((du)) **och ((namn")
    assert [problem.code for problem in problems] == [
        "head_missing",
        "head_missing",
        "head_missing",
        "placeholder_unknown",
        "bold_open",
        "placeholder_open",
        "no_title",
    ]


def test_a_block_asks_what_the_clinic_has() -> None:
    body = "- ((om frankerat)) ett\n- ((Om  Inget svarskuvert)) två\n\n1. ((om baksida)) ett\n2. ((webb))\n3. tre"
    values = {"frankerat": "", "inget svarskuvert": "ja", "baksida": "", "webb": "sida"}
    kept = [(block.kind, block.number, block.cells[0][0].text) for block in wanted(blocks(body), values)]
    assert kept == [(BlockKind.BULLET, 0, "två"), (BlockKind.NUMBERED, 1, "webb"), (BlockKind.NUMBERED, 2, "tre")]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "eget.md").write_bytes(b"\xef\xbb\xbf" + (HEAD + "- ett\n- två").replace("\n", "\r\n").encode())
    assert load_texts(tmp_path)["eget"].blocks == parse_text("eget", HEAD + "- ett\n- två").blocks


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "eget.md").write_bytes("fönster".encode("cp1252"))
    with pytest.raises(LetterWithheld) as held:
        load_texts(tmp_path)
    assert held.value.data["problems"] == (TextProblem("encoding", 1),)


def test_versions_are_told_apart() -> None:
    one, other = parse_text("eget", HEAD + "Ett."), parse_text("eget", HEAD + "Två.")
    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == parse_text("eget", HEAD + "Ett.").fingerprint


def test_values_that_a_text_needs_are_named() -> None:
    text = parse_text("eget", HEAD + "((namn)) ((telefon)) ((webb)) ((adress))")
    assert text.missing({"adress": "Storgatan 1"}) == ("telefon",)


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(LetterWithheld) as held:
        chosen_texts(TEXTS, ("brevinbjudan", "kallelse"))
    assert (held.value.code, held.value.data) == ("text_unknown", {"text": "kallelse"})


# ---- the texts that come with the program ---------------------------------------------------------------------------


def test_the_profiles_texts_are_there() -> None:
    assert TEXTS["brevinbjudan"].window is Window.RESIDENT
    assert TEXTS["svarsbrev"].window is Window.CLINIC


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.key)
def test_every_shipped_text_finds_its_values(text: LetterText) -> None:
    assert text.missing(mailing().values) == ()


@pytest.mark.parametrize(
    "fact",
    [
        "gratis",
        "frivilligt",
        "75 minuter",
        "fastande",
        "svarsbrevet",
        "((telefon",
        "tacka nej",
        "Hur skyddas mina data?",
    ],
)
def test_the_invitation_says_what_it_must(fact: str) -> None:
    assert fact in TEXTS["brevinbjudan"].source


@pytest.mark.parametrize("question", ["**Ja**", "**Nej**", "telefonnummer", "passar", "((namn))"])
def test_the_reply_asks_what_it_must(question: str) -> None:
    assert question in TEXTS["svarsbrev"].source


FOLDERS = (
    resources_dir() / "letters",
    resources_dir() / "letters" / "digital",
    resources_dir() / "letters" / "skyddad",
)
EVERY_TEXT = [
    pytest.param(text, id=f"{folder.name} {key}") for folder in FOLDERS for key, text in load_texts(folder).items()
]


ENVELOPES = ("frankerat", "ofrankerat", "inget svarskuvert")
PROSE = {BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.ASIDE}


@pytest.mark.parametrize("enclosed", ENVELOPES)
@pytest.mark.parametrize("text", EVERY_TEXT)
def test_the_words_are_easy_to_read(text: LetterText, enclosed: str) -> None:
    """LIX, the Swedish measure: words a sentence plus the share of words over six letters. To 30 is very easy; what to
    do with the sealed letter is for colleagues, and names what lies on their desk."""
    left_out = {*ENVELOPES} - {enclosed}
    prose = [
        "".join(run.text for run in block.cells[0])
        for block in text.blocks
        if block.kind in PROSE and block.condition not in left_out
    ]
    words = re.findall(r"\w+", " ".join(prose))
    sentences = len(re.findall(r"[.!?:](?=\s|$)", "\n".join(prose)))
    lix = len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
    assert lix <= (39 if text.key == "anvisning" else 30)
