"""What differs between two manuals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rhs_desktop.domain.manuals.diff import Difference, DiffKind, differences
from rhs_desktop.domain.manuals.edit import Draft
from tests import histories

RHS = histories.profile("rhs-004")


def changed(change: Callable[[Draft], Draft]) -> list[Difference]:
    made = change(Draft.of(RHS)).finished(id_="ekeby", version=1, based_on=RHS.id)
    return list(differences(RHS, made))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda d: d, [], id="nothing"),
        pytest.param(
            lambda d: d.put("days.closes", 28),
            [Difference(DiffKind.CHANGED, "days.closes", 30, 28)],
            id="a number",
        ),
        pytest.param(
            lambda d: d.put("templates[2].answers[3].text", "Nej."),
            [
                Difference(
                    DiffKind.CHANGED,
                    "templates.web.answers.no.text",
                    "Nej, jag vill inte ha något hälsosamtal.",
                    "Nej.",
                )
            ],
            id="an answer, by its own key",
        ),
        pytest.param(
            lambda d: d.remove_step("handlings[4].steps", 1),
            [
                Difference(
                    DiffKind.REMOVED,
                    "handlings.declined.steps.reply_declined",
                    before=Draft.of(RHS).steps("handlings[4].steps")[0],
                )
            ],
            id="a step taken away",
        ),
        pytest.param(
            lambda d: d.add_step("visit", 2, "Ny"),
            [Difference(DiffKind.ADDED, "visit.own_1", after={"key": "own_1", "text": "Ny"})],
            id="a step added",
        ),
        pytest.param(
            lambda d: d.move_step("visit", 9, 2),
            [Difference(DiffKind.MOVED, "visit.visit_9", 9, 2)],
            id="one step moved past many is one difference",
        ),
        pytest.param(
            lambda d: d.move_step("visit", 1, 2).put("visit[1].text", "Nytt"),
            [
                Difference(DiffKind.MOVED, "visit.visit_2", 2, 1),
                Difference(
                    DiffKind.CHANGED,
                    "visit.visit_2.text",
                    "Välkomna deltagaren och berätta hur besöket går till.",
                    "Nytt",
                ),
            ],
            id="moved and renamed",
        ),
        pytest.param(
            lambda d: d.put("visit[1].copy", "Kopia"),
            [Difference(DiffKind.CHANGED, "visit.visit_1.copy", None, "Kopia")],
            id="a text to copy where there was none",
        ),
        pytest.param(
            lambda d: d.put("samples", ["fp-glukos"]),
            [Difference(DiffKind.CHANGED, "samples", ["fp-glukos", "fp-lipidstatus"], ["fp-glukos"])],
            id="a list without keys, whole",
        ),
    ],
)
def test_what_differs(change: Callable[[Draft], Draft], expected: list[Difference]) -> None:
    assert changed(change) == expected


@pytest.mark.parametrize("name", ["rhs-004", "rhs-2023"])
def test_a_manual_does_not_differ_from_itself(name: str) -> None:
    assert differences(histories.profile(name), histories.profile(name)) == ()


def test_the_two_manuals_differ_the_same_both_ways() -> None:
    other = histories.profile("rhs-2023")
    there = {one.key for one in differences(RHS, other) if one.kind is not DiffKind.MOVED}
    back = {one.key for one in differences(other, RHS) if one.kind is not DiffKind.MOVED}
    assert there == back
    assert len(there) > 20
