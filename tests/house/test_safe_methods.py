"""Looking changes nothing: a mail scanner, a preview or a crawler that follows every link leaves all as it was."""

import os

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ALLOWED = {
    "UPDATE proposals_revision": "an editor page marks the text it was opened on, so that it is kept for merging",
}
"""What a GET may write, with the reason."""


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="there is only one process")
def test_the_walk_is_made_in_one_process_only(request, walk):
    """It takes minutes. xdist keeps together what has a group at the end of its name."""
    assert request.node.nodeid.endswith("@walk")


def test_get_and_head_change_nothing(walk):
    looks = [each for each in (*walk.answers, *walk.heads) if each.method in ("get", "head")]
    faults = [f"{each}: {write}" for each in looks for write in each.writes if write not in ALLOWED]
    assert not faults, "These pages write when they are looked at:\n" + "\n".join(faults)


def test_what_a_look_may_write_is_still_written(walk):
    """A line of ALLOWED that nothing needs any more comes out."""
    written = {write for each in walk.answers if each.method == "get" for write in each.writes}
    assert set(ALLOWED) <= written


def test_head_answers_as_get_does_without_a_body(walk):
    words = {(each.row.name, each.address, each.who): each.word for each in walk.answers if each.method == "get"}
    faults = [str(each) for each in walk.heads if each.word != words[each.row.name, each.address, each.who]]
    assert not faults, "HEAD answers otherwise than GET:\n" + "\n".join(faults)
    assert not [str(each) for each in walk.heads if each.body]
