"""Controller of the second step: recipients that are proposed, pasted, read from a file or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Slot

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.sending import Order, SendHold
from rhs_desktop.services import settings
from rhs_desktop.services.sending import send_proposal
from rhs_desktop.services.sending.send_proposal import Recipient
from rhs_desktop.strings import errors
from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.pasting.source_dialog import PasteDialog, Understood
from rhs_desktop.ui.sending.recipients_page import RecipientsPage
from rhs_desktop.ui.sending.session import SendSession


class RecipientsController(QObject):
    """Changes the chosen cases of the session's state. Records nothing but what the access log needs."""

    def __init__(self, session: SendSession, page: RecipientsPage, asked_for: Sequence[int]) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._asked_for = tuple(asked_for)
        self._told: set[int] = set()
        self.start_over()
        page.wanted.connect(self.propose)
        page.all_wanted.connect(self._propose_all)
        page.removed.connect(self.take_out)
        page.paste_wanted.connect(self._paste_numbers)
        page.file_wanted.connect(self._numbers_from_file)

    def start_over(self) -> None:
        """Forget all proposals, as for another round or manual."""
        self._people: dict[int, Recipient] = {}
        self._held: Sequence[tuple[Recipient, tuple[SendHold, ...]]] = ()
        self._later = 0
        self._marked: tuple[int, ...] = ()

    def paint(self) -> None:
        """Show the state on the page."""
        chosen = set(self._session.state.chosen)
        self._tell({*chosen, *(held.case for held, _ in self._held)})
        left = sum(case not in chosen for case in self._marked)
        self._page.paint(self._session.state, self._people, self._held, self._later)
        if left:
            self._page.paint_left(
                strings.marked_left(left, self._why()), min(len(self._marked), self._session.state.most)
            )

    def _tell(self, shown: set[int]) -> None:
        """Write who is shown to the access log, each person once."""
        self._session.tools.watch.listed(CopiedData.RECIPIENTS, sorted(shown - self._told))
        self._told |= shown

    @property
    def _manual(self) -> str:
        """The id of the manual that the send follows."""
        return self._session.state.profile.id

    @property
    def knows_anybody(self) -> bool:
        """Whether anybody has been proposed or added."""
        return bool(self._people)

    @property
    def size(self) -> int:
        """How many are proposed at a time."""
        own = settings.load(self._session.ctx).batch_size
        times = self._session.state.free_times if self._session.state.asks_web_times else None
        template = self._session.state.template
        size = send_proposal.suggested_size(
            self._session.ctx, self._session.round, template, times, manual=self._manual
        )
        return min(own, times if times is not None else own) if own else size

    def _why(self) -> str:
        """Why no more are proposed at a time."""
        size = self.size
        if self._session.state.asks_web_times and size == self._session.state.free_times:
            return strings.web_times(size)
        own = settings.load(self._session.ctx).batch_size
        return strings.own_size(size) if own else strings.recommended(size)

    def propose_first(self) -> None:
        """Choose as many as are recommended, of the cases marked in the list or else of the next in turn."""
        self._propose(self.size, self._page.chosen_order, more=not self._asked_for)

    @Slot()
    def _propose_all(self) -> None:
        """Choose all marked cases that are ready, as many as one send may hold."""
        self._propose(min(len(self._marked), self._session.state.most), self._page.chosen_order, more=False)

    @Slot(int, object)
    def propose(self, limit: int, order: Order) -> None:
        """Choose so many in that order, marked cases first."""
        self._propose(limit, order, more=True)

    def _propose(self, limit: int, order: Order, *, more: bool) -> None:
        """Choose marked cases first; `more`: then others, where too few are marked."""
        proposal = send_proposal.propose(
            self._session.ctx, self._session.round, limit=limit, order=order, manual=self._manual
        )
        in_turn = {one.case: one for one in (*proposal.ready, *proposal.later)}
        self._people |= in_turn
        asked = set(self._asked_for)
        self._marked = tuple(case for case in in_turn if case in asked)
        others = [case for case in in_turn if case not in asked] if more else []
        self._held = [held for held in proposal.held_back if not asked or held[0].case in asked]
        self._later = 0 if asked else len(proposal.later)
        self._session.become(self._session.state.with_chosen([*self._marked, *others][:limit]))

    @Slot(object)
    def take_out(self, cases: Iterable[int]) -> None:
        """Take cases out of the chosen."""
        before = len(self._session.state.chosen)
        self._session.state = self._session.state.without(cases)
        self._later += before - len(self._session.state.chosen)
        self._session.changed.emit()

    @Slot()
    def _paste_numbers(self) -> None:
        self._take_numbers("")

    @Slot()
    def _numbers_from_file(self) -> None:
        path = self._session.tools.files.open(self._page, strings.CHOOSE_NUMBERS_FILE, strings.NUMBERS_FILES)
        if path:
            try:
                self._take_numbers(path.read_text(encoding="utf-8-sig", errors="replace"))
            except OSError:
                self._session.tools.messages.warn(self._page, strings.FILE_UNREADABLE, strings.FILE_IN_USE)

    def _take_numbers(self, text: str) -> None:
        found = PasteDialog.ask(
            self._page,
            self._session.tools,
            strings.NUMBERS,
            strings.NUMBERS_HINT,
            self.recognise,
            text,
        )
        if found:
            self._people |= {one.case: one for one in found}
            self._session.become(self._session.state.adding(one.case for one in found))

    def recognise(self, text: str, html: str) -> Understood:
        """What a text of personnummer comes to: the recipients that can be added, and what is wrong with the others."""
        read = send_proposal.recognise(self._session.ctx, self._session.round, text, manual=self._manual)
        troubles = [f"{one.number} {one.name}: {strings.held_back(why)}" for one, why in read.held_back]
        troubles += [strings.not_in_the_round(unknown) for unknown in read.unknown]
        troubles += [f"{piece}: {errors.trouble(error)[0]}" for piece, error in read.refused]
        new = [one for one in read.ready if one.case not in self._session.state.chosen]
        summary = (
            strings.pasted(len(new), len(read.unknown), len(read.held_back), len(read.refused)) if text.strip() else ""
        )
        return Understood(new or None, strings.add(len(new)), summary, tuple(troubles))
