"""The colours of the light and the dark palette, by use. No Qt."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from rhs_desktop.strings import widgets


class State(StrEnum):
    """What a colour means, besides the accent colour; always shown beside an icon and a word."""

    WAITING = "waiting"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    EXCLUDED = "excluded"
    PROTECTED = "protected"


STATE_WORDS = {
    State.WAITING: widgets.WAITING,
    State.DUE: widgets.DUE,
    State.LATE: widgets.LATE,
    State.DONE: widgets.DONE,
    State.EXCLUDED: widgets.EXCLUDED,
    State.PROTECTED: widgets.PROTECTED,
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. `ground` is the background of all, `surface` that of lists and fields, `raised` that of
    cards."""

    dark: bool
    ground: str
    surface: str
    raised: str
    hover: str
    pressed: str
    line: str
    edge: str
    ink: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selected: str
    on_selected: str
    focus: str
    practice: str
    on_practice: str
    practice_line: str
    error_ground: str
    waiting: str
    due: str
    late: str
    done: str
    excluded: str
    protected: str

    def state(self, state: State) -> str:
        return str(getattr(self, state.value))

    def values(self) -> dict[str, str]:
        """The colours by name, for the style sheet."""
        return {name: value for name, value in asdict(self).items() if isinstance(value, str)}


LIGHT = Palette(
    dark=False,
    ground="#f3f5f7",
    surface="#ffffff",
    raised="#f8fafb",
    hover="#e9eef1",
    pressed="#dce4e9",
    line="#e1e6ea",
    edge="#7d8a96",
    ink="#18222c",
    muted="#51606d",
    disabled="#8b97a2",
    accent="#0b6479",
    accent_hover="#0a5769",
    accent_pressed="#084957",
    on_accent="#ffffff",
    selected="#d8ebf0",
    on_selected="#0e2730",
    focus="#0b7f99",
    practice="#fdf3d3",
    on_practice="#5b4300",
    practice_line="#ecd992",
    error_ground="#fdecea",
    waiting="#51606d",
    due="#8a5300",
    late="#b3261e",
    done="#23693a",
    excluded="#5f6670",
    protected="#6a3fa0",
)

DARK = Palette(
    dark=True,
    ground="#161b20",
    surface="#1c2228",
    raised="#222930",
    hover="#2a323a",
    pressed="#333d46",
    line="#2d363e",
    edge="#74828f",
    ink="#e7ecf0",
    muted="#a5b2bd",
    disabled="#6f7c88",
    accent="#63bfd5",
    accent_hover="#7ccbde",
    accent_pressed="#94d6e6",
    on_accent="#06222a",
    selected="#1f4350",
    on_selected="#eef7fa",
    focus="#63bfd5",
    practice="#3a3115",
    on_practice="#f3dfa0",
    practice_line="#5c4e20",
    error_ground="#3b2022",
    waiting="#a5b2bd",
    due="#e8b862",
    late="#f5948b",
    done="#86cf98",
    excluded="#a3acb5",
    protected="#c9aef5",
)
