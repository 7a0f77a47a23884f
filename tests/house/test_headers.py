"""What every answer says to browsers and caches."""

import re

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

STATIC_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
LETTER_POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "frame-ancestors": "'self'",
    "sandbox": "",
}
FRAMED = "program_embed"
"""The page of the program that other sites show in a frame. Nothing can be done on it."""
FRAMED_POLICY = STATIC_POLICY | {"frame-ancestors": "*"}
LETTERS = ("letter_sheet", "letter_template_preview")
"""Letters in a frame: they carry the inline style that mail programs need, in a sandbox without script."""

OF_API = "meetings meeting release releases program_changes sessions session people person rooms topics"
API = tuple(f"api:{name}" for name in OF_API.split())
PROGRAM = (
    "manifest",
    "offline_worker",
    "program_offline",
    "program",
    "program_now",
    "program_people",
    "program_changes",
    "program_embed",
    "program_card",
    "session_card",
    "session",
    "program_person",
    "program_room",
    "program_topic",
    "subscribe",
)
FEEDS = ("release_file", "choice_ics", "deadlines_ics")
SHARED = ("society_accent", "society_logo", *FEEDS, "sitemap_index", "sitemap", *API, *PROGRAM)
"""Addresses whose good answers any cache may keep."""


def policy(answer) -> dict[str, str]:
    text = answer.headers.get("Content-Security-Policy", "")
    return {name: sources for name, _, sources in (part.strip().partition(" ") for part in text.split(";")) if name}


def inline_code(body: str) -> list[str]:
    """Scripts and styles written into a page, which a strict policy would not run: they must not be there at all."""
    found = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", body)
    return found + re.findall(r"<style\b[^>]*>|\s(?:style|on[a-z]+)=[\"'][^\"']*[\"']", body)


REFERRERS = {
    "itinerary_ics": "no-referrer",
    "itinerary_pdf": "no-referrer",
    "letters_stop": "strict-origin",
    "invitation": "strict-origin",
    "seat_invitation": "strict-origin",
    "invitation_disclosure": "strict-origin",
    "candidate_answer": "strict-origin",
    "rate": "strict-origin",
    "rate_suggest": "strict-origin",
    "rate_method": "strict-origin",
    "rate_item": "strict-origin",
    "rate_step_back": "strict-origin",
}
"""Addresses with a secret in them are told to nobody; a page with a form still names its origin to itself."""


def test_every_page_has_the_strict_policy(walk):
    faults = []
    for each in walk.answers:
        wanted = LETTER_POLICY if each.row.name in LETTERS and each.status == 200 else STATIC_POLICY
        wanted = FRAMED_POLICY if each.row.name == FRAMED and each.status == 200 else wanted
        if each.is_html and policy(each) != wanted and not each.row.name.startswith(LETTERS):
            faults.append(f"{each}: {policy(each)}")
        if each.row.name in LETTERS and each.status == 200 and policy(each) != LETTER_POLICY:
            faults.append(f"{each}: {policy(each)}")
    assert not faults, "\n".join(faults)


def test_no_page_has_inline_script_or_style(walk):
    pages = [each for each in walk.answers if each.is_html and each.row.name not in LETTERS]
    faults = [f"{each}: {found}" for each in pages if (found := inline_code(each.body.decode()))]
    assert not faults, "\n".join(faults)


def test_every_answer_is_taken_for_what_it_is_in_no_frame_and_tells_no_other_site_where_it_was(walk):
    faults = []
    for each in walk.answers:
        framed: str | None = "SAMEORIGIN" if each.row.name in LETTERS and each.status == 200 else "DENY"
        framed = None if each.row.name == FRAMED and each.status == 200 else framed
        referrer = "same-origin" if each.word == "in" else REFERRERS.get(each.row.name, "same-origin")
        wanted = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": framed,
            "Referrer-Policy": referrer,
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        faults += [
            f"{each}: {name} {each.headers.get(name)}" for name in wanted if each.headers.get(name) != wanted[name]
        ]
    assert not faults, "\n".join(faults)


def test_what_is_for_one_person_is_kept_by_no_cache(walk):
    faults = []
    for each in walk.answers:
        # A calendar program keeps the agenda of its owner, and asks each time whether it still holds.
        wanted = "private, no-cache" if each.row.name.startswith("itinerary_") else "private, no-store"
        if (
            each.row.name not in (*SHARED, "itinerary_open", "itinerary_revoke", "itinerary_remind")
            and each.headers["Cache-Control"] != wanted
        ):
            faults.append(f"{each}: {each.headers['Cache-Control']}")
    assert not faults, "\n".join(faults)


def test_public_files_are_the_same_for_all_so_that_caches_may_keep_them(walk):
    files = [each for each in walk.answers if each.row.name in SHARED and each.status == 200]
    assert files
    for each in files:
        assert "Set-Cookie" not in each.headers, each
        assert not each.cookies, each
        assert "Cookie" not in each.headers.get("Vary", ""), each
        assert each.headers["Cache-Control"].startswith("public"), each
    for name, address in {(each.row.name, each.address) for each in files}:
        same = [each for each in files if (each.row.name, each.address) == (name, address)]
        assert len({each.body for each in same}) == 1, name


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(walk):
    cookies = [(each, name, cookie) for each in walk.answers for name, cookie in each.cookies.items()]
    assert cookies
    for each, name, cookie in cookies:
        if cookie["max-age"] == 0:
            continue  # a cookie that is taken back
        assert cookie["samesite"] in ("Lax", "Strict"), (str(each), name)
        assert cookie["httponly"] or name == "csrftoken", (str(each), name)
