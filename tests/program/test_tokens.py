"""Tokens let another system read what staff read, for one meeting, as far as whoever made the token sees it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from config.logs import masked
from people.refusal import Refused
from program.actions import tokens
from program.api.doors import MOST_A_MINUTE, MOST_WRONG
from program.models import ApiToken, Scope
from reviews.models import Conflict, Decision
from tests.factories.proposals import make_proposal
from tests.factories.workshops import make_meeting

HERE = "/api/v1/meetings/ash-2027"
PATHS = {"proposals": Scope.PROPOSALS, "submissions": Scope.SUBMISSIONS, "draft": Scope.SCHEDULE}


@pytest.fixture
def now():
    """Tokens live by the real clock, since answers are given by it."""
    return timezone.now()


@pytest.fixture
def made(world, now):
    """A token of Olga's that reads everything, and its secret."""
    return make(world, now)


def make(world, now, scopes=tuple(Scope), **fields):
    given = {"name": "Hospital intranet", "days": 90, "by": world.cast.olga, "at": now} | fields
    return tokens.make_token(world.meeting, scopes=scopes, **given)


def ask(client, secret, path="proposals", **headers):
    return client.get(f"{HERE}/{path}", headers={"authorization": f"Bearer {secret}", **headers})


def titles(client, secret):
    return [each["title"] for each in ask(client, secret).json()["proposals"]]


def test_only_what_was_handed_in_is_read(world, made, client):
    assert sorted(titles(client, made[1])) == ["Canary in review by Paula", "Canary submitted by Paula"]


def test_a_decision_is_not_told_before_its_letter_is(world, made, client, now):
    decision = Decision.objects.create(
        stage=world.stage, proposal=world.in_review, outcome="waitlist", by=world.cast.chen, at=now
    )
    before = ask(client, made[1])
    counts = ask(client, made[1], "submissions")
    assert "waitlist" not in before.content.decode()
    assert counts.json()["calls"][0]["by_state"] == {"in_review": 1, "submitted": 1}
    decision.released_at = now
    decision.save()
    told = {each["code"]: each["decision"] for each in ask(client, made[1]).json()["proposals"]}
    assert told[world.in_review.code]["outcome"] == "waitlist"
    assert told[world.submitted.code] is None


def test_words_that_were_not_handed_in_are_not_read(world, made, client, at):
    revised = make_proposal(world.format, world.cast.paula, at, "revision_asked", title="Handed in")
    revised.title = "Canary words not handed in"
    revised.save()
    assert "Handed in" in titles(client, made[1])
    assert "Canary words not handed in" not in titles(client, made[1])


def test_a_conflict_of_its_maker_hides_a_proposal_from_list_and_count(world, made, client, at):
    assert ask(client, made[1], "submissions").json()["calls"][0]["submitted"] == 2
    Conflict.objects.create(
        proposal=world.in_review, person=world.cast.olga, reason="A friend", by=world.cast.olga, at=at
    )
    assert titles(client, made[1]) == ["Canary submitted by Paula"]
    assert ask(client, made[1], "submissions").json()["calls"][0] | {"name": ""} == {
        "call": world.call.slug,
        "name": "",
        "opens_at": world.call.opens_at.isoformat().replace("+00:00", "Z"),
        "closes_at": world.call.closes_at.isoformat().replace("+00:00", "Z"),
        "submitted": 1,
        "by_state": {"submitted": 1},
        "by_format": {world.format.slug: 1},
    }


def test_nobodys_address_is_read(world, made, client):
    for path in PATHS:
        answer = ask(client, made[1], path)
        assert answer.status_code == 200
        assert "@" not in answer.content.decode()


def test_the_draft_is_read_as_it_stands(world, made, client):
    found = ask(client, made[1], "draft").json()
    assert [(each["title"], each["room"]["name"]) for each in found["sessions"]] == [("Canary session", "Hall A")]
    assert found["version"] == world.version.number
    assert ask(client, made[1], "draft?q=nothing").json()["count"] == 0


def test_proposals_are_filtered_and_sliced(world, made, client):
    assert ask(client, made[1], "proposals?state=submitted").json()["count"] == 1
    assert ask(client, made[1], "proposals?format=nothing").json()["count"] == 0
    first = ask(client, made[1], "proposals?limit=1").json()
    assert (first["count"], len(first["proposals"])) == (2, 1)
    assert first["next"].endswith("/proposals?limit=1&offset=1")


@pytest.mark.parametrize("path", PATHS)
def test_a_scope_that_it_has_not_is_refused(world, now, client, path):
    _, secret = make(world, now, [scope for scope in Scope if scope != PATHS[path]])
    answer = ask(client, secret, path)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert PATHS[path] in answer.json()["detail"]


