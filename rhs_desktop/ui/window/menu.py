"""The window's menu and keys. Each entry is a QAction, so that its key works wherever the focus is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from rhs_desktop.strings import users
from rhs_desktop.ui.case_list.columns import MIRRORED, OWN
from rhs_desktop.ui.case_list.header import CaseHeader
from rhs_desktop.ui.widgets.theme import Mode, Theme

_LOOKS = {Mode.SYSTEM: "Som systemet", Mode.LIGHT: "Ljust", Mode.DARK: "Mörkt"}

KEYS = (
    ("Sök bland alla ärenden", "Ctrl+F"),
    ("Gå till nästa del av fönstret", "F6"),
    ("Gå till föregående del", "Skift+F6"),
    ("Skanna eller skriv koden på ett svarsbrev", "F7"),
    ("Ring, en i taget", "F8"),
    ("Påminn alla som väntar på det", "F9"),
    ("Kommande dagar", "Ctrl+K"),
    ("Överlämning till nästa pass", "Ctrl+H"),
    ("Öppna det valda", "Enter"),
    ("Tillbaka till listan", "Esc"),
    ("Kopiera valda personnummer", "Ctrl+C"),
    ("Så slutade samtalet", "1–6"),
    ("Markera alla i listan", "Ctrl+A"),
    ("Uppdatera listan", "F5"),
    ("Ångra", "Ctrl+Z"),
    ("Gör om det som ångrades", "Ctrl+Y"),
    ("Ångra tidigare", "Ctrl+Alt+Z"),
    ("Lås", "Ctrl+L"),
    ("Knappar och filter", "Alt + understruken bokstav"),
)


class WindowMenu(QObject):
    """`menu` hangs on the button at the upper right; its actions are added to the window for their keys."""

    column_toggled = Signal(str)
    columns_wanted = Signal()
    mode_wanted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.menu = QMenu(window)
        self.undo = self._add("Ångra", "Ctrl+Z")
        self.redo = self._add("Gör om", "Ctrl+Y")
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.undo_earlier = self._add("Ångra tidigare…", "Ctrl+Alt+Z")
        self.refresh = self._add("Uppdatera listan", "F5")
        self.menu.addSeparator()
        self.calling = self._add("Ring, en i taget…", "F8")
        self.reminders = self._add("Påminn flera…", "F9")
        self.forecast = self._add("Kommande…", "Ctrl+K")
        self.handover = self._add("Överlämning…", "Ctrl+H")
        self.export = self._add("Exportera checklistan…", "Ctrl+E")
        self.day = (
            *(self.undo_earlier, self.calling, self.reminders, self.forecast, self.handover),
            self.export,
        )
        self.menu.addSeparator()
        self.columns = self.menu.addMenu("Kolumner")
        self.compact = self._add("Kompakta rader")
        self.compact.setCheckable(True)
        self.looks = self.menu.addMenu("Utseende")
        self.menu.addSeparator()
        self.texts = self._add("Brevtexter…")
        self.envelope = self._add("Kuvert och finjustering…")
        self.manuals = self._add("Manualer…")
        self.settings = self._add("Inställningar…")
        self.retention = self._add("Gallring…")
        self.backups = self._add("Säkerhetskopior…")
        self.backups.setVisible(False)
        self.access_log = self._add("Åtkomstlogg…")
        self.users = self._add(users.USERS)
        self.own_password = self._add(users.OWN_PASSWORD)
        self.keys = self._add("Kortkommandon", "F1")
        self.menu.addSeparator()
        self.lock = self._add(users.LOCK, "Ctrl+L")
        self.switch = self._add(users.SWITCH_USER)
        for action in (self.users, self.own_password, self.lock, self.switch):
            action.setVisible(False)
        self.quit = self._add("Avsluta", "Ctrl+Q")
        self.search = self._key(window, "Ctrl+F")
        self.scan = self._key(window, "F7")
        self.next_area = self._key(window, "F6")
        self.previous_area = self._key(window, "Shift+F6")
        window.addActions([self.undo, self.redo, self.refresh, *self.day, self.keys, self.lock, self.quit])
        self._modes = QActionGroup(self)
        for mode, text in _LOOKS.items():
            action = self.looks.addAction(text)
            action.setCheckable(True)
            action.setData(mode.value)
            self._modes.addAction(action)
        self._modes.triggered.connect(self._mode_chosen)
        self.columns.triggered.connect(self._column_chosen)

    def _add(self, text: str, key: str = "") -> QAction:
        action = self.menu.addAction(text)
        if key:
            action.setShortcut(QKeySequence(key))
        return action

    def _key(self, window: QWidget, key: str) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        window.addAction(action)
        return action

    def show_mode(self, theme: Theme) -> None:
        for action in self._modes.actions():
            action.setChecked(action.data() == theme.mode.value)

    def show_columns(self, header: CaseHeader, menu: QMenu | None = None) -> None:
        """Every column with a tick where it shows; those of 1177 first."""
        menu = menu or self.columns
        menu.clear()
        shown = header.shown_columns()
        for group in (MIRRORED, OWN):
            for column in group:
                action = menu.addAction(column.title)
                action.setCheckable(True)
                action.setChecked(column.key in shown)
                action.setData(column.key)
            menu.addSeparator()
        menu.addAction("Återställ kolumner").setData("")

    @Slot(QAction)
    def _column_chosen(self, action: QAction) -> None:
        if action.data():
            self.column_toggled.emit(action.data())
        else:
            self.columns_wanted.emit()

    @Slot(QAction)
    def _mode_chosen(self, action: QAction) -> None:
        self.mode_wanted.emit(action.data())
