"""What is wrong with a manual, as the person who edits it reads it."""

from __future__ import annotations

import pytest

from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed
from rhs_desktop.domain.manuals.reading import refusal
from rhs_desktop.strings.manuals.file_errors import profile_refused, profile_sentences

SENTENCES = [
    pytest.param(
        ManualProblem(NotAsAgreed.CHANGED_IN_USE, "", "ekeby"),
        "Filen har ändrats sedan ärenden började följa manualen. Gör ändringen i programmet i stället, under Meny, "
        "Manualer: då blir den en ny version.",
        id="changed while in use",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNREADABLE, "", "OSError"), "Filen gick inte att läsa.", id="the disk says no"
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNREADABLE, "", "encoding", ("12",)),
        "Filen har tecken som inte går att läsa på rad 12. Spara den som UTF-8.",
        id="encoding",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNREADABLE, "", "FileNotFoundError"), "Filen finns inte längre.", id="file gone"
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNREADABLE, "", "PermissionError"),
        "Filen får inte läsas med den här inloggningen.",
        id="file forbidden",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.NOT_TOML, "", "", ("4", "7")),
        "Filen är inte rätt skriven på rad 4, tecken 7. Varje rad ska vara nyckel = värde, med texter inom "
        "citattecken, och ingen nyckel får stå två gånger.",
        id="not toml",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.NOT_TOML, ""),
        "Filen är inte rätt skriven. Varje rad ska vara nyckel = värde, med texter inom citattecken, och ingen nyckel "
        "får stå två gånger.",
        id="not toml, no place known",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.ID_TAKEN, "id", "rhs-004"),
        "Det finns redan en manual med id rhs-004. Välj ett annat id.",
        id="id taken",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNKNOWN_KEY, "days.close", "", ("invite", "closes")),
        "Nyckeln days.close finns inte. Menade du closes?",
        id="unknown key, nearly right",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNKNOWN_KEY, "batch.zzz", "", ("one_by_one", "from_file")),
        "Nyckeln batch.zzz finns inte. Här kan stå one_by_one eller from_file.",
        id="unknown key, few to choose from",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNKNOWN_KEY, "zzz", "", tuple("abcdefghi")),
        "Nyckeln zzz finns inte.",
        id="unknown key, many to choose from",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.MISSING_KEY, "days.closes", "", ("whole_number",)),
        "days.closes saknas. Här behövs ett heltal.",
        id="missing key",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.WRONG_TYPE, "cosmic_check", "text", ("yes_no",)),
        "cosmic_check är en text inom citattecken. Här behövs true eller false.",
        id="wrong type",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.EMPTY, "samples", "", ("list",)),
        "samples är tom. Här behövs en lista inom hakparenteser.",
        id="empty",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.BAD_NAME, "id", "Vår manual"),
        "id är Vår manual. Använd högst 40 tecken: små bokstäver a–z, siffror, bindestreck och understreck.",
        id="bad name",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.BAD_TIME, "sending_hours.end", "25:00"),
        'sending_hours.end är 25:00. Här behövs ett klockslag, till exempel "08:00".',
        id="bad time",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.OUT_OF_RANGE, "phone_attempts", "0", ("1", "9999")),
        "phone_attempts är 0. Här behövs ett heltal från 1 till 9999.",
        id="out of range",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNKNOWN_VALUE, "handlings[1].closing", "stäng", ("answer", "answer_and_close")),
        "handlings[1].closing är stäng. Välj answer eller answer_and_close.",
        id="unknown value",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.RULE_WITHOUT_SOURCE, "sources.remind", "", ("text",)),
        "sources.remind saknas. Varje regel behöver en källa, så att Varför? kan svara.",
        id="rule without source",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.DUPLICATE, "templates[2].key", "phone", ("templates[1]",)),
        "templates[2].key är phone, som redan finns i templates[1]. Var och en behöver ett eget namn.",
        id="duplicate",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.OUT_OF_ORDER, "days.manual_reminder", "31", ("days.closes", "30")),
        "days.manual_reminder är 31, men måste vara mindre än days.closes, som är 30.",
        id="out of order",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.HOURS_REVERSED, "sending_hours.start", "18:00", ("sending_hours.end", "17:00")),
        "sending_hours.start är 18:00, men måste komma före sending_hours.end, som är 17:00.",
        id="hours reversed",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.NEEDS_WEB_TIMES, "templates[2].needs_web_times", "false", ("true",)),
        "templates[2].needs_web_times är false, men mallen låter invånaren boka själv. Skriv true, eller ta bort "
        "svaret.",
        id="needs web times",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.ANSWER_UNHANDLED, "templates[1].answers[2].key", "no", ("handlings",)),
        "templates[1].answers[2].key är no, men i handlings finns inga steg för det svaret.",
        id="answer unhandled",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.REPLY_MISSING, "handlings[1].reply", "", ("answer",)),
        "handlings[1].reply saknas. Skriv svarsalternativet, eller avsluta med Avsluta utan svar "
        "(close_without_answer).",
        id="reply missing",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.REPLY_SUPERFLUOUS, "handlings[3].reply", "Tack", ("close_without_answer",)),
        "handlings[3].reply är Tack, men ärendet avslutas med Avsluta utan svar. Ta bort det ena.",
        id="reply superfluous",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.REPLY_UNUSED, "replies[1].name", "Vi ringer", ("Vi ringer upp dig", "Välkommen")),
        "replies[1].name är Vi ringer, men inget svar hanteras med det. Menade du Vi ringer upp dig?",
        id="reply unused",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.ACT_MISSING, "handlings[1].steps", "0", ("booking_basis",)),
        'handlings[1].steps har 0 steg som skapar bokningsunderlaget (act = "booking_basis"). Det ska vara precis ett.',
        id="act missing",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNKNOWN_PLACEHOLDER, "handlings[1].steps[3].copy", "i dag", ("dagens datum",)),
        "handlings[1].steps[3].copy har ((i dag)), som inte går att fylla i. Använd ((dagens datum)).",
        id="unknown placeholder",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.UNKNOWN_ORIGIN, "own", "days.phone"),
        "own nämner days.phone, som inte finns i filen.",
        id="unknown origin",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.TWO_ORIGINS, "elsewhere.phone_attempts", "phone_attempts", ("own",)),
        "elsewhere.phone_attempts säger varifrån värdet kommer, men phone_attempts står också i own. Ta bort det ena.",
        id="two origins",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.STATUS_WITHOUT_TEXT, "portal.statuses", "read"),
        'portal.statuses saknar den text som 1177 visar när ett ärende är läst men inte besvarat (status = "read").',
        id="status without text",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.NOT_IN_BATCH, "batch.identities", "reserve", ("personal",)),
        "batch.identities är reserve, men får bara vara personal. Samordningsnummer och reservnummer kan inte logga in "
        "i 1177.",
        id="not in a batch for 1177",
    ),
    pytest.param(
        ManualProblem(NotAsAgreed.NOT_IN_BATCH, "letter.protected_in_batch", "true", ("false",)),
        "letter.protected_in_batch är true, men får bara vara false. Brev till den som har skyddade personuppgifter "
        "skickas för sig, genom Skatteverket.",
        id="not in a batch of letters",
    ),
]


@pytest.mark.parametrize(("problem", "sentence"), SENTENCES)
def test_each_problem_is_a_sentence_with_the_file_in_front(problem: ManualProblem, sentence: str) -> None:
    assert profile_sentences(refusal("egen.toml", (problem,))) == (f"egen.toml: {sentence}",)


def test_every_code_has_a_sentence() -> None:
    shown = {param.values[0].code for param in SENTENCES if isinstance(param.values[0], ManualProblem)}
    assert shown == set(NotAsAgreed)


def test_the_headline_counts_the_faults() -> None:
    problem = ManualProblem(NotAsAgreed.EMPTY, "samples", "", ("list",))
    assert profile_refused(refusal("egen.toml", (problem, problem))) == ("Manualen egen.toml kan inte användas: 2 fel.")


def test_braces_in_what_a_clinic_wrote_stay_as_they_are() -> None:
    problem = ManualProblem(NotAsAgreed.BAD_TIME, "sending_hours.end", "{key} {0}")
    (sentence,) = profile_sentences(refusal("egen.toml", (problem,)))
    assert "sending_hours.end är {key} {0}." in sentence
