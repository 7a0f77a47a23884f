"""What is typed is kept: through autosave, two windows, lost answers and clashes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from people.refusal import Refused
from proposals import actions
from proposals.content import FacultyRow, from_json
from proposals.lifecycle import State
from proposals.models import Proposal
from proposals.rows import content_of
from tests.factories.cast import make_person
from tests.factories.proposals import make_proposal


def texts(proposal, name="summary"):
    """Every text of a field that the history holds, newest first."""
    return [from_json(each.content).__dict__[name] for each in proposal.revisions.all()]


def now(proposal):
    return content_of(Proposal.objects.get(pk=proposal.pk))


def test_what_the_factory_makes_has_one_text(draft):
    assert from_json(draft.revisions.get().content) == now(draft)


def test_a_save_is_a_revision_and_the_version_is_its_number(draft, write):
    saved = write(draft, "basics", summary="New.", auto=False)
    assert (now(draft).summary, saved.base, saved.proposal.version) == ("New.", 2, 2)
    assert [(each.number, each.kind) for each in draft.revisions.all()] == [(2, "saved"), (1, "saved")]


def test_saving_the_same_again_by_itself_keeps_no_second_revision(draft, write):
    write(draft, "basics", summary=draft.summary)
    assert draft.revisions.count() == 1


def test_typing_on_in_one_page_is_one_revision(draft, write):
    for text in ("T", "Tu", "Tumours", "Tumours clot."):
        saved = write(draft, "basics", summary=text, tab="a")
    assert texts(draft) == ["Tumours clot.", "How tumours make blood clot."]
    assert saved.base == saved.proposal.version


def test_deleting_words_keeps_the_text_that_held_them(draft, write):
    for text in ("Tumours clot blood.", "Tumours.", "Tumours bleed."):
        write(draft, "basics", summary=text, tab="a")
    assert texts(draft) == ["Tumours bleed.", "Tumours clot blood.", "How tumours make blood clot."]


def test_a_long_sitting_leaves_a_text_of_every_ten_minutes(draft, write, at):
    for minute, text in ((0, "a"), (9, "ab"), (11, "abc")):
        write(draft, "basics", summary=text, tab="a", when=at + timedelta(minutes=minute))
    assert texts(draft)[:2] == ["abc", "ab"]


def test_a_text_on_which_another_page_was_opened_is_kept_for_merging(draft, write):
    write(draft, "basics", summary="One", tab="a")
    opened = actions.open_editor(draft).version
    write(draft, "basics", summary="One two", tab="a")
    write(draft, "basics", base=opened, tab="b", summary="One", title="New title")
    assert (now(draft).summary, now(draft).title) == ("One two", "New title")


def test_two_pages_that_change_different_fields_lose_nothing(draft, write):
    write(draft, "basics", base=1, tab="a", title="Title by a", summary=draft.summary)
    saved = write(draft, "basics", base=1, tab="b", title=draft.title, summary="Summary by b")
    assert saved.took_in
    assert (now(draft).title, now(draft).summary) == ("Title by a", "Summary by b")


def test_a_page_that_was_merged_does_not_undo_the_others_words_by_its_next_save(draft, write):
    old = draft.title
    write(draft, "basics", base=1, tab="a", title="Title by a", summary=draft.summary)
    saved = write(draft, "basics", base=1, tab="b", title=old, summary="Summary")
    saved = write(draft, "basics", base=saved.base, tab="b", title=old, summary="Summary by b")
    assert (now(draft).title, now(draft).summary) == ("Title by a", "Summary by b")
    write(draft, "basics", base=saved.base, tab="b", title=old, summary="Other words by b")
    assert (now(draft).title, now(draft).summary) == ("Title by a", "Other words by b")


def test_a_page_whose_answer_was_lost_does_not_clash_with_itself(draft, write):
    write(draft, "basics", base=1, tab="a", summary="Lost answ")
    write(draft, "basics", base=1, tab="a", summary="Lost answer")
    write(draft, "basics", base=1, tab="a", summary="Another thought")
    assert now(draft).summary == "Another thought"


def test_the_same_words_changed_in_two_pages_clash_and_both_are_kept(draft, write):
    write(draft, "basics", base=1, tab="a", title=draft.title, summary="By a")
    with pytest.raises(actions.Clash) as clash:
        write(draft, "basics", base=1, tab="b", title="New", summary="By b")
    assert [(each.path, each.mine, each.theirs) for each in clash.value.differences] == [("summary", "By b", "By a")]
    assert clash.value.with_mine == replace(now(draft), title="New", summary="By b")
    assert now(draft).summary == "By a"
    assert texts(draft) == ["By b", "By a", "How tumours make blood clot."]
    assert [each.kind for each in draft.revisions.all()] == ["aside", "auto", "saved"]


def test_a_clash_is_told_again_until_it_is_settled(draft, write):
    write(draft, "basics", base=1, tab="a", summary="By a")
    for text in ("By b", "By b too"):
        with pytest.raises(actions.Clash):
            write(draft, "basics", base=1, tab="b", summary=text)
    assert now(draft).summary == "By a"
    assert texts(draft)[:2] == ["By b too", "By a"]


def test_another_section_saved_meanwhile_is_not_touched(draft, write):
    write(draft, "questions", base=1, tab="a", answers={"why-now": "Today."})
    write(draft, "basics", base=1, tab="b", summary="By b")
    assert (now(draft).answers, now(draft).summary) == ({"why-now": "Today."}, "By b")


def test_an_answer_to_a_question_that_is_no_longer_asked_stays(draft, write):
    write(draft, "questions", answers={"old-question": "Old answer."})
    write(draft, "questions", answers={"why-now": "Today."})
    assert now(draft).answers == {"old-question": "Old answer.", "why-now": "Today."}


def test_a_field_of_another_section_is_refused_as_a_fault_of_the_code(draft, write):
    with pytest.raises(ValueError, match="not written in the section people"):
        write(draft, "people", title="New")


@pytest.mark.parametrize("who", ["felix", "olga", "stan"])
def test_only_the_proposer_writes(who, draft, write, cast):
    person = getattr(cast, who)
    draft.faculty.create(person=cast.felix, role="co_chair", family_name="Fuchs", email="felix@example.org")
    with pytest.raises(Refused, match="Only the person who proposes"):
        write(draft, "basics", title="Taken over", by=person)
    with pytest.raises(Refused):
        actions.restore(draft, draft.revisions.get(), by=person, at=draft.saved_at)
    assert now(draft).title == "Clots and cancer"


@pytest.mark.parametrize(
    "state", [each for each in State if each not in (State.DRAFT, State.REVISION_ASKED, State.MERGED)]
)
def test_a_text_that_was_handed_in_stands_as_it_is(state, form, cast, at, write):
    proposal = make_proposal(form, cast.paula, at, state)
    with pytest.raises(Refused, match="The text stands as it is"):
        write(proposal, "basics", title="New")


def test_an_older_text_is_brought_back_whole_and_the_present_one_stays_in_the_history(draft, write, cast, at):
    write(draft, "people", faculty=(), auto=False)
    write(draft, "basics", title="New title", auto=False)
    actions.restore(draft, draft.revisions.get(number=1), by=cast.paula, at=at)
    assert (now(draft).title, [row.name for row in now(draft).faculty]) == ("Clots and cancer", ["Paula Perez"])
    assert texts(draft, "title")[:2] == ["Clots and cancer", "New title"]


def test_rows_keep_their_identity_when_they_are_edited_and_moved(draft, write):
    felix, amara = FacultyRow("felix", family_name="Fuchs"), FacultyRow("amara", family_name="Nwosu")
    write(draft, "people", faculty=(felix, amara))
    before = dict(draft.faculty.values_list("key", "pk"))
    write(draft, "people", faculty=(replace(amara, country="Ghana"), felix))
    assert dict(draft.faculty.values_list("key", "pk")) == before
    assert [row.family_name for row in draft.faculty.all()] == ["Nwosu", "Fuchs"]


def test_a_co_chair_is_known_by_a_verified_address_and_may_read(draft, write, cast):
    write(draft, "people", faculty=(FacultyRow("felix", "co_chair", "F.", "Fuchs", "Felix@Example.org"),))
    assert draft.faculty.get().person == cast.felix
    assert draft in Proposal.objects.visible_to(cast.felix)
    write(draft, "people", faculty=(FacultyRow("felix", "co_chair", "F.", "Fuchs", "else@example.org"),))
    assert draft.faculty.get().person is None
    assert draft not in Proposal.objects.visible_to(cast.felix)


def test_an_address_that_nobody_has_proved_gives_nothing(draft, write, cast):
    cast.felix.emailaddress_set.update(verified=False)
    write(draft, "people", faculty=(FacultyRow("felix", "co_chair", "", "Fuchs", "felix@example.org"),))
    assert draft.faculty.get().person is None


def test_who_proves_her_address_later_becomes_the_person_of_her_rows(draft, write):
    from allauth.account.signals import email_confirmed

    write(draft, "people", faculty=(FacultyRow("nina", "co_chair", "", "Novak", "nina@example.org"),))
    nina = make_person("nina")
    address = nina.emailaddress_set.get()
    email_confirmed.send(sender=type(address), request=None, email_address=address)
    assert draft.faculty.get().person == nina
