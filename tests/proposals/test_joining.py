"""Two proposals become one: offered, agreed to, drafted together, and consented to by both."""

import pytest
from django.urls import reverse
from django.utils import timezone

from letters.models import Letter
from people.refusal import Refused
from proposals import actions
from proposals.actions.requiring import add_requirement
from proposals.actions.waiving import waive
from proposals.content import ItemRow
from proposals.joining.joint_text import BOTH, OTHER, Picks, offered_rows, unite
from proposals.models import MergeOffer, Proposal
from proposals.reading import handed_in
from proposals.rows import content_of
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_prompt


@pytest.fixture
def lead(form, cast, at):
    return make_proposal(form, cast.paula, at, "in_review", title="Clots", answers={"why-now": "New data."})


@pytest.fixture
def other(form, cast, at):
    return make_proposal(form, cast.felix, at, "in_review", title="Platelets", answers={"why-now": "New tools."})


@pytest.fixture
def offer(lead, other, cast, at):
    return actions.suggest_merge(lead, other, reason="One field, two halves.", by=cast.chen, at=at)


def everything(lead, other):
    one, two = handed_in([lead, other]).values()
    rows = {each.name for name in ("faculty", "items", "editions") for each in offered_rows(name, one, two)}
    return unite(one, two, Picks(answers={"why-now": BOTH}, rows=frozenset(rows)))


@pytest.fixture
def joint(offer, lead, other, cast, at):
    actions.agree_to_draft(offer, by=cast.paula, at=at)
    actions.agree_to_draft(offer, by=cast.felix, at=at)
    return actions.begin_joint(offer, everything(lead, other), by=cast.felix, at=at)


def version(joint):
    joint.refresh_from_db()
    return joint.version


def consent(offer, joint, person, at):
    return actions.consent(offer, version=version(joint), by=person, at=at)


def edit(joint, person, at, **changes):
    base = {"base_version": version(joint), "by": person, "at": at, "auto": True, "tab": "t"}
    return actions.save(Proposal.objects.get(pk=joint.pk), "basics", changes, **base)


def sent(kind):
    return sorted(str(letter.to) for letter in Letter.objects.filter(kind=f"merging.{kind}"))


def test_a_suggestion_tells_each_proposer_the_others_title_and_chairs(offer, cast):
    letters = {str(each.to): each.body for each in Letter.objects.filter(kind="merging.suggested")}
    assert letters.keys() == {"Paula Perez", "Felix Fuchs"}
    assert "Platelets" in letters["Paula Perez"]
    assert "Felix Fuchs, Klinikum Nordwald" in letters["Paula Perez"].replace("\\", "")
    assert "Clots" in letters["Felix Fuchs"]


@pytest.mark.parametrize("who", ["rita", "stan", "paula"])
def test_only_staff_and_a_committee_chair_suggest(who, lead, other, cast, at):
    with pytest.raises(Refused):
        actions.suggest_merge(lead, other, reason="Alike.", by=getattr(cast, who), at=at)
    assert not MergeOffer.objects.exists()


def test_a_proposal_is_in_one_offer_at_a_time(offer, lead, form, cast, at):
    third = make_proposal(form, cast.ada, at, "submitted", title="Third")
    with pytest.raises(Refused, match="offered already"):
        actions.suggest_merge(third, lead, reason="Alike.", by=cast.olga, at=at)
    actions.close_merge(offer, reason="A better one is here.", by=cast.olga, at=at)
    assert actions.suggest_merge(third, lead, reason="Alike.", by=cast.olga, at=at).is_running


def test_an_offer_whose_side_has_left_stands_in_nobodys_way(offer, lead, other, form, cast, at):
    actions.withdraw(other, by=cast.felix, at=at)
    third = make_proposal(form, cast.ada, at, "submitted", title="Third")
    assert actions.suggest_merge(lead, third, reason="Alike.", by=cast.olga, at=at).is_running
    offer.refresh_from_db()
    assert offer.end == "closed"


def test_a_joint_text_begins_only_once_both_have_agreed(offer, lead, other, cast, at):
    actions.agree_to_draft(offer, by=cast.paula, at=at)
    with pytest.raises(Refused, match="once both"):
        actions.begin_joint(offer, everything(lead, other), by=cast.paula, at=at)
    actions.agree_to_draft(offer, by=cast.felix, at=at)
    joint = actions.begin_joint(offer, everything(lead, other), by=cast.paula, at=at)
    assert joint.answers["why-now"] == "New data.\n\nNew tools."
    assert [row.email for row in joint.faculty.all()] == [cast.paula.email, cast.felix.email]
    with pytest.raises(Refused, match="begun already"):
        actions.begin_joint(offer, everything(lead, other), by=cast.felix, at=at)


