"""Other systems are told of each release: signed, to nobody inside a house, again until it is taken."""

import json
import socket
import time
from datetime import timedelta
from threading import Thread

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from letters.models import Letter
from people.refusal import Refused
from program.actions import delivering, webhooks
from program.hooks import guard, posting
from program.hooks.guard import NotThere
from program.models import Delivery, Webhook
from program.shelf import path_of, program_under
from scheduling.actions.placing import draft_of
from tests.factories.program import make_release
from tests.program.listener import listening


@pytest.fixture
def listener():
    with listening() as found:
        yield found


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def added(world, listener, now):
    return webhooks.add_webhook(world.meeting, address=listener.address, by=world.cast.olga, at=now)


def tick(at, run):
    """What the clock does each minute, and a worker then."""
    with run(execute=True):
        delivering.tell_webhooks(at)


def release(world, at):
    return make_release(draft_of(world.meeting, at=at), world.cast.olga, at)


def test_a_release_is_told_once_with_its_addresses(
    world, added, listener, at, now, django_capture_on_commit_callbacks
):
    tick(now, django_capture_on_commit_callbacks)
    assert listener.heard == []
    release(world, at)
    tick(now, django_capture_on_commit_callbacks)
    tick(now, django_capture_on_commit_callbacks)
    [(body, headers)] = listener.heard
    said = json.loads(body)
    assert (said["type"], said["data"]["release"], said["data"]["before"]) == ("program.released", 1, None)
    assert said["data"]["addresses"]["program"] == "http://127.0.0.1:8000/ash-2027/program/"
    assert headers["Content-Type"] == "application/json"
    assert Delivery.objects.get().delivered_at


def test_changes_are_told_and_withdrawing_and_showing_again(
    world, added, listener, at, now, client, django_capture_on_commit_callbacks
):
    release(world, at)
    tick(now, django_capture_on_commit_callbacks)
    draft = draft_of(world.meeting, at=at)
    draft.placements.update(starts_at=draft.placements.get().starts_at + timedelta(hours=1))
    make_release(draft, world.cast.olga, at + timedelta(days=1), note="Later.")
    tick(now, django_capture_on_commit_callbacks)
    for is_public in (False, True):
        world.meeting.is_public = is_public
        world.meeting.save()
        tick(now, django_capture_on_commit_callbacks)
    told = [json.loads(body) for body, _ in listener.heard]
    assert [(each["type"], each["data"]["release"]) for each in told] == [
        ("program.released", 1),
        ("program.released", 2),
        ("program.withdrawn", 2),
        ("program.released", 2),
    ]
    [change] = told[1]["data"]["changes"]
    assert change["sentence"].startswith("Moved from")
    assert "addresses" not in told[2]["data"]


def test_a_webhook_that_comes_later_is_told_nothing_of_before(
    world, listener, at, now, django_capture_on_commit_callbacks
):
    release(world, at)
    webhooks.add_webhook(world.meeting, address=listener.address, by=world.cast.olga, at=now)
    tick(now, django_capture_on_commit_callbacks)
    assert listener.heard == []


def test_a_receiver_with_another_library_knows_that_it_is_from_here(
    world, added, listener, now, django_capture_on_commit_callbacks
):
    hook, secret = added
    with django_capture_on_commit_callbacks(execute=True):
        webhooks.try_webhook(hook, by=world.cast.olga, at=now)
    [(body, headers)] = listener.heard
    assert Verifier(secret).verify(body, headers)["type"] == "webhook.test"
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(body + b" ", headers)
    assert secret.startswith("whsec_")
    assert not [value for value in map(str, vars(Webhook.objects.get()).values()) if secret[6:] in value]


def test_what_is_not_taken_is_tried_again_later_with_the_same_number(
    world, added, listener, at, now, django_capture_on_commit_callbacks
):
    listener.answers = [500, 302, 204]
    release(world, at)
    for minutes, statuses in ((0, [500]), (0, [500]), (2, [500, 302]), (5, [500, 302]), (8, [500, 302, 204])):
        tick(now + timedelta(minutes=minutes), django_capture_on_commit_callbacks)
        delivering.deliver(added[0], at=now + timedelta(minutes=minutes))
        assert len(listener.heard) == len(statuses)
    found = Delivery.objects.get()
    assert (found.tries, found.status, found.fault, found.due_at) == (3, 204, "", None)
    assert len({headers["webhook-id"] for _, headers in listener.heard}) == 1
    assert len({headers["webhook-signature"] for _, headers in listener.heard}) > 1
    assert (b"followed", {}) not in listener.heard


