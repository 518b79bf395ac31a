"""Every service is guarded by the permission of one literal table, and refuses every set of roles that lacks it."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from rhs_desktop import services
from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.roles import Permission, Role, allowed
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import needs
from tests import builders

# Modules that services are built of: their functions take a context from a service that has asked already.
WITHIN = {
    *("batches", "checklists.exported_edits", "context", "letters.plan", "permissions", "recording", "rounds"),
    "users.login",
}

NEEDS = {
    "access_log.exporting.export": Permission.REVIEW,
    "access_log.review.draw_sample": Permission.REVIEW,
    "access_log.review.due": Permission.REVIEW,
    "access_log.review.enter": Permission.REVIEW,
    "access_log.review.find_people": Permission.REVIEW,
    "access_log.review.lines_of": Permission.REVIEW,
    "access_log.review.named": Permission.REVIEW,
    "access_log.review.read": Permission.REVIEW,
    "access_log.review.record_sample": Permission.REVIEW,
    "access_log.review.samples": Permission.REVIEW,
    "access_log.review.verify": Permission.REVIEW,
    "access_log.write.log_access": Permission.ENTER,
    "access_log.write.write_looks": Permission.ENTER,
    "backdating.moment_of": Permission.ENTER,
    "backdating.moment_of_reply": Permission.LOOK,
    "backups.existing.listed": Permission.ENTER,
    "backups.existing.put_aside": Permission.ADMINISTER,
    "backups.existing.remove": Permission.ADMINISTER,
    "backups.existing.remove_aside": Permission.ADMINISTER,
    "backups.existing.status": Permission.ENTER,
    "backups.make.before": Permission.ENTER,
    "backups.make.keep": Permission.ENTER,
    "backups.make.keep_present": Permission.ADMINISTER,
    "backups.make.make": Permission.ENTER,
    "backups.make.make_in": Permission.ADMINISTER,
    "backups.settings.choices": Permission.ENTER,
    "backups.settings.choose": Permission.ADMINISTER,
    "cases.case_list.case_view": Permission.LOOK,
    "cases.case_list.load_rows": Permission.LOOK,
    "cases.case_list.load_some": Permission.LOOK,
    "cases.case_list.round_shown": Permission.ENTER,
    "cases.case_list.rounds": Permission.ENTER,
    "cases.case_list.rows_waiting": Permission.LOOK,
    "cases.case_list.settle": Permission.ENTER,
    "cases.due.due": Permission.LOOK,
    "cases.forecast.forecast": Permission.LOOK,
    "cases.record.add_note": Permission.DISTRIBUTE,
    "cases.record.assign": Permission.DISTRIBUTE,
    "cases.record.check_cosmic": Permission.LIST,
    "cases.record.correct_number": Permission.LIST,
    "cases.record.edit_details": Permission.LIST,
    "cases.record.give_up": Permission.HANDLE,
    "cases.record.protected_letter_posted": Permission.HANDLE,
    "cases.record.record_answer": Permission.HANDLE,
    "cases.record.record_call": Permission.HANDLE,
    "cases.record.record_phone_time": Permission.HANDLE,
    "cases.record.record_plain": Permission.HANDLE,
    "cases.record.route": Permission.HANDLE,
    "cases.record.set_phone": Permission.LIST,
    "cases.record.snooze": Permission.DISTRIBUTE,
    "cases.replies.find": Permission.LOOK,
    "cases.replies.record_reply": Permission.HANDLE,
    "cases.statistics.funnel": Permission.LOOK,
    "cases.ticks.tick": Permission.HANDLE,
    "cases.undo.last_undoable": Permission.UNDO,
    "cases.undo.plan_undo": Permission.UNDO,
    "cases.undo.plan_undo_entry": Permission.UNDO,
    "cases.undo.recent": Permission.UNDO,
    "cases.undo.redo": Permission.UNDO,
    "cases.undo.redoable": Permission.UNDO,
    "cases.undo.stopped_by_restore": Permission.UNDO,
    "cases.undo.undo": Permission.UNDO,
    "cases.undo.undo_entry": Permission.UNDO,
    "cases.visits.cancel_booking": Permission.HANDLE,
    "cases.visits.record_booking": Permission.HANDLE,
    "cases.visits.visit_held": Permission.HANDLE,
    "checklists.exporting.export_checklist": Permission.LIST,
    "checklists.exporting.extent": Permission.LIST,
    "checklists.importing.add_round": Permission.LIST,
    "checklists.importing.check_again": Permission.LIST,
    "checklists.importing.dismiss_row": Permission.LIST,
    "checklists.importing.fix_row": Permission.LIST,
    "checklists.importing.import_list": Permission.LIST,
    "checklists.importing.list_of": Permission.LIST,
    "checklists.importing.rows_set_aside": Permission.LIST,
    "checklists.preparing.imported_before": Permission.LIST,
    "checklists.preparing.preview": Permission.LIST,
    "checklists.preparing.remembered_mapping": Permission.LIST,
    "checklists.preparing.round_of": Permission.LIST,
    "checklists.preparing.rules_of": Permission.LIST,
    "checklists.set_aside.of_protected": Permission.LIST,
    "clock.moved_back": Permission.ENTER,
    "handover.handover": Permission.LOOK,
    "integrity.verify": Permission.ENTER,
    "letters.mailing_proposal.kind_for": Permission.LOOK,
    "letters.mailing_proposal.preview": Permission.LOOK,
    "letters.mailing_proposal.propose": Permission.SEND,
    "letters.pages.overlays": Permission.LOOK,
    "letters.pages.proof": Permission.ENTER,
    "letters.pages.save_proof": Permission.ENTER,
    "letters.pages.text_page": Permission.ENTER,
    "letters.print_batch.batch_view": Permission.LOOK,
    "letters.print_batch.batches": Permission.LOOK,
    "letters.print_batch.confirm_posted": Permission.SEND,
    "letters.print_batch.make": Permission.SEND,
    "letters.print_batch.packing": Permission.LOOK,
    "letters.print_batch.print_again": Permission.SEND,
    "letters.protected.confirm_posted": Permission.SEND,
    "letters.protected.draw": Permission.SEND,
    "letters.protected.reply_envelope": Permission.LOOK,
    "letters.protected.may_print": Permission.LOOK,
    "letters.reply_form.file_name": Permission.SEND,
    "letters.reply_form.save_reply_form": Permission.SEND,
    "letters.texts.chosen": Permission.ENTER,
    "letters.texts.editable": Permission.ENTER,
    "letters.texts.printed": Permission.ENTER,
    "letters.texts.save": Permission.ADMINISTER,
    "letters.texts.source": Permission.ENTER,
    "letters.texts.translations": Permission.ENTER,
    "manuals.editing.check_name": Permission.ENTER,
    "manuals.editing.copy": Permission.ADMINISTER,
    "manuals.editing.draft": Permission.ADMINISTER,
    "manuals.editing.remove": Permission.ADMINISTER,
    "manuals.editing.save": Permission.ADMINISTER,
    "manuals.editing.use": Permission.ADMINISTER,
    "manuals.overview.manuals": Permission.ENTER,
    "manuals.overview.preview": Permission.ADMINISTER,
    "manuals.overview.troubles": Permission.ENTER,
    "pasting.apply": Permission.LIST,
    "pasting.preview": Permission.LIST,
    "pasting.preview_bytes": Permission.LIST,
    "pasting.preview_clip": Permission.LIST,
    "pasting.preview_file": Permission.LIST,
    "restoring.restore.preview": Permission.ADMINISTER,
    "restoring.restore.restore": Permission.ADMINISTER,
    "restoring.restore.undoable": Permission.ADMINISTER,
    "retention.archive": Permission.ADMINISTER,
    "retention.archive_table": Permission.ADMINISTER,
    "retention.erase": Permission.ADMINISTER,
    "retention.older_copies": Permission.ADMINISTER,
    "retention.plan": Permission.ADMINISTER,
    "retention.plan_person": Permission.ADMINISTER,
    "retention.protocol": Permission.ADMINISTER,
    "retention.remove_older_copies": Permission.ADMINISTER,
    "retention.resident_of": Permission.ADMINISTER,
    "retention.rules": Permission.ADMINISTER,
    "retention.save_protocol": Permission.ADMINISTER,
    "retention.save_rules": Permission.ADMINISTER,
    "retention.who": Permission.ADMINISTER,
    "sending.recipient_lists.read_recipients": Permission.SEND,
    "sending.reminders.confirm_reminded": Permission.SEND,
    "sending.reminders.outside_hours": Permission.LOOK,
    "sending.reminders.due": Permission.LOOK,
    "sending.reminders.of_one_message": Permission.LOOK,
    "sending.send.abandon": Permission.SEND,
    "sending.send.batch_view": Permission.LOOK,
    "sending.send.batches": Permission.LOOK,
    "sending.send.confirm_sent": Permission.SEND,
    "sending.send.prepare": Permission.SEND,
    "sending.send.record_recipients": Permission.SEND,
    "sending.send.remove": Permission.SEND,
    "sending.send.save_numbers": Permission.SEND,
    "sending.send_proposal.manuals_to_send": Permission.SEND,
    "sending.send_proposal.outside_hours": Permission.SEND,
    "sending.send_proposal.propose": Permission.SEND,
    "sending.send_proposal.recognise": Permission.SEND,
    "sending.send_proposal.suggested_size": Permission.SEND,
    "settings.clinic": Permission.ENTER,
    "settings.code_salt": Permission.ENTER,
    "settings.clinics": Permission.ENTER,
    "settings.envelope": Permission.ENTER,
    "settings.load": Permission.ENTER,
    "settings.save": Permission.ENTER,
    "users.accounts.add": Permission.ADMINISTER,
    "users.accounts.change": Permission.ADMINISTER,
    "users.accounts.change_own_password": Permission.ENTER,
    "users.accounts.colleagues": Permission.ENTER,
    "users.accounts.everybody": Permission.ADMINISTER,
    "users.accounts.new_recovery_code": Permission.ADMINISTER,
    "users.accounts.set_password": Permission.ADMINISTER,
}
"""What each service needs, said here once more: a service whose guard says otherwise, or that is missing, fails."""


def of_services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of a service module that takes a context first."""
    root = f"{services.__name__}."
    for module in pkgutil.walk_packages(services.__path__, root):
        short = module.name.removeprefix(root)
        if short in WITHIN:
            continue
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters.values())
            public = function.__module__ == found.__name__ and not name.startswith("_")
            if public and parameters and "Context" in str(parameters[0].annotation):
                yield f"{short}.{name}", function