def test_the_originals_stay_untouched_until_both_consent(offer, joint, lead, other, cast, at):
    before = [content_of(each) for each in (lead, other)]
    edit(joint, cast.felix, at, title="Clots and platelets")
    consent(offer, joint, cast.felix, at)
    assert [content_of(Proposal.objects.get(pk=each.pk)) for each in (lead, other)] == before
    assert {each.state for each in Proposal.objects.filter(pk__in=[lead.pk, other.pk])} == {"in_review"}


def test_when_both_consent_one_proposal_goes_on_with_the_credits_of_both(offer, joint, lead, other, cast, at):
    edit(joint, cast.felix, at, title="Clots and platelets")
    consent(offer, joint, cast.felix, at)
    assert not consent(offer, joint, cast.paula, at).is_running
    lead, other = Proposal.objects.get(pk=lead.pk), Proposal.objects.get(pk=other.pk)
    assert (lead.state, lead.title, lead.proposer) == ("in_review", "Clots and platelets", cast.paula)
    assert (other.state, other.merged_into, other.title) == ("merged", lead, "Platelets")
    assert [row.person for row in lead.faculty.filter(role="chair")] == [cast.paula, cast.felix]
    assert lead.revisions.submitted().count() == 2
    assert sent("merged") == ["Felix Fuchs", "Paula Perez"]


def test_an_edit_after_a_consent_voids_it_and_says_so(offer, joint, cast, at):
    consent(offer, joint, cast.paula, at)
    edit(joint, cast.felix, at, title="Another title")
    side = offer.sides.get(proposal__proposer=cast.paula)
    assert (side.consented_to, side.voided_by) == (None, cast.felix)
    assert sent("voided") == ["Paula Perez"]
    assert consent(offer, joint, cast.felix, at).is_running
    assert not consent(offer, joint, cast.paula, at).is_running


def test_a_consent_is_to_the_text_that_was_read(offer, joint, cast, at):
    read = version(joint)
    edit(joint, cast.felix, at, title="Another title")
    with pytest.raises(Refused, match="changed since you read it"):
        actions.consent(offer, version=read, by=cast.paula, at=at)


def test_the_text_consented_to_stays_in_the_history(offer, joint, cast, at):
    edit(joint, cast.felix, at, title="Consented title")
    consent(offer, joint, cast.felix, at)
    edit(joint, cast.felix, at, title="Consented title and more")
    titles = [each["title"] for each in joint.revisions.values_list("content", flat=True)]
    assert "Consented title" in titles


def test_a_joint_text_without_one_of_the_proposers_finds_no_consent(offer, joint, cast, at):
    actions.save(joint, "people", {"faculty": ()}, base_version=version(joint), by=cast.paula, at=at)
    with pytest.raises(Refused, match="has to be a chair in the joint text"):
        consent(offer, joint, cast.paula, at)


def test_what_could_not_be_submitted_finds_no_consent(offer, joint, cast, at):
    edit(joint, cast.paula, at, title="")
    with pytest.raises(Refused, match="A title is needed"):
        consent(offer, joint, cast.paula, at)


def test_a_side_that_left_meanwhile_is_not_merged(offer, joint, other, cast, at):
    consent(offer, joint, cast.paula, at)
    actions.withdraw(other, by=cast.felix, at=at)
    with pytest.raises(Refused, match="withdrawn"):
        consent(offer, joint, cast.felix, at)


@pytest.mark.parametrize("how", ["leave", "close"])
def test_an_offer_ends_before_the_second_consent_and_both_are_told(how, offer, joint, lead, other, cast, at):
    consent(offer, joint, cast.paula, at)
    if how == "leave":
        actions.leave_merge(offer, reason="We go alone.", by=cast.paula, at=at)
    else:
        actions.close_merge(offer, reason="There is no room.", by=cast.chen, at=at)
    with pytest.raises(Refused, match="has ended"):
        consent(offer, joint, cast.felix, at)
    with pytest.raises(Refused, match="has ended"):
        edit(joint, cast.felix, at, title="Too late")
    assert {each.state for each in Proposal.objects.filter(pk__in=[lead.pk, other.pk])} == {"in_review"}
    assert sent("ended") == ["Felix Fuchs", "Paula Perez"]


def test_nobody_merges_without_both_consents(offer, joint, lead, other, cast, at):
    consent(offer, joint, cast.paula, at)
    for person in (cast.paula, cast.felix, cast.olga, cast.chen):
        with pytest.raises(Refused):
            actions.merge(other, into=lead, by=person, at=at)


