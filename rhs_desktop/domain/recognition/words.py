"""The words of notes: those that say something, their misspellings, and the relatives that a note may be about."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a text says of the person, by the code of its remark."""

    PROTECTED = "protected"
    DECEASED = "deceased"
    NO_CONTACT = "no_contact"
    NOT_LISTED = "not_listed"


_TARGETS_TEXT = """
    avliden avlidna avlidne avlidit skyddad skyddade skyddat personuppgifter personuppgift uppgifter identitet
    sekretess sekretessmarkerad sekretessmarkering skyddsmarkerad folkbokföring folkbokföringen kvarskriven
    fingerade hemlig kontakta kontaktas kontaktad kallas utflyttad utflyttat utvandrad emigrerad avlistad
    omlistad olistad listad flyttat flyttad dödsbo dödsboet bortgången avsomnad avsomnade dödförklarad undanber
    undanbett utskick utskicksspärr skatteverket vårdcentral
"""
_TARGETS = frozenset(_TARGETS_TEXT.split())
_OTHER_WORDS_TEXT = """
    skyddar skydda skyddas skyddet skyddande sekreterare avlöst avlider avlida kontakt kontakter kontakten
    kontaktar kontaktat kontrakt kallat kallad flytta flyttar flyttas flyttade lista listan listat listas
    listade lastad uppgift identiteter utskicka utskicket hemliga hemligt hemlighet sekretessen avlidnes
    avlistat
"""
_OTHER_WORDS = frozenset(_OTHER_WORDS_TEXT.split())
_SHORTEST = 6
_MOST_KEPT = 50_000

PROTECTED, DECEASED, NO_CONTACT, NOT_LISTED = 1, 2, 4, 8
"""Which kinds of statement a word can be part of, as bits."""

_STEMS: dict[int, tuple[str, ...]] = {
    PROTECTED: (
        "skydd", "sekr", "kvarskriv", "spu", "finger", "hemlig", "dold", "skattev", "skv", "förmedlingsu", "protected",
        "kvinnojour", "hotbild", "lämna", "gömd",
    ),
    DECEASED: (
        "avl", "död", "dött", "dog", "bort", "tiden", "livet", "liv", "lever", "avsomn", "†", "✝", "✞", "+",
        "decea", "dead", "somna", "insomn", "exitus", "mors", "begrav", "omkom", "hädan",
    ),
    NO_CONTACT: (
        "kontakt", "kalla", "bjud", "utskick", "undanb", "avböj", "avsäg", "avsagt", "avstå", "fred", "ifred", "låt",
        "brev", "inbjud", "kallelse", "påminnelse", "post", "skriv", "skicka", "sluta", "ring", "uppring", "hör",
        "spärr", "block", "nej", "slippa", "sändlist", "erbjud", "försänd", "varken",
    ),
    NOT_LISTED: (
        "lista", "listning", "avlist", "omlist", "olist", "utlist", "urlist", "utflytt", "utvandr", "emigr", "flytta",
        "bytt", "byter", "tillhör", "hör", "annan", "kvar", "vår", "lämnat", "bor", "bosatt", "folkbokf", "avreg",
        "avförd", "upptagn", "gått", "patient",
    ),
}  # fmt: skip
"""What begins a word that can be part of a statement."""

_RELATIVES_TEXT = """
    make maken maka makan man mannen hustru hustrun fru frun sambo sambon särbo särbon mor mamma mamman modern
    far pappa pappan fadern syskon syskonet bror brodern brorsan syster systern son sonen dotter dottern barn
    barnet barnen barnbarn barnbarnet svärmor svärfar svärson svärdotter svärmodern svärfadern svåger svägerska
    anhörig anhöriga anhörigs närstående vän vännen väninna väninnan hund hunden katt katten farmor farfar
    mormor morfar kusin faster moster farbror morbror granne grannen förälder föräldrar föräldrarna kollega sin
    sitt sina
"""
RELATIVES = frozenset(_RELATIVES_TEXT.split())
_REPORTS_TEXT = """
    meddelar meddelat meddelade meddelas ringde ringer ringt säger sa sade uppger uppgav berättar berättade
    skriver svarar svarade informerar informerade hör hörde enligt via
"""
REPORTS = frozenset(_REPORTS_TEXT.split())
_COUNTRIES_TEXT = """
    norge danmark finland island tyskland spanien portugal frankrike italien england skottland irland polen
    ungern storbritannien schweiz österrike nederländerna holland belgien grekland kroatien serbien bosnien
    turkiet usa kanada australien thailand iran irak syrien libanon indien kina japan brasilien chile somalia
    estland lettland litauen ryssland ukraina rumänien bulgarien tjeckien utlandet åland afghanistan etiopien
    eritrea marocko filippinerna luxemburg malta cypern mexiko argentina vietnam egypten israel dubai
"""
COUNTRIES = frozenset(_COUNTRIES_TEXT.split())


def _shortened(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


_BY_SHORTENED: dict[str, set[str]] = {}
for _target in _TARGETS:
    for _short in (_target, *_shortened(_target)):
        _BY_SHORTENED.setdefault(_short, set()).add(_target)


def _one_letter_wrong(word: str, target: str) -> bool:
    """Whether one letter is added, gone or changed, or two neighbours are swapped."""
    if len(word) == len(target):
        wrong = [place for place, (a, b) in enumerate(zip(word, target, strict=True)) if a != b]
        swapped = (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and word[wrong[0]] == target[wrong[1]]
            and word[wrong[1]] == target[wrong[0]]
        )
        return len(wrong) == 1 or swapped
    long, short = (word, target) if len(word) > len(target) else (target, word)
    return len(long) == len(short) + 1 and short in _shortened(long)


def _meant(word: str) -> str:
    if len(word) < _SHORTEST or word in _TARGETS or word in _OTHER_WORDS:
        return word
    candidates = set().union(*(_BY_SHORTENED.get(one, ()) for one in (word, *_shortened(word))))
    fits = sorted(target for target in candidates if _one_letter_wrong(word, target))
    return fits[0] if fits else word


def _kinds(word: str) -> int:
    return sum(kind for kind, stems in _STEMS.items() if word.startswith(stems))


class Words(dict[str, tuple[str, int]]):
    """For each word in lower case the word that is meant, and the kinds of statement that it can be part of."""

    def __missing__(self, word: str) -> tuple[str, int]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        meant = _meant(word)
        self[word] = meant, _kinds(meant)
        return self[word]