def test_after_three_days_it_is_turned_off_and_staff_are_told(
    world, added, listener, at, now, django_capture_on_commit_callbacks
):
    hook, listener.answers = added[0], [500]
    release(world, at)
    tick(now, django_capture_on_commit_callbacks)
    when = now
    for minutes in delivering.MINUTES:
        assert Webhook.objects.living().exists()
        when += timedelta(minutes=minutes + 1)
        delivering.deliver(hook, at=when)
    assert when - now > timedelta(days=3)
    assert not Webhook.objects.living().exists()
    assert (Delivery.objects.get().tries, Delivery.objects.get().state) == (10, "given up")
    letter = Letter.objects.get(kind="program.webhook_off")
    assert letter.to == world.cast.olga
    assert "It answered 500" in letter.body
    release(world, at + timedelta(days=1))
    tick(when, django_capture_on_commit_callbacks)
    assert len(listener.heard) == 10
    listener.answers = [200]
    webhooks.turn_on(hook, by=world.cast.olga, at=when)
    delivering.tell_webhooks(when)
    assert delivering.deliver(hook, at=when) == 1
    assert json.loads(listener.heard[-1][0])["data"]["release"] == 2


def test_gone_means_no_more(world, added, listener, at, now, django_capture_on_commit_callbacks):
    listener.answers = [410]
    release(world, at)
    tick(now, django_capture_on_commit_callbacks)
    assert not Webhook.objects.living().exists()
    with pytest.raises(Refused, match="turned off"):
        webhooks.try_webhook(added[0], by=world.cast.olga, at=now)


def test_a_program_that_the_storage_lost_keeps_nobody_else_from_being_told(
    world, added, listener, at, now, django_capture_on_commit_callbacks
):
    made = release(world, at)
    storages["releases"].delete(path_of(made.digest))
    program_under.cache_clear()
    past = world.past.meeting
    webhooks.add_webhook(past, address=listener.address, by=world.cast.olga, at=now)
    past.is_public = False
    past.save()
    tick(now, django_capture_on_commit_callbacks)
    assert [json.loads(body)["data"]["meeting"] for body, _ in listener.heard] == ["ash-2026"]


def test_messages_keep_their_order(world, added, listener, at, now):
    listener.answers = [500]
    for number in (1, 2):
        release(world, at + timedelta(days=number))
        delivering.note(added[0], world.meeting.releases.get(number=number), at=now)
    assert delivering.deliver(added[0], at=now) == 0
    assert len(listener.heard) == 1
    listener.answers = [200]
    assert delivering.deliver(added[0], at=now + timedelta(minutes=2)) == 2
    assert [json.loads(body)["data"]["release"] for body, _ in listener.heard] == [1, 1, 2]


def test_a_webhook_that_is_removed_while_it_is_told_stays_removed(world, added, at, now, monkeypatch):
    hook = added[0]
    release(world, at)
    delivering.note(hook, world.meeting.releases.get(), at=now)

    def told(*args):
        Webhook.objects.all().delete()
        return 500

    monkeypatch.setattr("program.actions.delivering.post", told)
    delivering.deliver(hook, at=now)
    assert not Delivery.objects.exists()


INSIDE = [
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104
    "224.0.0.1",
    "240.0.0.1",
]
INSIDE += ["::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "::"]


@pytest.mark.parametrize("place", INSIDE)
def test_nobody_inside_a_house_is_told(place, settings):
    settings.WEBHOOK_NETWORKS = []
    assert not guard.may_be_told(place)


@pytest.mark.parametrize("place", ["192.0.43.8", "2001:500:88:200::8", "64:ff9b::c000:2b08", "::ffff:192.0.43.8"])
def test_the_world_is_told(place, settings):
    settings.WEBHOOK_NETWORKS = []
    assert guard.may_be_told(place)


def test_the_operator_may_name_networks_of_the_house(settings):
    settings.WEBHOOK_NETWORKS = ["10.1.0.0/16"]
    assert guard.may_be_told("10.1.2.3")
    assert guard.may_be_told("::ffff:10.1.2.3")
    assert not guard.may_be_told("10.2.0.1")


def test_a_name_that_leads_inside_is_not_called(listener, settings):
    settings.WEBHOOK_NETWORKS = []
    with pytest.raises(NotThere, match="inside a house"):
        posting.post(listener.address.replace("127.0.0.1", "localhost"), b"{}", {})
    assert listener.heard == []


def test_a_name_that_leads_elsewhere_a_moment_later_is_not_followed(listener, settings, monkeypatch):
    """Rebinding: the number that was looked at is the one that is called, and is looked at once more."""
    settings.WEBHOOK_NETWORKS = []
    monkeypatch.setattr("program.hooks.posting.places_of", lambda parts: ["127.0.0.1"])
    with pytest.raises(NotThere, match="inside a house"):
        posting.post(listener.address, b"{}", {})
    assert listener.heard == []


def test_one_number_inside_is_enough(settings, monkeypatch):
    settings.WEBHOOK_NETWORKS = []
    both = [(0, 0, 0, "", (place, 443)) for place in ("192.0.43.8", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(NotThere, match="inside a house"):
        guard.places_of(guard.taken_apart("https://two.example/"))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "https://",
        "https://user:word@a.example/",
        "https://a.example/#x",
        "https://a.example/a b",
        "https://a.example/\r\nX: y",
        "https://a.example:0/",
        "https://a.example:99999/",
        "https://a.example/" + "x" * 500,
        "file:///etc/passwd",
        "javascript:alert(1)",
    ],
)
def test_an_address_that_cannot_be_is_refused(world, now, address):
    with pytest.raises(Refused):
        webhooks.add_webhook(world.meeting, address=address, by=world.cast.olga, at=now)


def test_outside_of_demo_and_tests_only_https_will_do(settings):
    settings.WEBHOOKS_BY_HTTP = False
    with pytest.raises(NotThere, match="https://"):
        guard.taken_apart("http://a.example/")


def test_a_certificate_that_does_not_hold_ends_the_call(self_signed):
    with listening(self_signed) as listener:
        with pytest.raises(NotThere, match="certificate"):
            posting.post(listener.address, b"{}", {})
        assert listener.heard == []


def test_who_answers_drop_by_drop_is_hung_up_on(monkeypatch):
    monkeypatch.setattr("program.hooks.posting.SECONDS_IN_ALL", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_drip, args=[server], daemon=True).start()
        began = time.monotonic()
        with pytest.raises(NotThere):
            posting.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {})
    assert time.monotonic() - began < 5