def test_what_was_answered_to_a_revision_outlives_a_merge(offer, joint, lead, cast, at):
    Proposal.objects.filter(pk=lead.pk).update(replies={"k7m2": "We did."})
    consent(offer, joint, cast.felix, at)
    consent(offer, joint, cast.paula, at)
    assert Proposal.objects.get(pk=lead.pk).replies == {"k7m2": "We did."}


def test_rows_of_both_are_united_with_their_speakers(lead, other):
    from dataclasses import replace

    one, two = handed_in([lead, other]).values()
    one = replace(one, items=(ItemRow("same", title="A", minutes=30, speaker=one.faculty[0].key),))
    guest = replace(one.faculty[0], key="guest")
    two = replace(
        two, faculty=(*two.faculty, guest), items=(ItemRow("same", title="B", minutes=45, speaker="guest"),)
    )
    rows = {each.name for name in ("faculty", "items") for each in offered_rows(name, one, two)}
    united = unite(one, two, Picks(title=OTHER, rows=frozenset(rows)))
    assert united.title == "Platelets"
    assert [row.title for row in united.items] == ["A", "B"]
    assert united.minutes == 75
    assert len({row.key for row in united.items}) == 2
    assert [row.email for row in united.faculty] == [one.faculty[0].email, two.faculty[0].email]
    assert united.items[1].speaker == one.faculty[0].key


@pytest.fixture
def clock(monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)


def address(name, offer):
    return reverse(name, args=[offer.code])


def test_both_go_the_whole_way_by_their_pages(offer, lead, other, cast, sign_in, clock):
    for person in (cast.paula, cast.felix):
        html = sign_in(person).get(address("merge_offer", offer)).content.decode()
        assert "Agree to draft" in html
        assert "New data." not in html
        sign_in(person).post(address("merge_agree", offer))
    client = sign_in(cast.paula)
    html = client.get(address("merge_offer", offer)).content.decode()
    assert "New tools." in html
    pick = client.get(address("merge_pick", offer))
    assert "New data." in pick.content.decode()
    rows = {name: [key for key, _ in pick.context["form"].fields[name].choices] for name in ("faculty", "items")}
    sent = {"title": "lead", "summary": "both", "answer-why-now": "both", **rows}
    counted = client.post(address("merge_pick", offer), sent | {"act": "count"})
    assert counted.status_code == 200
    assert not Proposal.objects.filter(state="joint").exists()
    client.post(address("merge_pick", offer), sent | {"act": "begin"})
    joint = Proposal.objects.get(state="joint")
    edited = sign_in(cast.felix).get(reverse("proposal_edit", args=[joint.code, "basics"]))
    assert edited.status_code == 200
    for person in (cast.paula, cast.felix):
        sign_in(person).post(address("merge_consent", offer), {"version": version(joint)})
    other.refresh_from_db()
    assert other.merged_into == lead


def test_nobody_else_finds_the_offer_or_the_joint_text(offer, joint, cast, sign_in, clock):
    pages = [address("merge_offer", offer), address("merge_pick", offer), address("merge_leave", offer)]
    pages += [reverse(name, args=[joint.code]) for name in ("proposal", "proposal_history", "proposal_pdf")]
    pages.append(reverse("proposal_edit", args=[joint.code, "basics"]))
    for person in (cast.stan, cast.rita, cast.chen, cast.olga):
        assert {sign_in(person).get(page).status_code for page in pages} == {404}
        for name in ("merge_agree", "merge_consent", "merge_leave"):
            assert sign_in(person).post(address(name, offer), {"version": 1}).status_code == 404


def test_an_offer_gives_no_right_on_the_other_original(offer, joint, lead, other, cast, at, sign_in, clock):
    client = sign_in(cast.felix)
    for name in ("proposal", "proposal_history", "proposal_pdf"):
        assert client.get(reverse(name, args=[lead.code])).status_code == 404
    assert client.get(reverse("proposal_edit", args=[lead.code, "basics"])).status_code == 404
    assert client.post(reverse("proposal_verb", args=[lead.code, "withdraw"]), {"reason": ""}).status_code == 404
    for act in (actions.withdraw, actions.take_back):
        with pytest.raises(Refused):
            act(lead, by=cast.felix, at=at)


def test_after_a_merge_each_reads_what_the_other_handed_in_and_no_draft(
    offer, joint, lead, other, cast, at, sign_in, clock
):
    for proposal, person in ((lead, cast.paula), (other, cast.felix)):
        secret = {**proposal.revisions.get().content, "title": f"Secret of {person.given_name}"}
        proposal.revisions.create(number=0, kind="saved", content=secret, by=person, began_at=at, at=at)
    consent(offer, joint, cast.felix, at)
    consent(offer, joint, cast.paula, at)
    for person, proposal, secret in ((cast.felix, lead, "Secret of Paula"), (cast.paula, other, "Secret of Felix")):
        html = sign_in(person).get(f"{reverse('proposal_history', args=[proposal.code])}?older=0&newer=1")
        assert html.status_code == 404
        page = sign_in(person).get(reverse("proposal_history", args=[proposal.code]))
        assert page.status_code == 200
        assert secret not in page.content.decode()
    assert sign_in(cast.felix).get(reverse("proposal", args=[lead.code])).status_code == 200