def test_who_has_no_living_token_learns_nothing_and_gets_no_cookie(world, made, client, now):
    token, secret = made
    _, revoked = make(world, now)
    tokens.revoke_token(ApiToken.objects.exclude(pk=token.pk).get(), by=world.cast.olga, at=now)
    _, expired = make(world, now - timedelta(days=91))
    answers = [
        client.get(f"{HERE}/proposals"),
        client.get("/api/v1/meetings/nowhere/proposals"),
        client.get(f"{HERE}/proposals?limit=x"),
        client.get(f"{HERE}/proposals", headers={"authorization": f"Basic {secret}"}),
        ask(client, "cvk_wrong"),
        ask(client, revoked),
        ask(client, expired),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    for answer in answers:
        assert not answer.cookies
        assert answer["WWW-Authenticate"] == "Bearer"
        assert "Cookie" not in answer.get("Vary", "")


def test_it_reads_its_own_meeting_only(world, made, client):
    make_meeting("other")
    other, nowhere = (
        client.get(f"/api/v1/meetings/{slug}/proposals", headers={"authorization": f"Bearer {made[1]}"})
        for slug in ("other", "nowhere")
    )
    assert other.status_code == nowhere.status_code == 404
    assert other.content == nowhere.content


def test_it_ends_with_the_office_of_who_made_it(world, made, client):
    assert ask(client, made[1]).status_code == 200
    world.cast.olga.is_staff = False
    world.cast.olga.save()
    assert ask(client, made[1]).status_code == 401


def test_answers_are_private_and_conditional(world, made, client):
    for path in PATHS:
        first = ask(client, made[1], path)
        assert first["Cache-Control"] == "private, no-cache"
        assert first["Vary"] == "Accept-Encoding, Authorization"
        assert "Access-Control-Allow-Origin" not in first
        held = ask(client, made[1], path, **{"if-none-match": first["ETag"]})
        assert (held.status_code, held.content, held["Cache-Control"]) == (304, b"", "private, no-cache")


def test_its_use_is_noted_now_and_then(world, made, client):
    ask(client, made[1], **{"user-agent": "intranet/1.0"})
    token = ApiToken.objects.get()
    assert token.last_used_by == "intranet/1.0"
    ask(client, made[1], **{"user-agent": "other"})
    assert ApiToken.objects.get().last_used_by == "intranet/1.0"


def test_who_asks_too_often_waits(world, made, client, monkeypatch):
    monkeypatch.setattr("program.api.doors.MOST_A_MINUTE", 2)
    statuses = [ask(client, made[1], "submissions") for _ in range(4)]  # a minute may end between two of them
    late = statuses[-1]
    assert MOST_A_MINUTE > 2
    assert late.status_code == 429
    assert 0 < int(late["Retry-After"]) <= 60


def test_who_guesses_is_not_listened_to(world, made, client):
    assert {ask(client, f"cvk_{number}").status_code for number in range(MOST_WRONG)} == {401}
    assert ask(client, made[1]).status_code == 429
    assert ask(client, made[1], **{"x-forwarded-for": "192.0.2.7"}).status_code == 429  # nobody vouches for it


def test_a_token_is_looked_at_also_where_nobody_says_from_where(world, made, client):
    """Behind a socket of Unix there is no address of who asks."""
    assert (
        client.get(f"{HERE}/draft", headers={"authorization": f"Bearer {made[1]}"}, REMOTE_ADDR="").status_code == 200
    )


def test_the_secret_is_kept_nowhere_and_logged_nowhere(world, made):
    token, secret = made
    kept = [str(value) for value in vars(ApiToken.objects.get()).values()]
    assert not [value for value in kept if secret in value]
    assert secret.endswith(token.ending)
    assert secret not in masked(f"Unauthorized: /api/v1/meetings?token={secret}")


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_queries_at_any_size(world, made, client, at, django_assert_num_queries, count):
    for number in range(2, count):
        make_proposal(world.format, world.cast.paula, at, "submitted", title=f"Proposal {number}")
    ask(client, made[1])
    with django_assert_num_queries(10):
        assert ask(client, made[1]).json()["count"] == max(count, 2)
    with django_assert_num_queries(4):
        ask(client, made[1], "submissions")


def test_the_database_refuses_a_token_that_reads_nothing(world, now):
    with pytest.raises(IntegrityError):
        ApiToken.objects.create(
            meeting=world.meeting,
            name="x",
            by=world.cast.olga,
            created_at=now,
            expires_at=now + timedelta(days=1),
        )


@pytest.mark.parametrize("fields", [{"scopes": []}, {"scopes": ["write:all"]}, {"days": 731}, {"days": 0}])
def test_a_token_that_cannot_be_is_refused(world, now, fields):
    with pytest.raises(Refused):
        make(world, now, **fields)


def test_only_staff_make_and_revoke(world, made, now):
    with pytest.raises(Refused):
        make(world, now, by=world.cast.chen)
    with pytest.raises(Refused):
        tokens.revoke_token(made[0], by=world.cast.chen, at=now)


def test_its_page_shows_the_secret_once(world, sign_in, client):
    staff = sign_in(world.cast.olga)
    page = reverse("token_list", args=["ash-2027"])
    asked = {"name": "Intranet <b>", "scopes": ["read:schedule"], "days": 30}
    shown = staff.post(page, asked, follow=True).content.decode()
    secret = shown.partition('value="cvk_')[2].partition('"')[0]
    assert len(secret) == 43
    assert "Intranet &lt;b&gt;" in shown
    assert "cvk_" not in staff.get(page).content.decode()
    assert ask(client, f"cvk_{secret}", "draft").status_code == 200
    token = ApiToken.objects.get()
    assert "Revoke" in staff.get(reverse("token_revoke", args=["ash-2027", token.pk])).content.decode()
    staff.post(reverse("token_revoke", args=["ash-2027", token.pk]))
    assert ask(client, f"cvk_{secret}", "draft").status_code == 401
    assert "No longer in use" in staff.get(page).content.decode()


def test_a_form_without_a_scope_says_what_is_missing(world, sign_in):
    answer = sign_in(world.cast.olga).post(reverse("token_list", args=["ash-2027"]), {"name": "x", "days": 30})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_asks_the_same_queries_at_any_size(world, sign_in, now, django_assert_num_queries, count):
    staff = sign_in(world.cast.olga)
    for number in range(count):
        make(world, now, name=f"Token {number}")
    page = reverse("token_list", args=["ash-2027"])
    staff.get(page)
    with django_assert_num_queries(6):
        assert staff.get(page).content.decode().count("data-confirm>Revoke") == count