SERVICES = dict(of_services())
EVERY_SET_OF_ROLES = [
    frozenset(roles) for roles in chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1))
]


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    folder: Path = tmp_path_factory.mktemp("roles")
    with builders.opened(folder) as context:
        yield context


def test_the_table_names_every_service_and_no_other() -> None:
    assert sorted(NEEDS) == sorted(SERVICES)


def test_a_service_is_guarded_by_the_permission_of_the_table() -> None:
    assert {name: getattr(service, "permission", None) for name, service in SERVICES.items()} == NEEDS


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_it_is_refused_to_who_lacks_the_permission(ctx: Context, name: str) -> None:
    permission = NEEDS[name]
    lacking = [roles for roles in EVERY_SET_OF_ROLES if not allowed(roles, permission)]
    assert frozenset() in lacking
    for roles in lacking:
        with pytest.raises(EntryRefused) as refused:
            SERVICES[name](replace(ctx, roles=roles))
        assert refused.value.code == "not_allowed"
        assert refused.value.data["permission"] is permission


@pytest.mark.parametrize("permission", Permission)
def test_the_guard_lets_in_who_has_the_permission_and_nobody_else(ctx: Context, permission: Permission) -> None:
    begun: list[frozenset[Role]] = []

    @needs(permission)
    def service(ctx: Context) -> None:
        begun.append(ctx.roles)

    for roles in EVERY_SET_OF_ROLES:
        with contextlib.suppress(EntryRefused):
            service(replace(ctx, roles=roles))
    assert begun == [roles for roles in EVERY_SET_OF_ROLES if allowed(roles, permission)]
