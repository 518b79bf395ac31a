"""The commands and their options. Each imports its code when it is run, so that all start fast."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from rhs_desktop.cli.console import complain, say
from rhs_desktop.cli.errors import Misused, tell, tell_unexpected
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.paths import data_dir, log_dir
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings.cli import UsageTrouble

INTERRUPTED = 130

application = typer.Typer(
    name=strings.PROGRAM,
    add_completion=False,
    add_help_option=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Json = Annotated[bool, typer.Option("--json")]
SkipHidden = Annotated[bool, typer.Option("--skip-hidden")]
FilePasswordStdin = Annotated[bool, typer.Option("--file-password-stdin")]
File = Annotated[Path, typer.Argument(metavar="FIL")]
Target = Annotated[Path, typer.Argument(metavar="FIL.xlsx")]
User = Annotated[str | None, typer.Option("--user", metavar="NAMN")]
PasswordStdin = Annotated[bool, typer.Option("--password-stdin")]
Ours = Annotated[list[str] | None, typer.Option("--ours", metavar="NAMN")]
Round = Annotated[str | None, typer.Option("--round", metavar="NAMN")]


@application.callback()
def before(
    context: typer.Context,
    demo: Annotated[bool, typer.Option("--demo")] = False,
    data_dir: Annotated[Path | None, typer.Option("--data-dir", metavar="MAPP")] = None,
    user: User = None,
    password_stdin: PasswordStdin = False,
) -> None:
    """The options that stand before the command."""
    context.obj = CommandSession(demo, data_dir, user, password_stdin)


@application.command("init", add_help_option=False)
def _init(
    context: typer.Context, user: User = None, password_stdin: PasswordStdin = False, as_json: Json = False
) -> int:
    from rhs_desktop.cli.register import begin

    session: CommandSession = context.obj
    return begin(
        replace(session, user=user or session.user, password_stdin=password_stdin or session.password_stdin),
        as_json=as_json,
    )


@application.command("check", add_help_option=False)
def _check(
    context: typer.Context,
    file: File,
    ours: Ours = None,
    skip_hidden: SkipHidden = False,
    file_password: FilePasswordStdin = False,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.checklists import check_list

    return check_list(
        context.obj, file, ours or (), skip_hidden=skip_hidden, password_stdin=file_password, as_json=as_json
    )


@application.command("import", add_help_option=False)
def _import(
    context: typer.Context,
    file: File,
    of: Round = None,
    new_round: Annotated[str | None, typer.Option("--new-round", metavar="NAMN")] = None,
    template: Annotated[str | None, typer.Option("--template", metavar="MALL")] = None,
    ours: Ours = None,
    skip_hidden: SkipHidden = False,
    file_password: FilePasswordStdin = False,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.checklists import ImportOptions, import_list

    options = ImportOptions(of, new_round, template, tuple(ours or ()), skip_hidden=skip_hidden)
    return import_list(context.obj, file, options, password_stdin=file_password, as_json=as_json)


@application.command("paste", add_help_option=False)
def _paste(
    context: typer.Context,
    file: File,
    apply: Annotated[bool, typer.Option("--apply")] = False,
    choices: Annotated[bool, typer.Option("--choices")] = False,
    template: Annotated[str | None, typer.Option("--template", metavar="MALL")] = None,
    taken_as: Annotated[str | None, typer.Option("--as", metavar="VAD")] = None,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.pasting import paste_table, source_named

    source = source_named(taken_as)
    return paste_table(
        context.obj, file, apply=apply, choices=choices, template=template, taken_as=source, as_json=as_json
    )


@application.command("due", add_help_option=False)
def _due(
    context: typer.Context,
    on: Annotated[str | None, typer.Option("--on", metavar="DAG")] = None,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.due import list_due

    return list_due(context.obj, on, as_json=as_json)


@application.command("letters", add_help_option=False)
def _letters(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FIL.pdf")],
    of: Round = None,
    kind: Annotated[LetterKind, typer.Option("--kind", metavar="SORT")] = LetterKind.INVITATION,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.letters import make_letters

    return make_letters(context.obj, out, of, kind, as_json=as_json)


@application.command("export", add_help_option=False)
def _export(
    context: typer.Context,
    out: Target,
    of: Round = None,
    protect: Annotated[bool, typer.Option("--protect")] = False,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.register import export

    return export(context.obj, out, of, protect=protect, as_json=as_json)


@application.command("profiles", add_help_option=False)
def _profiles(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FIL.toml")] = None,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.manuals import check_profile, list_profiles

    return check_profile(file, as_json=as_json) if file else list_profiles(context.obj, as_json=as_json)


@application.command("verify", add_help_option=False)
def _verify(context: typer.Context, as_json: Json = False) -> int:
    from rhs_desktop.cli.register import verify_all

    return verify_all(context.obj, as_json=as_json)


@application.command("backup", add_help_option=False)
def _backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", metavar="MAPP")] = None,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.backups import make_backup

    return make_backup(context.obj, to, as_json=as_json)


@application.command("backups", add_help_option=False)
def _backups(context: typer.Context, as_json: Json = False) -> int:
    from rhs_desktop.cli.backups import list_backups

    return list_backups(context.obj, as_json=as_json)


@application.command("restore", add_help_option=False)
def _restore(
    context: typer.Context,
    file: File,
    preview: Annotated[bool, typer.Option("--preview")] = False,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.backups import restore

    return restore(context.obj, file, preview=preview, as_json=as_json)


@application.command("log", add_help_option=False)
def _log(
    context: typer.Context,
    begin: Annotated[str | None, typer.Option("--from", metavar="DAG")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAG")] = None,
    user: User = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="VAD")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="PERSON")] = None,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.access_log import show_log

    return show_log(context.obj, begin=begin, end=end, user=user, kind=kind, person=person, as_json=as_json)


@application.command("retention", add_help_option=False)
def _retention(
    context: typer.Context,
    apply: Annotated[bool, typer.Option("--apply")] = False,
    preview: Annotated[bool, typer.Option("--preview")] = False,
    reference: Annotated[str, typer.Option("--reference", metavar="BESLUT")] = "",
    remove_copies: Annotated[bool, typer.Option("--remove-copies")] = False,
    as_json: Json = False,
) -> int:
    from rhs_desktop.cli.retention import erase_due

    return erase_due(context.obj, reference, apply=apply and not preview, remove_copies=remove_copies, as_json=as_json)


@application.command("day", add_help_option=False)
def _day(context: typer.Context, out: Annotated[Path | None, typer.Option("--out", metavar="MAPP")] = None) -> int:
    from rhs_desktop.cli.practice_day import whole_day

    return whole_day(context.obj, out)


def run(arguments: Sequence[str]) -> int:
    """Run the command; the exit code. Nothing is raised: every error is printed."""
    as_json = "--json" in arguments
    command = _command(arguments)
    try:
        if {"--help", "-h"} & set(arguments):
            say(strings.COMMANDS.get(command, strings.GENERAL).rstrip())
            return 0
        if "--version" in arguments:
            say(f"{strings.PROGRAM} {_version()}")
            return 0
        if command and command not in strings.COMMANDS:
            raise Misused(UsageTrouble.NO_COMMAND, given=command)
        entry = typer.main.get_command(application)
        code = int(entry.main([*arguments], prog_name=strings.PROGRAM, standalone_mode=False) or 0)
        if code == INTERRUPTED:  # typer keeps the interruption to itself
            complain(strings.INTERRUPTED)
        return code
    except ExpectedError as error:
        return tell(error, as_json=as_json)
    except KeyboardInterrupt:
        complain(strings.INTERRUPTED)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # a bug: printed, and logged without personal data
        if hasattr(error, "format_message"):
            return tell(_misused(error, command), as_json=as_json)
        return tell_unexpected(error, log_dir(data_dir(_folder(arguments))), as_json=as_json)


def _command(arguments: Sequence[str]) -> str:
    """The first word that is no option and no option's value; empty if there is none."""
    value_follows = False
    for argument in arguments:
        if value_follows:
            value_follows = False
        elif argument in ("--data-dir", "--user"):
            value_follows = True
        elif not argument.startswith("-"):
            return argument
    return ""


def _folder(arguments: Sequence[str]) -> Path | None:
    """The data folder that was given, for the log of a failure before the arguments were parsed."""
    for place, argument in enumerate(arguments[:-1]):
        if argument == "--data-dir":
            return Path(arguments[place + 1])
    return None


def _misused(error: Exception, command: str) -> Misused:
    """Typer's usage error as Misused, by the type of the exception, whose messages are English."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    option = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        return Misused(UsageTrouble.NO_OPTION, given=option, command=command)
    if kind == "MissingParameter" and parameter is not None:
        given = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
        return Misused(UsageTrouble.MISSING, given=given, command=command)
    if kind == "BadOptionUsage":
        return Misused(UsageTrouble.NO_VALUE, given=option, command=command)
    extra = re.search(r"unexpected extra arguments?.*\((.*)\)", getattr(error, "message", ""))
    if extra:
        return Misused(UsageTrouble.SUPERFLUOUS, given=extra[1], command=command)
    return Misused(UsageTrouble.OTHER, command=command)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(strings.PROGRAM)
    except PackageNotFoundError:
        return "(inte installerad)"