def test_a_joint_text_is_in_no_list(offer, joint, cast, sign_in, clock):
    Proposal.objects.filter(pk=joint.pk).update(title="Canary joint")
    lists = [
        reverse("proposal_list"),
        reverse("call_proposals", args=["ash-2027", "workshops"]),
        "/",
        "/search/?q=canary",
    ]
    for person in (cast.olga, cast.chen, cast.rita, cast.ada):
        for page in lists:
            assert "Canary joint" not in sign_in(person).get(page).content.decode()


def test_markup_in_what_a_proposer_wrote_stays_words_on_the_offer(form, cast, at, sign_in, clock):
    evil = "<script>alert(1)</script>"
    lead = make_proposal(form, cast.paula, at, "submitted", title=evil, answers={"why-now": evil})
    other = make_proposal(form, cast.felix, at, "submitted", title=f"{evil} [x](https://evil.example)")
    offer = actions.suggest_merge(lead, other, reason=evil, by=cast.olga, at=at)
    for person in (cast.paula, cast.felix):
        actions.agree_to_draft(offer, by=person, at=at)
    for name in ("merge_offer", "merge_pick"):
        html = sign_in(cast.paula).get(address(name, offer)).content.decode()
        assert "&lt;script&gt;" in html
        assert "<script>alert(1)" not in html
    for letter in Letter.objects.filter(kind__startswith="merging."):
        assert "](https://evil" not in letter.body
        assert "<script>" not in letter.body


def test_answers_for_staff_and_files_are_not_shared_in_the_joint_text(
    form, lead, offer, other, cast, at, sign_in, clock
):
    make_prompt(form.call, "budget", label="Money asked for", audience="staff")
    make_prompt(form.call, "plan", label="A plan", kind="file", is_required=False)
    for proposal in (lead, other):
        proposal.answers |= {"budget": f"Secret of {proposal.proposer.given_name}", "plan": "k7m2p4qx"}
        proposal.save()
    for person in (cast.paula, cast.felix):
        actions.agree_to_draft(offer, by=person, at=at)
    for name in ("merge_offer", "merge_pick"):
        assert "Secret of Felix" not in sign_in(cast.paula).get(address(name, offer)).content.decode()
    pick = sign_in(cast.paula).get(address("merge_pick", offer)).context["form"]
    sent = {name: [key for key, _ in pick.fields[name].choices] for name in ("faculty", "items", "topics")}
    sent |= {"title": "lead", "summary": "lead", "answer-why-now": "lead", "act": "begin"}
    sign_in(cast.paula).post(address("merge_pick", offer), sent)
    joint = Proposal.objects.get(state="joint")
    assert joint.answers == {"why-now": "New data."}
    questions = sign_in(cast.felix).get(reverse("proposal_edit", args=[joint.code, "questions"])).content.decode()
    assert "Money asked for" not in questions
    consent(offer, joint, cast.felix, at)
    consent(offer, joint, cast.paula, at)
    assert Proposal.objects.get(pk=lead.pk).answers["budget"] == "Secret of Paula"


def test_what_was_waived_for_the_lead_is_waived_for_the_joint_text(form, lead, offer, other, cast, at):
    given = {"kind": "chairs", "params": {"minimum": 5}, "severity": "block", "sentence": "Five chairs."}
    requirement = add_requirement(form.call, by=cast.olga, at=at, **given)
    waive(lead, requirement, reason="A young field.", by=cast.olga, at=at)
    for person in (cast.paula, cast.felix):
        actions.agree_to_draft(offer, by=person, at=at)
    joint = actions.begin_joint(offer, everything(lead, other), by=cast.felix, at=at)
    assert consent(offer, joint, cast.paula, at).is_running


def test_a_co_chair_named_in_the_joint_text_does_not_find_it(offer, joint, cast, sign_in, clock):
    joint.faculty.create(role="co_chair", family_name="Adeyemi", email=cast.ada.email, person=cast.ada, order=9)
    for name in ("proposal", "proposal_history", "proposal_pdf"):
        assert sign_in(cast.ada).get(reverse(name, args=[joint.code])).status_code == 404
    assert not Proposal.objects.of(cast.paula).filter(pk=joint.pk).exists()
