"""A manual as data: one process profile. The only place where day counts, texts and templates come from.

Profiles are read from resources/profiles/*.toml (rhs_desktop.domain.profile_reading checks them). Values that the
manuals are silent about are marked own in the file; they are settings like all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.manuals.portal_1177 import Portal
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.workdays import Calendar


class Rule(StrEnum):
    """The rules that decide a next step or an outcome. Each names its place in the manual (Profile.sources)."""

    COSMIC_CHECK = "cosmic_check"
    INVITE = "invite"
    CONFIRM_SEND = "confirm_send"
    WRONG_NUMBER = "wrong_number"
    NOT_REACHED_IN_1177 = "not_reached_in_1177"
    NO_LOGIN = "no_login"
    REMIND = "remind"
    NO_ANSWER = "no_answer"
    CLOSED = "closed"
    ANSWER = "answer"
    CALL_BACK = "call_back"
    OWN_BOOKING = "own_booking"
    NOT_BOOKED = "not_booked"
    CALL = "call"
    CHOSEN = "chosen"
    LETTER = "letter"
    LETTER_REPLY = "letter_reply"
    LETTER_RETURNED = "letter_returned"
    PROTECTED = "protected"
    BEFORE_VISIT = "before_visit"
    VISIT = "visit"
    REBOOK = "rebook"
    EXCLUDED = "excluded"
    DECLINED = "declined"
    UNREACHED = "unreached"


class Closing(StrEnum):
    """The button in 1177 that ends the handling of an answer."""

    ANSWER = "answer"
    ANSWER_AND_CLOSE = "answer_and_close"
    CLOSE_WITHOUT_ANSWER = "close_without_answer"


class TickEffect(StrEnum):
    """What ticking a handling step means beyond the tick: the act that the program asks about or records with it."""

    TICK = "tick"
    CALL = "call"
    BOOKING_BASIS = "booking_basis"
    CLOSE = "close"
    SAMPLES_TAKEN = "samples_taken"
    FORM_ANSWERED = "form_answered"
    VISIT_REMINDED = "visit_reminded"
    DOCUMENTED = "documented"


TODAY = "dagens datum"
"""The one placeholder of a copy text: ((dagens datum)) becomes the day, written 2026-11-09."""
OWN_SOURCE = "Vårdcentralens inställning"
"""How a rule or value is cited that no manual gives."""


@dataclass(frozen=True, slots=True)
class Days:
    """Day counts of the process; calendar days unless the name says workdays."""

    cosmic_check: int
    cosmic_check_valid: int
    invite: int
    automatic_reminder: int
    manual_reminder: int
    after_reminder: int
    closes: int
    answer_workdays: int
    own_booking_look: int
    own_booking: int
    call_again_workdays: int
    letter_reply: int
    visit_check_workdays: int


@dataclass(frozen=True, slots=True)
class BatchRules:
    """How many recipients one send may hold, added one at a time or by Importera från fil, and which identities."""

    one_by_one: int
    from_file: int
    identities: tuple[IdentityKind, ...]


@dataclass(frozen=True, slots=True)
class SendingHours:
    """Outside these hours, and on days off, a send is warned about: the resident's phone rings."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class AnswerText:
    """An answer as the resident reads it."""

    key: Answer
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template with questions in 1177. People choose it by its internal name.

    `listed_as` is how the manual names it where it is chosen. 1177 shows the public name as Ärendetyp.
    """

    key: str
    public_name: str
    internal_name: str
    listed_as: str
    needs_web_times: bool
    answers: tuple[AnswerText, ...]


@dataclass(frozen=True, slots=True)
class HandlingStep:
    """One step of handling an answer. `copy` is the text to paste elsewhere, empty if there is none.

    A step that several orders of handling share has the same key in each, so that its tick is kept.
    """

    key: str
    text: str
    copy: str = ""
    act: TickEffect = TickEffect.TICK


@dataclass(frozen=True, slots=True)
class Handling:
    """How one answer is handled, in one of the orders that the manual allows.

    `reply` is the reply alternative to add with + in 1177; empty when the case is closed without an answer.
    """

    key: str
    answer: Answer
    title: str
    steps: tuple[HandlingStep, ...]
    closing: Closing
    reply: str = ""


@dataclass(frozen=True, slots=True)
class ReplyAlternative:
    """A reply alternative in full, as 1177 shows it. `name` is what the handlings call it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A text of 1177 or Cosmic that is chosen or attached by its name."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PhoneNotice(Message):
    """What is enclosed with a telefonkallelse. `tells_data_protection`: so that it needs not be told in the call."""

    tells_data_protection: bool = False


@dataclass(frozen=True, slots=True)
class LetterContents:
    """What goes into the envelope, and which text files (of resources/letters, without ending) hold the words."""

    enclosures: tuple[str, ...]
    texts: tuple[str, ...]
    franked_reply_envelope: bool
    protected_in_batch: bool
    steps: tuple[HandlingStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about what. `web` is a page's address or says in words where to look."""

    about: str
    name: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""
    web: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Something to read or use, and where it is."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One manual, whole.

    `sources` cites the manual for each rule. Of single values, named by their dotted key ("days.after_reminder"),
    `own` lists those that no manual gives and `elsewhere` says which other source gave them; the rest stand in the
    profile's own manual. `year` is None where the manual names none. `based_on` is the id of the profile that a clinic
    copied or changed, `version` counts the changes that got an id of their own.
    """

    id: str
    name: str
    source: str
    year: int | None
    cosmic_check: bool
    phone_attempts: int
    days: Days
    batch: BatchRules
    sending_hours: SendingHours
    templates: tuple[Template, ...]
    handlings: tuple[Handling, ...]
    reminder: Message
    phone_notice: PhoneNotice
    data_protection: Message
    letter: LetterContents
    samples: tuple[str, ...]
    form: Message
    before_visit: tuple[HandlingStep, ...]
    visit: tuple[HandlingStep, ...]
    documentation: Message
    portal: Portal
    sources: Mapping[Rule, str]
    own: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    preparing: tuple[HandlingStep, ...] = ()
    sending: tuple[HandlingStep, ...] = ()
    reminding: tuple[HandlingStep, ...] = ()
    calling: tuple[HandlingStep, ...] = ()
    replies: tuple[ReplyAlternative, ...] = ()
    contacts: tuple[Contact, ...] = ()
    materials: tuple[Material, ...] = ()
    version: int = 1
    based_on: str = ""

    def template(self, key: str) -> Template:
        """The template with that key. Raises KeyError."""
        for template in self.templates:
            if template.key == key:
                return template
        raise KeyError(key)

    def handlings_for(self, answer: Answer) -> tuple[Handling, ...]:
        """The orders in which that answer may be handled; the manual's first choice first."""
        return tuple(handling for handling in self.handlings if handling.answer == answer)

    def reply_text(self, name: str) -> str:
        """The reply alternative in full, or "" where the manual does not show it."""
        return next((reply.text for reply in self.replies if reply.name == name), "")

    def origin(self, key: str) -> str:
        """Where the value with that dotted key, or the table that it stands in, comes from."""
        while key:
            if key in self.own:
                return OWN_SOURCE
            if key in self.elsewhere:
                return self.elsewhere[key]
            key = key.rpartition(".")[0]
        return self.source


@dataclass(frozen=True, slots=True)
class Rules:
    """What the pathway needs besides the case: its manual and the working days."""

    profile: Profile
    calendar: Calendar
