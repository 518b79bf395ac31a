"""Compares every kind of letter with those of another checkout: text, and pixels at 300 dpi.

python -m tools.compare_letters FOLDER    (a checkout of the commit to compare with: git worktree add FOLDER COMMIT)

Left out, because they are known to differ: the square of the code on a reply letter (it is read instead), and the
hairlines of the test page's rulers. Ends with 1 where anything else differs by more than 8 of 255.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, NamedTuple, Sequence

ROOT = Path(__file__).resolve().parent.parent
DOTS_PER_INCH = 300
MOST = 8
EDGE = 4
"""Around a code that was read, in pixels."""
RULERS = "proof"


class Page(NamedTuple):
    """One page beside its older self. `largest` is the difference of a pixel, of 255."""

    name: str
    same_text: bool
    largest: int
    explained: str


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args(argv)
    if wanted.write:
        _write(wanted.folder)
        return 0
    with tempfile.TemporaryDirectory() as made:
        before, now = Path(made) / "before", Path(made) / "now"
        for checkout, folder in ((wanted.folder.resolve(), before), (ROOT, now)):
            folder.mkdir()
            command = [sys.executable, str(Path(__file__).resolve()), "--write", str(folder)]
            subprocess.run(command, cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}, check=True)
        pages = list(_compared(before, now))
    print(f"{'page':40} {'text':8} {'largest':>7}")
    for page in pages:
        print(f"{page.name:40} {'same' if page.same_text else 'DIFFERS':8} {page.largest:>7} {page.explained}")
    wrong = [page for page in pages if not page.same_text or (page.largest > MOST and not page.explained)]
    print(f"{len(pages)} pages, {len(wrong)} unexplained")
    return 1 if wrong or not pages else 0


def _write(folder: Path) -> None:
    """Every kind of letter as PDF files, by the checkout that stands first on the path."""
    from tests.letters.samples import drawn
    from tests.letters.test_accessible import both_alphabets, every_text, form, proof, protected
    from tests.letters.test_batch import HARD

    kinds = {make.__name__: make() for make in (every_text, both_alphabets, form, protected, proof)}
    for name, pdf in (*kinds.items(), *((name, drawn([letter] * 2)) for name, letter in HARD.items())):
        (folder / f"{name}.pdf").write_bytes(pdf)


def _compared(before: Path, now: Path) -> Iterator[Page]:
    import pypdfium2  # type: ignore[import-untyped]
    import zxingcpp
    from PIL import Image, ImageChops

    def picture(page: pypdfium2.PdfPage) -> Image.Image:
        image: Image.Image = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
        for code in zxingcpp.read_barcodes(image):
            corners = (code.position.top_left, code.position.bottom_right)
            (left, top), (right, bottom) = ((corner.x, corner.y) for corner in corners)
            image.paste(255, (left - EDGE, top - EDGE, right + EDGE, bottom + EDGE))
        return image

    names = sorted({path.name for folder in (before, now) for path in folder.iterdir()})
    for name in names:
        old, new = (pypdfium2.PdfDocument(folder / name) for folder in (before, now))
        if len(old) != len(new):
            yield Page(f"{name}: {len(old)} and {len(new)} pages", False, 255, "")
            continue
        for number in range(len(old)):
            one, other = old[number], new[number]
            texts = [page.get_textpage().get_text_range() for page in (one, other)]
            differing = ImageChops.difference(picture(one), picture(other)).histogram()
            largest = max(grey for grey, pixels in enumerate(differing) if pixels)
            explained = "the test page's rulers" if RULERS in name else ""
            yield Page(f"{name} {number + 1}", texts[0] == texts[1], largest, explained)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