def _drip(server):
    line, _ = server.accept()
    with line:
        for letter in b"HTTP/1.1 200 OK and so on and so on and so on and so on and so on":
            try:
                line.sendall(bytes([letter]))
            except OSError:
                return
            time.sleep(0.2)


def test_nobody_there_is_a_sentence(world, now):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NotThere, match="Nobody answered there"):
        posting.post(f"http://127.0.0.1:{port}/", b"{}", {})
    with pytest.raises(NotThere, match="No machine is called"):
        posting.post("https://nowhere.invalid/", b"{}", {})


def test_only_staff_add_try_and_remove(world, added, now):
    for act in (webhooks.remove_webhook, webhooks.try_webhook, webhooks.turn_on):
        with pytest.raises(Refused):
            act(added[0], by=world.cast.chen, at=now)
    with pytest.raises(Refused):
        webhooks.add_webhook(world.meeting, address="https://a.example/", by=world.cast.chen, at=now)
    with pytest.raises(Refused, match="already"):
        webhooks.add_webhook(world.meeting, address=added[0].address, by=world.cast.olga, at=now)


def test_the_database_refuses_a_message_that_is_over_and_waits(added, now):
    with pytest.raises(IntegrityError):
        Delivery.objects.create(
            webhook=added[0], number="msg_1", kind="x", body="{}", made_at=now, due_at=now, delivered_at=now
        )


def test_its_pages_add_try_tell_and_remove(world, listener, sign_in, django_capture_on_commit_callbacks):
    staff = sign_in(world.cast.olga)
    pages = reverse("webhook_list", args=["ash-2027"])
    shown = staff.post(pages, {"address": listener.address}, follow=True).content.decode()
    assert "whsec_" in shown
    assert "key=abc" not in shown
    assert "whsec_" not in staff.get(pages).content.decode()
    hook = Webhook.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(reverse("webhook_test", args=["ash-2027", hook.pk]))
    page = staff.get(reverse("webhook", args=["ash-2027", hook.pk])).content.decode()
    assert "It answered 200." in page
    assert "Delivered" in staff.get(pages).content.decode()
    assert staff.post(pages, {"address": "ftp://x"}).status_code == 422
    staff.post(reverse("webhook_remove", args=["ash-2027", hook.pk]))
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_its_pages_ask_the_same_queries_at_any_size(world, now, sign_in, django_assert_num_queries, count):
    staff = sign_in(world.cast.olga)
    for number in range(count):
        address = f"https://a.example/{number}"
        hook, _ = webhooks.add_webhook(world.meeting, address=address, by=world.cast.olga, at=now)
        for _ in range(count):
            webhooks.wait_for(hook, {"type": "program.released"}, at=now)
    pages, page = reverse("webhook_list", args=["ash-2027"]), reverse("webhook", args=["ash-2027", hook.pk])
    staff.get(pages)
    with django_assert_num_queries(6):
        assert staff.get(pages).content.decode().count("data-confirm") == count
    with django_assert_num_queries(7):
        assert staff.get(page).content.decode().count('<th scope="row">') == count
