"""Locks the program, unlocks it for the same user with everything as it was, or logs another user in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError
from rhs_desktop.strings import users as strings
from rhs_desktop.ui.users.idle_timer import IdleWatch
from rhs_desktop.ui.users.lock_cover import LockCover
from rhs_desktop.ui.users.lock_dialog import LockDialog
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.jobs import Err, Jobs, Ok, Task
from rhs_desktop.ui.widgets.messages import let_go
from rhs_desktop.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context

_LOG = logging.getLogger(__name__)
Come = Callable[["Context"], Any]


class Lock(QObject):
    """Inactive until `begin`. `switched` carries what `come` returned for another user, after all dialogs of the former
    user are closed.

    The password is checked in a job queue of its own: a running job of the window, as printing, delays nobody.
    `covered` and `uncovered`: the windows are hidden, and shown again. `asking`: whether a form beside the list is half
    filled in. `untold`: somebody was let in though the access log could not be written.
    """

    covered = Signal()
    uncovered = Signal()
    locked = Signal()
    unlocked = Signal()
    untold = Signal()
    switched = Signal(object)

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        clipboard: Clipboard,
        jobs: Jobs,
        *,
        clock: Callable[[], datetime],
        come: Come,
        asking: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._clipboard = window, theme, clipboard
        self._window_jobs, self._clock, self._come = jobs, clock, come
        self._asking = asking
        self._jobs = Jobs(parent=self)
        self._ctx: Context | None = None
        self._clinic = ""
        self._focus: QWidget | None = None
        self._came: Any = None
        self._quitting = False
        self.curtain = LockCover(theme, self)
        self.idle = IdleWatch(self)
        self.dialog: LockDialog | None = None
        self.idle.idle.connect(self.lock)
        self.idle.lock_wanted.connect(self.lock)

    @property
    def is_locked(self) -> bool:
        return self.dialog is not None

    @property
    def busy(self) -> bool:
        """Whether one of its jobs runs: a password is checked, or the access log written."""
        return self._jobs.running > 0

    def begin(self, context: Context, clinic: str, idle_minutes: int) -> None:
        """Set the logged-in user and the time until it locks."""
        self._ctx, self._clinic = context, clinic
        self.idle.begin(idle_minutes)

    def close(self) -> None:
        """End, with the program."""
        self.idle.rest()
        self._unveil()
        self._jobs.close()

    # ---- locking ----------------------------------------------------------------------------------------------------

    @Slot()
    def lock(self) -> None:
        """Cover all windows at once, and show the lock dialog. Open dialogs and unsaved input stay as they are."""
        if self._ctx is None or self.dialog is not None:
            return
        self.idle.rest()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self._focus = QApplication.focusWidget()
        self._clipboard.clear()
        self.covered.emit()
        self.curtain.draw()
        dialog = LockDialog(self._window, self._theme, self._clock, self._ctx.user, self._clinic)
        dialog.unlock_wanted.connect(self._unlock)
        dialog.switch_wanted.connect(self._switch)
        dialog.other_wanted.connect(self._show_switch)
        dialog.quit_wanted.connect(self._quit)
        self.dialog = dialog
        dialog.show()
        dialog.activateWindow()
        dialog.form.begin()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._jobs.start(self._tell_locked).done.connect(self._told_locked)
        self.locked.emit()

    @Slot()
    def lock_for_another(self) -> None:
        """Lock, and show the login for another user."""
        self.lock()
        if self.dialog is not None:
            self._show_switch()

    def _tell_locked(self, task: Task) -> None:
        from rhs_desktop.services.users import login

        assert self._ctx is not None
        login.lock(self._ctx)

    @Slot(object)
    def _told_locked(self, answer: Ok[None] | Err) -> None:
        """An access log that could not be written does not prevent locking; it is written to the technical log."""
        if isinstance(answer, Err):
            if not isinstance(answer.error, ExpectedError):
                raise answer.error
            _LOG.error("the access log could not be told of the lock: %s", answer.error.code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover windows that are shown while it is locked, and raise the lock dialog above them."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            dialog = self.dialog
            if dialog is not None and watched is not dialog and not _floats(watched):
                self.curtain.over(watched)
                QTimer.singleShot(0, self._come_forward)
        return False

    @Slot()
    def _come_forward(self) -> None:
        if self.dialog is not None:
            self.dialog.come_forward()

    # ---- back in ----------------------------------------------------------------------------------------------------

    @Slot(str)
    def _unlock(self, password: str) -> None:
        assert self.dialog is not None
        self.dialog.form.work(strings.UNLOCKING)

        def work(task: Task) -> bool:
            from rhs_desktop.services.users import login

            assert self._ctx is not None
            return login.unlock(self._ctx, password)

        self._jobs.start(work).done.connect(self._unlocked)

    @Slot(object)
    def _unlocked(self, answer: Ok[bool] | Err) -> None:
        if isinstance(answer, Err):
            self._refused(answer.error)
            return
        if not answer.value:
            self.untold.emit()
        focus = self._focus
        self._unveil()
        if focus is not None and focus.isVisible():
            focus.window().activateWindow()
            focus.setFocus()
        self.idle.begin(self.idle.minutes)
        self.unlocked.emit()

    def _unveil(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.curtain.lift()
        self.uncovered.emit()
        dialog, self.dialog, self._focus = self.dialog, None, None
        if dialog is not None:
            dialog.hide()
            let_go(dialog)

    def _refused(self, error: Exception) -> None:
        if self.dialog is None:
            return
        if isinstance(error, EntryRefused):
            from rhs_desktop.services.users import failed_attempts

            assert self._ctx is not None
            self.dialog.form.refuse(error, failed_attempts.waits_until(self._ctx.store.path.parent, clock=self._clock))
        elif isinstance(error, ExpectedError):
            self.dialog.form.refuse(error)
            self.dialog.offer_quit()
        else:
            self.dialog.form.clear()
            raise error

    # ---- another person ---------------------------------------------------------------------------------------------

    @Slot()
    def _show_switch(self) -> None:
        assert self.dialog is not None
        assert self._ctx is not None
        open_now = [one.windowTitle() for one in self._open_dialogs()]
        losing = strings.losing(self._ctx.user, open_now) if open_now else ""
        if not losing and self._asking():
            losing = strings.unsaved(self._ctx.user)
        self.dialog.show_switch(losing)

    @Slot(str, str)
    def _switch(self, name: str, password: str) -> None:
        assert self.dialog is not None
        if self._window_jobs.running:
            self.dialog.form.refuse(EntryRefused(EntryRefusal.JOB_RUNS))
            return
        self.dialog.form.work(strings.LOGGING_IN)

        def work(task: Task) -> Any:
            from rhs_desktop.services.users import login

            assert self._ctx is not None
            return self._come(login.switch(self._ctx, name, password))

        self._jobs.start(work).done.connect(self._let_in)

    @Slot(object)
    def _let_in(self, answer: Ok[Any] | Err) -> None:
        if isinstance(answer, Err):
            self._refused(answer.error)
            return
        self._came = answer.value
        self._clear_desk()

    @Slot()
    def _clear_desk(self) -> None:
        """Close the dialogs of the former user, topmost first; when none is left, switch the user or end the program.

        Each is rejected without a question, as the user was told what is lost. The next one is closed when the event
        loops of those closed have ended.
        """
        left = self._open_dialogs()
        for dialog in left:
            QDialog.done(dialog, QDialog.DialogCode.Rejected)
        if left:
            QTimer.singleShot(0, self._clear_desk)
            return
        if self._quitting:
            self._window.close()
            return
        came, self._came = self._came, None
        self.switched.emit(came)
        self._unveil()

    @Slot()
    def _quit(self) -> None:
        """End the program while it is locked, with all open dialogs."""
        self._quitting = True
        self._clear_desk()

    def _open_dialogs(self) -> list[QDialog]:
        """The visible dialogs but the lock dialog, topmost first."""
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        mine = [one for one in shown if one is not self.dialog]
        return sorted(mine, key=_depth, reverse=True)


def _floats(widget: QWidget) -> bool:
    """Whether Qt closes the window by itself, as a tool tip."""
    return widget.windowType() is Qt.WindowType.ToolTip


def _depth(dialog: QWidget) -> int:
    """How many parent windows it has."""
    depth, parent = 0, dialog.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.window().parentWidget()
    return depth
