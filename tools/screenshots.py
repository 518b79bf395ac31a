"""Makes the pictures of docs/pictures: every window with practice data, at a given size and scale.

python -m tools.screenshots [--size 1280x800] [--scale 1.5] [--dark] [--out docs/pictures] [NAME ...]
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tools.environment import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rhs_desktop.ui.widgets.theme import Theme

ROOT = Path(__file__).resolve().parent.parent
FACES = ("Regular", "Semibold", "Bold")


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--scale", default="1")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--system-font", action="store_true", help="the machine's font, not the one that letters use")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    return parser.parse_args(argv)


def screen_file(width: int, height: int) -> Path:
    """A description of a screen of that size, for a platform that has none of its own."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    screen = {"name": "picture", "x": 0, "y": 0, "width": width, "height": height}
    more = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [{**screen, **more}]}), encoding="utf-8")
    return file


def platform(environ: Mapping[str, str], screen: Callable[[], Path]) -> str:
    """Qt's platform: the one that the environment names, and without a screen one of the wanted size."""
    named = environ.get("QT_QPA_PLATFORM", "offscreen")
    return f"offscreen:configfile={screen()}" if named == "offscreen" else named


def main(argv: list[str]) -> int:
    wanted = arguments(argv)
    width, height = map(int, wanted.size.split("x"))
    os.environ["QT_QPA_PLATFORM"] = platform(os.environ, lambda: screen_file(width, height))
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from rhs_desktop.ui.widgets.icons import forget
    from rhs_desktop.ui.widgets.theme import Mode, Theme
    from rhs_desktop.ui.window.qt_language import speak_swedish

    app = QApplication([])
    speak_swedish(app)
    if not wanted.system_font:
        use_font_of_letters(app)
    theme = Theme(app, Mode.DARK if wanted.dark else Mode.LIGHT)
    take(app, theme, wanted, width, height)
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    forget()
    return 0


def use_font_of_letters(app: QApplication) -> None:
    import font_source_sans_pro
    from PySide6.QtGui import QFont, QFontDatabase

    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for face in FACES:
        QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{face}.ttf"))
    app.setFont(QFont("Source Sans Pro", 10))


def take(app: QApplication, theme: Theme, wanted: argparse.Namespace, width: int, height: int) -> None:
    from tools import scenes

    wanted.out.mkdir(parents=True, exist_ok=True)
    for name, scene in scenes.SCENES.items():
        if wanted.names and name not in wanted.names:
            continue
        picture = scene(app, theme, width, height)
        suffix = "-dark" if wanted.dark else ""
        file = wanted.out / f"{name}{suffix}.png"
        picture.save(str(file))
        say(f"{file}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
