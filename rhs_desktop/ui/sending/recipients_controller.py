"""Step 2 over the services: who is proposed, pasted, taken from a file or out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Slot

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.sending import Order, SendHold
from rhs_desktop.services import settings
from rhs_desktop.services.sending import send
from rhs_desktop.services.sending.send import Recipient
from rhs_desktop.strings import errors
from rhs_desktop.strings.common import number
from rhs_desktop.strings.sending import send as said
from rhs_desktop.ui.pasting.source_dialog import PasteDialog, Understood
from rhs_desktop.ui.sending.host import Host
from rhs_desktop.ui.sending.recipients_page import RecipientsPage


class RecipientsController(QObject):
    """Changes the chosen of the wizard's state; writes nothing."""

    def __init__(self, host: Host, page: RecipientsPage, asked_for: Sequence[int]) -> None:
        super().__init__(page)
        self._host = host
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
        """Nobody has been looked up yet."""
        self._people: dict[int, Recipient] = {}
        self._held: Sequence[tuple[Recipient, tuple[SendHold, ...]]] = ()
        self._later = 0
        self._marked: tuple[int, ...] = ()

    def paint(self) -> None:
        chosen = set(self._host.state.chosen)
        self._tell({*chosen, *(held.case for held, _ in self._held)})
        left = sum(case not in chosen for case in self._marked)
        self._page.paint(self._host.state, self._people, self._held, self._later)
        if left:
            self._page.paint_left(said.marked_left(left, self._why()), min(len(self._marked), self._host.state.most))

    def _tell(self, shown: set[int]) -> None:
        """The access log, of each person once, however often the list is made anew."""
        self._host.tools.watch.listed(CopiedData.RECIPIENTS, sorted(shown - self._told))
        self._told |= shown

    @property
    def _manual(self) -> str:
        """The manual that the send is under."""
        return self._host.state.profile.id

    @property
    def knows_anybody(self) -> bool:
        return bool(self._people)

    @property
    def size(self) -> int:
        """How many are proposed at a time."""
        own = settings.load(self._host.ctx).batch_size
        times = self._host.state.free_times if self._host.state.asks_web_times else None
        template = self._host.state.template
        size = send.suggested_size(self._host.ctx, self._host.round, template, times, manual=self._manual)
        return min(own, times if times is not None else own) if own else size

    def _why(self) -> str:
        """Why no more are proposed at a time."""
        size = self.size
        if self._host.state.asks_web_times and size == self._host.state.free_times:
            return said.web_times(size)
        own = settings.load(self._host.ctx).batch_size
        return said.own_size(size) if own else said.recommended(size)

    def propose_first(self) -> None:
        """Of the cases that were marked in the list, or else of those next in turn, as many as are recommended."""
        self._propose(self.size, self._page.chosen_order, more=not self._asked_for)

    @Slot()
    def _propose_all(self) -> None:
        """Everybody who was marked and is ready, as far as one send reaches."""
        self._propose(min(len(self._marked), self._host.state.most), self._page.chosen_order, more=False)

    @Slot(int, object)
    def propose(self, limit: int, order: Order) -> None:
        self._propose(limit, order, more=True)

    def _propose(self, limit: int, order: Order, *, more: bool) -> None:
        """Those marked in the list come before the others. `more`: the others too, if there are too few marked."""
        proposal = send.propose(self._host.ctx, self._host.round, limit=limit, order=order, manual=self._manual)
        in_turn = {one.case: one for one in (*proposal.ready, *proposal.later)}
        self._people |= in_turn
        asked = set(self._asked_for)
        self._marked = tuple(case for case in in_turn if case in asked)
        others = [case for case in in_turn if case not in asked] if more else []
        self._held = [held for held in proposal.held_back if not asked or held[0].case in asked]
        self._later = 0 if asked else len(proposal.later)
        self._host.state = self._host.state.with_chosen([*self._marked, *others][:limit])
        self._host.paint()

    @Slot(object)
    def take_out(self, cases: Iterable[int]) -> None:
        before = len(self._host.state.chosen)
        self._host.state = self._host.state.without(cases)
        self._later += before - len(self._host.state.chosen)
        self._host.paint()

    @Slot()
    def _paste_numbers(self) -> None:
        self._take_numbers("")

    @Slot()
    def _numbers_from_file(self) -> None:
        path = self._host.tools.files.open(
            self._page, "Välj fil med personnummer", "Textfiler (*.txt *.csv);;Alla filer (*)"
        )
        if path:
            try:
                self._take_numbers(path.read_text(encoding="utf-8-sig", errors="replace"))
            except OSError:
                self._host.tools.messages.warn(
                    self._page, "Filen går inte att öppna.", "Den kan vara öppen i ett annat program."
                )

    def _take_numbers(self, text: str) -> None:
        found = PasteDialog.ask(
            self._page,
            self._host.tools,
            "Personnummer",
            "Ett eller flera, ett per rad eller med komma emellan.",
            self.recognise,
            text,
        )
        if found:
            self._people |= {one.case: one for one in found}
            self._host.state = self._host.state.adding(one.case for one in found)
            self._host.paint()

    def recognise(self, text: str, html: str) -> Understood:
        read = send.recognise(self._host.ctx, self._host.round, text, manual=self._manual)
        troubles = [f"{one.number} {one.name}: {said.held_back(why)}" for one, why in read.held_back]
        troubles += [f"{unknown}: finns inte i omgången" for unknown in read.unknown]
        troubles += [f"{piece}: {errors.trouble(error)[0]}" for piece, error in read.refused]
        new = [one for one in read.ready if one.case not in self._host.state.chosen]
        summary = (
            said.pasted(len(new), len(read.unknown), len(read.held_back), len(read.refused)) if text.strip() else ""
        )
        return Understood(new or None, f"Lägg till {number(len(new))}", summary, tuple(troubles))
