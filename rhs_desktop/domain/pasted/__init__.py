"""Tables copied from 1177 and Cosmic: what they are, what their rows say, and what that would change."""

from rhs_desktop.domain.pasted.clip import Cells, Clip
from rhs_desktop.domain.pasted.recipients import Recipients, Unreadable, UnreadableRow, read_recipients
from rhs_desktop.domain.pasted.vocabulary import Vocabulary

__all__ = ["Cells", "Clip", "Recipients", "Unreadable", "UnreadableRow", "Vocabulary", "read_recipients"]
