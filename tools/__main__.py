"""The tasks behind `make` (and `make.cmd` on Windows): `python3 -m tools TASK [ARGUMENTS]`."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Sequence

from tools import check as checking
from tools import environment, system
from tools.environment import Trouble, say

ROOT = Path(__file__).resolve().parent.parent
CACHES = (".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "build", "dist")
SEED = "--hypothesis-seed"
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
LINTERS = (
    ("ruff", ("-m", "ruff", "check", ".")),
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("import-linter", ("-c", IMPORT_LINTER)),
    ("audit", (str(ROOT / "tools" / "audit.py"),)),
)


def start(command: Sequence[str], **environ: str) -> int:
    """Run in the foreground with the project as the working folder; the exit code is handed on."""
    try:
        return subprocess.call(list(command), cwd=str(ROOT), env={**os.environ, **environ})
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """practice mode: the window, or without a display the same day's work on the command line"""
    display = system.has_display()
    if display:
        system.ensure_libraries(system.WINDOW)
    python = environment.ensure_venv(ROOT)
    if display:
        return start([str(python), "-m", "rhs_desktop", "--demo", *arguments])
    say("no display here (DISPLAY and WAYLAND_DISPLAY are empty): doing the day's work on the command line instead")
    return start([str(python), "-m", "rhs_desktop", "--demo", *(arguments or ["day"])])


def test(arguments: Sequence[str]) -> int:
    """all tests, in parallel and in random order; linters and types are among them"""
    system.ensure_libraries(system.OFFSCREEN)
    python = environment.ensure_venv(ROOT)
    return start(
        [str(python), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments], QT_QPA_PLATFORM="offscreen"
    )


def check(arguments: Sequence[str]) -> int:
    """the quick part of test, in under a minute: linters, types, layers, and the tests of rules, words and project"""
    system.ensure_libraries(system.OFFSCREEN)
    python = environment.ensure_venv(ROOT)
    commands = {name: [str(python), *command] for name, command in LINTERS if name != "audit"}
    return checking.run({**commands, "tests": [str(python), *checking.PYTEST, *arguments]}, ROOT)


def explore(arguments: Sequence[str]) -> int:
    """the tests that draw by chance, from another seed each time and with five times the examples"""
    system.ensure_libraries(system.OFFSCREEN)
    python = environment.ensure_venv(ROOT)
    given = [one.partition("=")[2] for one in arguments if one.startswith(SEED + "=")]
    seed = given[-1] if given else str(secrets.randbelow(2**32))
    repeat = f"{SEED}={seed}"
    again = f"make explore {repeat}" if os.name == "nt" else f'make explore ARGS="{repeat}"'
    say(f"exploring from seed {seed}; the same once more: {again}")
    command = [str(python), "-m", "pytest", "-n", "auto", "--dist", "worksteal", "-m", "hypothesis or chance"]
    command += ["--hypothesis-profile", "explore", "--timeout", "3600", repeat]
    code = start([*command, *arguments], QT_QPA_PLATFORM="offscreen")
    if code:
        say(f"what failed, once more: {again}, and -k with its name; keep what it found as an example of that test")
    return code


def bench(arguments: Sequence[str]) -> int:
    """the benchmarks, each beside its floor or rival, as one table"""
    system.ensure_libraries(system.OFFSCREEN)
    python = environment.ensure_venv(ROOT)
    return start([str(python), "-m", "benchmarks", *arguments])


def lint(arguments: Sequence[str]) -> int:
    """ruff, mypy --strict, import-linter and the dependencies; all of them, or those named, even when one complains"""
    unknown = [name for name in arguments if name not in dict(LINTERS)]
    if unknown:
        raise Trouble(f"no linter is called {', '.join(unknown)}; there are {', '.join(dict(LINTERS))}")
    python = environment.ensure_venv(ROOT)
    chosen = [one for one in LINTERS if not arguments or one[0] in arguments]
    failed = [name for name, command in chosen if start([str(python), *command])]
    if failed:
        raise Trouble(f"not clean: {', '.join(failed)}")
    return 0


def lock(arguments: Sequence[str]) -> int:
    """the three lock files anew from pyproject.toml; --upgrade takes the newest versions"""
    uv = environment.ensure_uv(ROOT)
    compile_one = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]
    compile_one += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", *arguments]
    uv_alone = ROOT / "tools" / "uv.in"
    for sources, target in (
        (["pyproject.toml"], "requirements.txt"),
        (["pyproject.toml", "--group", "dev", "--constraints", "requirements.txt"], environment.LOCK),
        ([str(uv_alone.relative_to(ROOT))], environment.UV_LOCK),
    ):
        say(f"locking {target}")
        environment.run([*compile_one, *sources, "--output-file", target], f"{target} could not be locked", ROOT)
    return 0


def setup(arguments: Sequence[str]) -> int:
    """only fetch what is missing"""
    environment.ensure_venv(ROOT)
    return 0


def clean(arguments: Sequence[str]) -> int:
    """remove caches and builds; with --all also .venv and .tools"""
    for name in (*CACHES, *((".venv", ".tools") if "--all" in arguments else ())):
        shutil.rmtree(str(ROOT / name), ignore_errors=True)
    for cache in ROOT.glob("*/**/__pycache__"):
        shutil.rmtree(str(cache), ignore_errors=True)
    return 0


TASKS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "check": check,
    "test": test,
    "explore": explore,
    "bench": bench,
    "lint": lint,
    "lock": lock,
    "setup": setup,
    "clean": clean,
}


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in TASKS:
        for name, task in TASKS.items():
            print(f"make {name:7} {task.__doc__}")
        return 0 if not arguments or arguments[0] in ("help", "-h", "--help") else 2
    try:
        return TASKS[arguments[0]](arguments[1:])
    except Trouble as trouble:
        say(str(trouble))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
