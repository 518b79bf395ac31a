"""What texts say of a person: at least 150 that say something and 150 that do not, of every kind."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from rhs_desktop.domain.checklists import CheckedList, RowRules, Sheet, check
from rhs_desktop.domain.checklists.proposal import propose_mapping
from rhs_desktop.domain.recognition.names import taken_out
from rhs_desktop.domain.recognition.reader import Kind, recognise

SAID: dict[Kind, str] = {
    Kind.PROTECTED: """Skyddade personuppgifter · Skyddade pers.uppg. · Skyddad ID! · Skyddade uppg
        · Bor på skyddat boende
        · sekr.mark. · SEKRETESS · Sekretessmarkerad i folkbokföringen · skyddad folkbokf.
        · Skyddad folkbokföring t.o.m. 2027-03-31 · Kvarskriven i gamla kommunen · *** SKYDDAD ***
        · [Skyddad identitet] · Skydad identitet · Sekretesmarkering · Skyddad indentitet
        · Adressen är hemlig · Personuppgifterna är skyddade · Fingerade personuppgifter
        · Brev endast genom Skatteverket · Har skyddad id, ring växeln · Skyddade personuppg · skydd. id
        · SKYDDAT BOENDE · Hon har sekretess · sekretessmark. · Sekretess i folkbokf.
        · OBS! Skyddade uppgifter!! · Post via Skatteverket · lever under skyddad identitet · adress skyddad
        · Skyddsmarkerad · SPU · fingerad identitet · hemlig adress och telefon
        · har sekretessmarkering sedan 2023 · Ring ej, skyddad identitet
        · Inte nådd 3/10. Skyddade personuppgifter · S K Y D D A D · skyddade person uppgifter · Sekretess: ja
        · Skyddat nummer · skyddad adress - ej brev · Skyddad folkbokföring""",
    Kind.DECEASED: """AVLIDEN · Avliden 2026-03-14 · (avliden) · Avl. 2026-03-14 · Avled 14 mars
        · Patienten har avlidit
        · † · ✝ · + 2026-03-14 · Gick bort i mars · Bortgången · Dödsbo · Avlliden · Alviden · Lever ej
        · A V L I D E N · OBS avliden!! · har avlidit · Pat avliden · Avliden enl Cosmic · Dog i februari
        · Har gått ur tiden · † 2026-02-01 · Död · DÖD · död 2026-02-11 · Avled på sjukhus i mars
        · dödsfall anmält · Ej i livet · Lever inte längre · avlidit · Patienten gick bort förra veckan
        · Avliden, dödsbo · Har dött · Hon dog i julas · Avliden: ja · Avsomnad · Dödförklarad 2024
        · Dödsdatum 2026-01-02 · [AVLIDEN] · avlidne · Avlidn""",
    Kind.NO_CONTACT: """Kontakta inte · Får ej kontaktas · Önskar ingen kontakt · Vill ej ha fler brev
        · Ring ej, skriv ej
        · Bjud inte in · Spärrad för utskick · Inga utskick tack · Kontkta inte · (kontaktas inte)
        · vill inte bli kontaktad · undanber sig · avböjer all kontakt · vill vara i fred
        · ska ha ingen kontakt · Kalla inte · Vill inte ha kontakt · Undanbeder sig kontakt
        · Får inte kallas · Ska inte bjudas in · Ska ej kallas · vill ej ha inbjudan · Ingen inbjudan tack
        · vill inte ha fler inbjudningar · Skicka inte mer · Skicka inga brev · kontakta ej · Ej kontaktas
        · Avböjer alla utskick · Bjud ej in · Vill inte bli inbjuden igen · Ring inte och skriv inte
        · Kontakta aldrig mer · Tackat nej till all kontakt · Vill inte ha några brev från oss
        · KONTAKTA EJ! · Utskicksspärr""",
    Kind.NOT_LISTED: """Ej listad · Inte listad hos oss · Avlistad 2026-05-01 · Flyttat till Norge · Utflyttad
        · Utvandrad 2025 · Har bytt VC · utflytad · Ej längre listad · listad på annan vårdcentral
        · flyttat till annan ort · tillhör annan vårdcentral · emigrerad · Ej listad längre
        · Listad på annan VC · Inte listad · Flyttat utomlands · Flyttat till Danmark 2025
        · flyttat från kommunen · Bytt vårdcentral · Har listat om sig · olistad · Omlistad 2026-01-10
        · Utflyttad ur länet · Emigrerat · avregistrerad, utvandrat · Tillhör annan vårdcentral
        · har bytt till annan vårdcentral · Flyttat till annan kommun · listad hos annan · UTFLYTTAD
        · (ej listad här)""",
}

DOUBTFUL: dict[Kind, str] = {
    Kind.DECEASED: """Maken meddelar att hon har avlidit · dottern ringde: mamma dog
        · Hustrun ringde, han har gått bort
        · Sonen meddelar att pappa är avliden · Avliden enligt anhörig · Avliden?""",
    Kind.NO_CONTACT: "Dottern ringde: kontakta inte · Kontakta inte? · Vill slippa brev",
    Kind.NOT_LISTED: "Listad i Motala · Listad på Vårdcentralen Kneippen · Har flyttat · Kanske utflyttad",
    Kind.PROTECTED: "Barnet har skyddad identitet · Hemligt nummer · Skyddad identitet?",
}

SAYS_NOTHING = """Bor på Skyddsvägen 4 · Arbetar med skyddsrum · Läkarsekreterare · Ej skyddad · Skydd: nej
        · Sekretess upphävd 2025 · Inga skyddade personuppgifter · Skyddar knät efter operation
        · Skyddat arbete på Samhall · Make avled i våras · Änka, maken dog 2024 · Sörjer sin avlidne far
        · Pappan gick bort i mars · Dotter död 2019 · Anhörig avliden, sjukskriven · Dödstrött
        · Lever och mår bra · Ej avliden · 2 + 2 barn · Kontakta inte före kl 10
        · Ringt 2 ggr, ingen kontakt · Ingen kontakt · Ring inte på fredagar · Vill inte ha webbtid
        · Flyttat inom kommunen · Flyttad tid · Utskriven från sjukhus 3/10 · Spärrad journal · Bytt läkare
        · Döv · Kontaktlinser · ring ej hem · inte på jobbet · flytta tiden · Lever med sambo
        · lever inte med maken · Vill bli uppringd efter 16 · Ring ej före lunch · Döv, ring inte utan sms
        · Behöver tolk arabiska · Arbetar natt, ring ej förmiddag · Maken är också kallad
        · Bytt telefonnummer · Flyttat till Storgatan 4 · Flyttat till ny adress · Vill ha brev
        · Skickat brev 3/10 · Inget svar på brev · Har fått utskick · Kontakta dottern Eva
        · kontakta via sms · Ingen kontakt vid tre försök · Önskar kontakt via telefon
        · Vill ha kontakt på finska · Lever ensam · Lever med diabetes · Barnet avled 2020
        · Vill inte komma på fredagar · listad sedan 2019 · Listad här · Har god man · Hyr skyddsutrustning
        · Skyddat jobb · Personligt ombud · Personlig assistent · tagit bort gallan · Går bort på torsdagar
        · Bortrest till augusti · Bortrest, kontakta inte i juli · Glömde kallelsen · Kallad till mammografi
        · Ring inte, skicka brev · Ring ej, skriv brev · Sambon avliden 2021
        · Mannen gick bort nyligen, nedstämd · Nummer hemligt · Kontrollerat: ej skyddad identitet
        · Patienten har inte längre skyddad identitet · Sekretessmarkering: nej
        · Skyddad identitet upphörde 2024 · Sekretess borttagen · Ej sekretessmarkerad längre
        · Skyddade personuppgifter: nej · Arbetar med brandskydd · Avliden: nej · Skyddsombud på jobbet
        · Skyddskommittén · Sekreterare på kommunen · Avlöser sin bror · Avlastning
        · Dödar tiden med korsord · Dödgrävare · Hunden dog i går · Katten dog · Svärmor avled i augusti
        · Hennes mamma har avlidit · Brodern är avliden · Änkling sedan hustrun avled · Frun gick bort 2022
        · Barnbarn dött · Kontakta helst på dagtid · Kontakt tagen 12/10 · Kontaktperson: Eva
        · Kontakta inte på jobbet · Kontakta inte under semestern · Kalla inte mellan 10 och 12
        · Bjud in i höst · Bjud in via telefon · Vill ha inbjudan på nytt · Brev returnerat
        · Vill ha brev i stället för sms · Ska få brev · Inbjuden 2025 · Utskick i april · Listad 2020-01-01
        · Nylistad · Listad hos oss · Flyttat tiden till mars · Flyttat till Ekgatan 3 · Flyttar i vår
        · Flyttat ihop med sambo · Bytt namn · Bytt mobil · Bytt jobb · Byter läkare i mars
        · Tillhör riskgrupp · Norge-resa i juli · Semester i Spanien · Pendlar till Danmark · Pratar finska
        · Rullstol · Diabetes typ 2 · Hörapparat · Ring dottern · Ring igen måndag · Vill ha morgontid
        · Tid bokad 14/12 · Återkommer efter jul · Prata långsamt · Behöver hiss · Allergisk mot nötter
        · Rökare · Snusar · Ring 070-123 45 67 · Svarar ej · Svarade inte · Telefonsvarare · Upptaget
        · Fel nummer · Nej tack i år · Vill tänka · Har varit på hälsosamtal · Kommer gärna
        · Fredag eftermiddag · Har tolk · Har ledsagare · Gått i pension · Gick upp i vikt
        · Blodtryck tas hemma · 2 ggr + brev · c/o Berg · Vill inte ha sms · Inte digital"""

IN_NAMES = [
    ("Ek (avliden)", Kind.DECEASED, "Ek"),
    ("Ek †", Kind.DECEASED, "Ek"),
    ("EK (AVLIDEN)", Kind.DECEASED, "EK"),
    ("Ek, avliden 2026-03-14", Kind.DECEASED, "Ek"),
    ("Ek SKYDDAD ID", Kind.PROTECTED, "Ek"),
    ("Ek - skyddad identitet", Kind.PROTECTED, "Ek"),
    ("Dödsbo Ek", Kind.DECEASED, "Ek"),
    ("DALINS DÖDSBO", Kind.DECEASED, "DALIN"),
    ("Dödsboet efter Karin Ek", Kind.DECEASED, "Karin Ek"),
    ("Dödsboet, Storgatan 3", Kind.DECEASED, "Storgatan 3"),
    ("Avliden", Kind.DECEASED, ""),
    ("Adress skyddad", Kind.PROTECTED, ""),
    ("Uppgift skyddad", Kind.PROTECTED, ""),
    ("Skyddade pers. uppg.", Kind.PROTECTED, ""),
    ("Skyddade personuppgifter", Kind.PROTECTED, ""),
    ("*** SKYDDAD IDENTITET ***", Kind.PROTECTED, ""),
    ("(sekretessmarkerad)", Kind.PROTECTED, ""),
    ("Skyddad", Kind.PROTECTED, ""),
    ("Box 2820", Kind.PROTECTED, ""),
    ("Skatteverket", Kind.PROTECTED, ""),
]
PLAIN_NAMES = (
    *(
        "Skydd",
        "Död",
        "Skyddsvägen 4",
        "Dödevi 3",
        "Död, Karin",
        "Sekreterarvägen 1",
        "Alvar Alvén",
        "Karin (f. Öberg)",
    ),
    *("Avlidsson", "von Essen", "Storgatan 28", "Box 282", "Ek - Berg", "EK KARIN", "Ek, Karin", ""),
)


def _texts(table: dict[Kind, str]) -> list[tuple[Kind, str]]:
    return [(kind, " ".join(one.split())) for kind, texts in table.items() for one in texts.split(" · ")]


CERTAIN_TEXTS, DOUBTFUL_TEXTS = _texts(SAID), _texts(DOUBTFUL)
PLAIN_TEXTS = [" ".join(one.split()) for one in SAYS_NOTHING.split(" · ")]


def test_the_table_is_large_enough() -> None:
    assert len({said for _, said in CERTAIN_TEXTS + DOUBTFUL_TEXTS}) >= 150
    assert len(set(PLAIN_TEXTS)) >= 150


@pytest.mark.parametrize(("kind", "said"), CERTAIN_TEXTS)
def test_what_is_certain(kind: Kind, said: str) -> None:
    assert {one.kind: one.certain for one in recognise(said)}.get(kind) is True


@pytest.mark.parametrize(("kind", "said"), DOUBTFUL_TEXTS)
def test_what_is_to_be_looked_at(kind: Kind, said: str) -> None:
    assert [(one.kind, one.certain) for one in recognise(said)] == [(kind, False)]


@pytest.mark.parametrize("said", PLAIN_TEXTS)
def test_what_says_nothing(said: str) -> None:
    assert recognise(said) == ()


@pytest.mark.parametrize(("said", "kind", "rest"), IN_NAMES)
def test_statements_are_taken_out_of_names_and_addresses(said: str, kind: Kind, rest: str) -> None:
    found, left = taken_out(said)
    assert ({(one.kind, one.certain) for one in found}, left) == ({(kind, True)}, rest)


@pytest.mark.parametrize("said", PLAIN_NAMES)
def test_names_and_places_stay(said: str) -> None:
    assert taken_out(said) == ((), said)


def test_a_statement_among_the_words_of_a_name_is_doubtful_and_stays() -> None:
    (found,), left = taken_out("Karin Ek avliden")
    assert (found.kind, found.certain, left) == (Kind.DECEASED, False, "Karin Ek avliden")


def _notes_as_written() -> list[tuple[str, str]]:
    """Kind (or `plain`) and note, of the two sets that docs/recognition.md tells of."""
    lines = (Path(__file__).parent / "notes_as_written.tsv").read_text(encoding="utf-8").splitlines()
    return [(kind, note) for _, kind, note in (line.split("\t") for line in lines)]


def test_notes_as_they_were_written_at_desks_are_found_and_plain_ones_left_alone() -> None:
    found: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for kind, note in _notes_as_written():
        said = recognise(note)
        written[kind] += 1
        if kind == "plain":
            found["certain"] += any(one.certain for one in said)
            found["doubtful"] += bool(said) and not any(one.certain for one in said)
        else:
            found[kind] += any(one.kind == kind for one in said)
    kinds = [str(kind) for kind in Kind]
    assert min(written[kind] for kind in kinds) >= 50
    assert sum(found[kind] for kind in kinds) >= 0.9 * sum(written[kind] for kind in kinds)
    assert [kind for kind in kinds if found[kind] < 0.8 * written[kind]] == []
    assert found["certain"] <= 0.05 * written["plain"]
    assert found["doubtful"] <= 0.15 * written["plain"]


def _checked(notes: Sequence[str]) -> CheckedList:
    path = Path(__file__).parents[2] / "resources" / "demo" / "test_personnummer_2026.csv"
    with path.open(encoding="utf-8") as file:
        numbers = [row[0] for row in csv.reader(file)][1:]
    rows = [["Personnummer", "Namn", "Kommentar"], *([numbers[i], "Ek", note] for i, note in enumerate(notes))]
    sheet = Sheet.of("Lista", rows)
    return check(sheet, propose_mapping(sheet, date(2026, 11, 30)), RowRules(date(2026, 11, 30)))


def test_the_remarks_of_a_list_name_each_row_that_says_something() -> None:
    told = CERTAIN_TEXTS + DOUBTFUL_TEXTS
    done = _checked([said for _, said in told])
    codes = {row.row: {remark.code for remark in row.warnings} for row in done.ready}
    sure = len(CERTAIN_TEXTS)
    wanted = [str(kind) if place < sure else f"{kind}_unclear" for place, (kind, _) in enumerate(told)]
    assert [(place, code) for place, code in enumerate(wanted, start=2) if code not in codes[place]] == []


def test_the_rows_of_a_list_that_say_nothing_have_no_remark() -> None:
    done = _checked(PLAIN_TEXTS)
    assert len(done.ready) == len(PLAIN_TEXTS)
    assert [(row.row, row.warnings) for row in done.ready if row.warnings] == []
