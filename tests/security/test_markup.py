"""What people type stays text: hostile words are typed into every field of every form, then read everywhere."""

import csv
import io
import logging
import re
from html.parser import HTMLParser

import pytest
from django.forms import BaseForm
from django.utils import timezone
from openpyxl import load_workbook

from letters.message import sheet
from letters.models import Letter
from proposals.models import Faculty, Proposal
from tests.factories.world import World
from tests.house.access_row import COLUMNS, Row
from tests.house.access_table import ROWS
from tests.house.canaries import plant
from tests.house.walking import Answer, Visitor, address_of, best
from tests.security.forms import Form, forms_of

MARK = "Zq"
CORPUS = (
    f"=1+1{MARK}<script>alert(1)</script>",
    f'{MARK}"><img src=x onerror=alert(1)>{{{{ 7|add:42 }}}}',
    f"@{MARK}'><svg onload=alert(1)>{{% now 'Y' %}}",
    f"{MARK}\r\nBcc: eve@evil.example\r\n[x](javascript:alert(1))",
    f"+{MARK}</textarea></title><script src=//evil.example/x.js></script>",
    f"{MARK}\u202e<a href=javascript:alert(1) onclick=alert(1)>x</a>",
)
SHORT = f"={MARK}<b onclick=x>"
LAST = ("withdraw", "turn_away", "cancel", "decline", "conflict", "remove", "clone", "reopen", "close", "release")
"""Forms that end something are filled in after the others."""

UNTYPED = ("q", "accent", "slug", "orcid", "time_zone", "zone", "sender_address", "reply_to", "email")
"""Fields whose words have a form of their own; what else is refused beside its field stays as it was."""


class Tags(HTMLParser):
    """What in a page a browser would act on, and whose it could only be if somebody's words had become markup."""

    def __init__(self, html: str):
        super().__init__()
        self.acts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: (value or "") for name, value in attrs}
        named = " ".join(given)
        if (
            tag == "script"
            and not given.get("src", "").startswith("/static/")
            and "json" not in given.get("type", "")
        ):
            self.acts.append(f"<script {given}>")
        if tag in ("iframe", "object", "embed", "base") and "srcdoc" in given:
            self.acts.append(f"<{tag}>")
        if re.search(r"(^| )on[a-z]+", named) or (tag == "img" and given.get("src") == "x"):
            self.acts.append(f"<{tag} {named}>")
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            if re.match(r"\s*(javascript|data|vbscript):|//evil", given.get(name, "").lower()) and tag != "img":
                self.acts.append(f'<{tag} {name}="{given[name]}">')


def faults_of(answer: Answer) -> list[str]:
    """What became of typed words in an answer, page or file."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    said = answer.body.decode("utf-8", "replace")
    found = [f"evaluated: {word}" for word in (f"{MARK}49", "alert(1)>49") if word in said]
    if kind == "text/html":
        found += Tags(said).acts
    if kind == "text/csv":
        cells = [cell for line in csv.reader(io.StringIO(said.removeprefix("\ufeff"))) for cell in line]
        found += [f"formula: {cell}" for cell in cells if cell.lstrip()[:1] in ("=", "+", "@")]
    if kind.endswith("sheet"):
        cells = [cell for line in load_workbook(io.BytesIO(answer.body)).active.iter_rows() for cell in line]
        found += [f"formula: {cell.value}" for cell in cells if cell.data_type == "f"]
    return [f"{answer}: {each}" for each in found]


def filled(form: Form, turn: int, leave: set[str]) -> dict[str, list[str]]:
    """The form with hostile words in every field that is typed into and not left alone."""
    hostile = {}
    for number, field in enumerate(form.typed):
        if field.name.endswith(UNTYPED) or field.name in leave:
            continue
        words = CORPUS[(number + turn) % len(CORPUS)]
        hostile[field.name] = words if len(words) <= field.longest else SHORT[: field.longest]
    return form.sent(**hostile)


def errors_of(response) -> set[str]:
    """The fields that a form refused."""
    form = response.context.get("form") if response.context else None
    return {form.add_prefix(name) for name in form.errors} if isinstance(form, BaseForm) else set()


def fill(visitor: Visitor, form: Form, turn: int) -> bool:
    """Send it, and again without what was refused; whether it was taken."""
    leave: set[str] = set()
    for _ in range(4):
        response = visitor.client.post(form.action, filled(form, turn, leave))
        refused = errors_of(response) - leave
        if response.status_code in (301, 302) or not refused:
            return response.status_code < 400
        leave |= refused
    return False


def pages_of(world: World, planted: list[Row]) -> list[tuple[Row, str]]:
    rows = [
        row for row in (*ROWS, *planted, *more_pages(world)) if row.method == "get" and row.name != "proposal_pdf"
    ]
    return sorted(((row, address_of(row, row.arguments(world))) for row in rows), key=lambda pair: is_last(pair[1]))


def more_pages(world: World) -> list[Row]:
    """The other sections of the editor, and the ranking as a workbook."""
    sections = ("questions", "people", "running-order", "earlier-editions")
    each = [{"code": world.draft.code, "section": section} for section in sections]
    book = {"meeting": world.meeting.slug, "stage": world.stage.pk, "kind": "xlsx"}
    rows = [Row("proposal_edit", lambda world, given=given: given, {}, "get") for given in each]
    return [*rows, Row("ranking_export", lambda world: book, {}, "get")]


def hand_in(world: World) -> None:
    """What was typed into the draft stands in the proposals before their readers too."""
    others = Proposal.objects.exclude(pk=world.draft.pk)
    others.update(title=CORPUS[0], summary=CORPUS[1])
    Faculty.objects.filter(proposal__in=others).update(family_name=SHORT, affiliation=CORPUS[4])


def is_last(address: str) -> bool:
    return any(word in address for word in LAST)


def who_fills(row: Row, address: str) -> str:
    return best(row) if row.answers else "paula" if address.startswith("/proposals/") else "olga"


@pytest.mark.slow
@pytest.mark.any_database
def test_what_people_type_is_shown_as_text_everywhere(world, at, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    planted = plant(world, at)
    visitors = {who: Visitor.of(world, who) for who in COLUMNS}
    pages, taken = pages_of(world, planted), []
    for turn, (row, address) in enumerate(pages):
        visitor = visitors[who_fills(row, address)]
        page = visitor.ask(row, address)
        for form in forms_of(page.body.decode(), address) if page.is_html else []:
            if form.method == "post" and form.typed and not form.action.startswith("/accounts/"):
                taken += [row.name] if fill(visitor, form, turn) else []
    hand_in(world)
    faults, shown = [], set()
    for row, address in pages:
        for who in {who_fills(row, address), "nobody", "paula", "olga"}:
            answer = visitors[who].ask(row, f"{address}?as=csv" if row.name == "call_proposals" else address)
            faults += faults_of(answer)
            shown |= {row.name} if MARK.encode() in answer.body else set()
    for letter in Letter.objects.filter(is_secret=False):
        assert "\n" not in letter.subject
        assert "\r" not in letter.subject
        faults += [f"letter {letter.kind}: {act}" for act in Tags(sheet(letter.subject, letter.body).html).acts]
    assert not faults, "\n".join(faults)
    assert len(taken) > 30, taken
    assert len(shown) > 80, shown
    assert {"ranking_export", "call_proposals"} <= shown
