"""The list of a call's proposals for staff, and the rules they keep."""

import pytest
from django.urls import reverse

from proposals.copying import copy_setup
from proposals.models import Proposal, Requirement
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_call, make_format, make_meeting, make_topic
from tests.proposals.reader import words


@pytest.fixture
def olga(sign_in, cast, clock):
    return sign_in(cast.olga)


@pytest.fixture
def address(form):
    return reverse("call_proposals", args=[form.call.meeting.slug, form.call.slug])


def titles(response):
    return [each.title for each in response.context["page"]]


def test_a_call_without_submissions_says_what_will_be_here(olga, address, draft):
    text = words(olga.get(address))
    assert "Nothing was submitted yet" in text
    assert "Clots and cancer" not in text


def test_staff_search_filter_and_sort(olga, address, form, cast, at):
    topic = make_topic(form.call.meeting)
    other = make_format(form.call, "agenda", name="Agenda")
    make_proposal(form, cast.paula, at, "submitted", title="Beta").topics.add(topic)
    make_proposal(form, cast.felix, at, "in_review", title="Alpha")
    make_proposal(other, cast.ada, at, "submitted", title="Gamma")
    make_proposal(form, cast.paula, at, title="A draft")
    for query, found in {
        "order=title": ["Alpha", "Beta", "Gamma"],
        "state=submitted&order=title": ["Beta", "Gamma"],
        "format=agenda": ["Gamma"],
        "topic=coagulation": ["Beta"],
        "q=fuchs": ["Alpha"],
        "q=beta+perez": ["Beta"],
        "q=draft": [],
        "order=proposer": ["Gamma", "Alpha", "Beta"],
        "state=nonsense&order=title": ["Alpha", "Beta", "Gamma"],
    }.items():
        assert titles(olga.get(f"{address}?{query}")) == found, query
    assert "No proposal fits" in words(olga.get(f"{address}?q=nobody"))
    assert "1 of 3 proposals" in words(olga.get(f"{address}?format=agenda"))


def test_the_list_is_taken_along_as_csv_without_formulas(olga, address, form, cast, at):
    make_proposal(form, cast.paula, at, "submitted", title="=1+1")
    make_proposal(form, cast.paula, at, title="A draft")
    response = olga.get(f"{address}?as=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1,Submitted,Friday Scientific Workshop,Paula Perez,paula@example.org" in lines[1]


def test_the_review_of_many_begins_at_once_and_one_that_cannot_is_named(olga, address, form, cast, at):
    one, two = (make_proposal(form, cast.paula, at, "submitted", title=name) for name in ("One", "Two"))
    read = make_proposal(form, cast.paula, at, "in_review", title="Being read")
    draft = make_proposal(form, cast.paula, at, title="A draft")
    response = olga.post(address, {"code": [one.code, two.code, read.code, draft.code]}, follow=True)
    text = words(response)
    assert "The review of 2 proposals has begun." in text
    assert "Being read: “Begin review” is not possible: the proposal is in review." in text
    states = dict(Proposal.objects.values_list("title", "state"))
    assert states == {"One": "in_review", "Two": "in_review", "Being read": "in_review", "A draft": "draft"}
    assert "Tick the proposals" in words(olga.post(address, {}, follow=True))


def rules(call):
    return [(each.sentence, each.kind, each.params, each.severity) for each in call.requirements.all()]


def test_a_rule_is_added_changed_moved_and_removed(olga, form):
    call = form.call
    at_call = [call.meeting.slug, call.slug]
    new = reverse("requirement_new", args=[*at_call, "chairs"])
    sentence = {"severity": "block", "sentence": "Two to four chairs"}
    wrong = olga.post(new, sentence | {"minimum": "4", "maximum": "2"})
    assert "At most cannot be less than at least." in words(wrong)
    olga.post(new, sentence | {"minimum": "2", "maximum": "4", "formats": [form.pk]})
    share = reverse("requirement_new", args=[*at_call, "discussion_share"])
    olga.post(share, {"severity": "warn", "sentence": "A third is discussion", "percent": "30"})
    first, second = call.requirements.all()
    assert rules(call) == [
        ("Two to four chairs", "chairs", {"minimum": 2, "maximum": 4}, "block"),
        ("A third is discussion", "discussion_share", {"percent": 30}, "warn"),
    ]
    assert list(first.formats.all()) == [form]
    olga.post(reverse("requirement_edit", args=[*at_call, first.pk]), sentence | {"minimum": "3", "severity": "tell"})
    olga.post(reverse("requirement_move", args=[*at_call, second.pk]), {"way": "up"})
    assert rules(call)[1] == ("Two to four chairs", "chairs", {"minimum": 3}, "tell")
    text = words(olga.get(reverse("requirement_list", args=at_call)))
    assert "Two to four chairs Number of chairs Told to the committee" in text
    removal = reverse("requirement_remove", args=[*at_call, second.pk])
    assert "A third is discussion" in words(olga.get(removal))
    assert call.requirements.count() == 2
    olga.post(removal)
    assert [each.pk for each in call.requirements.all()] == [first.pk]


def test_a_kind_outside_the_catalogue_does_not_exist(olga, form):
    address = reverse("requirement_new", args=[form.call.meeting.slug, form.call.slug, "eval"])
    assert olga.get(address).status_code == 404


def test_rules_are_copied_to_the_next_meeting_with_their_formats(form, cast, at):
    source = form.call.meeting
    only_here = make_format(form.call, "agenda", name="Agenda")
    every, some, gone = (
        Requirement.objects.create(
            call=form.call, kind="chairs", params={"minimum": n}, sentence=f"{n} chairs", order=n
        )
        for n in (1, 2, 3)
    )
    some.formats.add(form)
    gone.formats.add(only_here)
    target = make_meeting("ash-2028")
    call = make_call(target, at)
    twin = make_format(call)
    copy_setup(source, target, {"requirements"}, by=cast.olga, at=at)
    assert [(each.sentence, each.params, list(each.formats.all())) for each in call.requirements.all()] == [
        (every.sentence, {"minimum": 1}, []),
        (some.sentence, {"minimum": 2}, [twin]),
    ]
    copy_setup(source, target, set(), by=cast.olga, at=at)
    assert call.requirements.count() == 2
