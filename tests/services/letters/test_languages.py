"""Letters in the language that a person reads, where the clinic has written its texts in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from rhs_desktop.domain.codes import Channel, Eligibility
from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.domain.letters.languages import SIGNS, LetterLanguage
from rhs_desktop.letters.pdf.fonts import can_print
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch, texts
from rhs_desktop.strings.errors import said
from tests.builders import Desk, add_round, details, import_people, opened
from tests.letters.samples import CLINIC

INVITATION = """namn: Brevinbjudan
fönster: invånare
---
# Welcome to a health talk

Dear ((namn)), answer before ((svara senast)).
"""
REPLY = """namn: Svarsbrev
fönster: mottagning
---
# Your answer

The answer is from ((namn)).

[ ] **Yes**
"""


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def people(ctx: Context) -> list[int]:
    """Two who get a letter; the first reads English."""
    cases = list(import_people(ctx, add_round(ctx), [details(number, phones=()) for number in range(2)]).done.cases)
    record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
    for case in cases:
        record.route(ctx, case, Channel.LETTER)
    reads(ctx, cases[0], "en")
    return cases


def reads(ctx: Context, case: int, language: str) -> None:
    resident = ctx.store.resident_of(case)
    record.edit_details(ctx, resident.id, resident.details, language)


def words(pdf: bytes) -> list[str]:
    with PdfPreview(pdf) as pages:
        return [" ".join(pages.text(page).split()) for page in range(pages.pages)]


def test_each_reads_the_letter_in_their_language(ctx: Context, people: list[int]) -> None:
    texts.save(ctx, "brevinbjudan.en", INVITATION)
    texts.save(ctx, "svarsbrev.en", REPLY)
    printed = print_batch.make(ctx, 1, people, None)
    found = words(printed.in_memory[0])
    assert ["Welcome to a health talk" in found[0], "Your answer" in found[1]] == [True, True]
    assert ["Välkommen på hälsosamtal" in found[2], "Ditt svar" in found[3]] == [True, True]
    assert "answer before 2026-11-30" in found[0]
    assert "Kod " not in found[1]
    assert printed.done is not None
    assert printed.done.batch is not None
    again = print_batch.print_again(ctx, printed.done.batch, None)
    assert words(again.in_memory[0]) == found
    with pikepdf.open(BytesIO(printed.in_memory[0])) as pdf:
        parts = list(pdf.Root.StructTreeRoot.K.K)
        assert [str(part.get("/Lang", "")) for part in parts] == ["en", ""]


def test_swedish_until_all_of_it_is_written(ctx: Context, people: list[int]) -> None:
    texts.save(ctx, "brevinbjudan.en", INVITATION)
    assert "Välkommen på hälsosamtal" in words(mailing_proposal.preview(ctx, 1, people[0]))[0]


def test_the_language_is_chosen_and_taken_back(ctx: Context, people: list[int]) -> None:
    texts.save(ctx, "brevinbjudan.en", INVITATION)
    texts.save(ctx, "svarsbrev.en", REPLY)
    english = words(mailing_proposal.preview(ctx, 1, people[0]))
    assert ["Welcome" in english[0], "Välkommen" in english[2]] == [True, True], "the desk sees the Swedish too"
    ready = mailing_proposal.propose(ctx, 1).ready
    assert {one.case: one.language for one in ready} == {people[0]: "en", people[1]: ""}
    reads(ctx, people[0], "")
    assert "Välkommen" in words(mailing_proposal.preview(ctx, 1, people[0]))[0]
    assert case_list.case_view(ctx, people[0]).state.person.facts == ()


def test_a_text_in_another_language_begins_with_the_swedish_words(ctx: Context) -> None:
    swedish, english = texts.editable(ctx), texts.editable(ctx, LetterLanguage.ENGLISH)
    assert [(one.key, one.source) for one in english] == [(f"{one.key}.en", one.source) for one in swedish]
    texts.save(ctx, "brevinbjudan.en", INVITATION)
    kept = next(one for one in texts.editable(ctx, LetterLanguage.ENGLISH) if one.key == "brevinbjudan.en")
    assert (kept.source, len(kept.versions)) == (INVITATION, 2)
    assert [one.source for one in texts.editable(ctx)] == [one.source for one in swedish]


@pytest.mark.parametrize("language", SIGNS)
def test_a_script_that_the_typeface_lacks_is_refused(ctx: Context, language: LetterLanguage) -> None:
    assert can_print(SIGNS[language])
    for act in (lambda: texts.editable(ctx, language), lambda: texts.save(ctx, f"brevinbjudan.{language}", INVITATION)):
        with pytest.raises(LetterWithheld) as held:
            act()
        assert "typsnittet saknar tecknen" in said(held.value)
