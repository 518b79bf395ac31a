"""Swedish for the letter that Skatteverket forwards."""

from __future__ import annotations

from rhs_desktop.domain.letters.clinic import ReplyEnvelope

TITLE = "Brev genom Skatteverket"
WHY = "Personen har skyddade personuppgifter. Brevet skrivs ut för sig och går förseglat genom Skatteverket."
_ENCLOSED = {
    ReplyEnvelope.FRANKED: "inbjudan, svarsbrev och svarskuvert med frimärke",
    ReplyEnvelope.UNFRANKED: "inbjudan, svarsbrev och svarskuvert",
    ReplyEnvelope.NONE: "brevet",
}
_STEPS = (
    "Stå vid skrivaren när du skriver ut. Det kommer en anvisning med två lappar, ett följebrev och själva brevet.",
    "Lägg {enclosed} i ett kuvert utan fönster och klistra igen det.",
    "Fäst lappen med namn och personnummer på framsidan och avsändarens lapp på baksidan.",
    "Lägg det med följebrevet i ett större kuvert. Skatteverkets adress ska synas i fönstret. Frankera och posta.",
    "Strimla det som blev över. Kom sedan tillbaka hit och markera brevet som postat.",
)
PRINT = "Skriv ut …"
PRINT_AGAIN = "Skriv ut igen …"
POSTED = "Markera som postat"
PRINTED = "Utskriften är skickad till skrivaren. Hämta den direkt."
LATER = "Stäng, posta senare"
FAILED = "Skrivaren tog inte emot brevet. Kontrollera den och skriv ut igen."
NO_FILE = "Det här brevet sparas aldrig som fil. Välj en skrivare."


def steps(enclosed: ReplyEnvelope) -> tuple[str, ...]:
    """What to do, in order; `enclosed`: what goes along for the answer."""
    return tuple(step.format(enclosed=_ENCLOSED[enclosed]) for step in _STEPS)


def posted(name: str) -> str:
    """For the status bar."""
    return f"{name}: brevet är postat till Skatteverket"
