"""A walk through the whole site: every row of the access table asked for by every member of the cast.

The answers are kept as plain facts, so that several tests read one walk. Whatever a request changes is undone.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.world import World
from tests.house.access_row import COLUMNS, Row
from tests.house.access_table import ROWS

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
SIGN_IN = "/accounts/login/"
ANSWERS = {200: "ok", 204: "ok", 286: "ok", 403: "403", 404: "404", 405: "405", 410: "410"}
WRITE = re.compile(r'(INSERT|UPDATE|DELETE)\b[^"]*"(\w+)"', re.I)
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value="|nonce="|"X-CSRFToken": ")[^"]*"')
NONCE = re.compile(r"'nonce-[^']*'")

SEARCH = "?q=canary&sort=-mean&as=csv&day=all&view=grid&cancelled=hide&state=held"
"""What a page may be asked besides: to search, to sort, to be a file."""

OPEN_WORDS = ("kind", "section", "verb")
"""Parts of an address that come from a short public list and so name nothing that could be secret."""


@dataclass(frozen=True)
class Answer:
    """What one person got. `body` is without nonces and tokens, `queries` counts all SQL, `writes` names tables."""

    row: Row
    who: str
    method: str
    address: str
    status: int
    headers: dict[str, str]
    cookies: dict[str, dict[str, str]]
    body: bytes
    queries: int
    writes: tuple[str, ...]

    @property
    def word(self) -> str:
        """As the access table says it."""
        if self.status in {301, 302}:
            return "in" if self.headers["Location"].startswith(SIGN_IN) else "go"
        return ANSWERS.get(self.status, str(self.status))

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def facts(self) -> dict[str, object]:
        """All that somebody could tell one answer from another by, but the address itself."""
        headers = {name: text.replace(self.address, "{}") for name, text in self.headers.items() if name != "Expires"}
        return {
            "status": self.status,
            "headers": headers,
            "cookies": sorted(self.cookies),
            "body": self.body,
            "queries": self.queries,
        }

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.row.name} {self.address} as {self.who}"


@dataclass
class Visitor:
    """One of the cast (or `nobody`) with a browser whose cookies never change."""

    who: str
    client: Client = field(default_factory=Client)

    @classmethod
    def of(cls, world: World, who: str) -> "Visitor":
        visitor = cls(who)
        if who != "nobody":
            visitor.client.force_login(getattr(world.cast, who), backend=MODEL_BACKEND)
            visitor.client.get("/")  # the first page of a session notes the session
        return visitor

    def ask(self, row: Row, address: str, method: str = "", data: dict | None = None) -> Answer:
        method = method or row.method
        with undone(), noted() as said:
            cookies = self.client.cookies.copy()
            response = getattr(self.client, method)(address, data or {})
            body = b"".join(response.streaming_content) if response.streaming else response.content
            self.client.cookies = cookies
        return Answer(
            row=row,
            who=self.who,
            method=method,
            address=address,
            status=response.status_code,
            headers={name: NONCE.sub("'nonce'", value) for name, value in response.items()},
            cookies={name: {"value": morsel.value, **morsel} for name, morsel in response.cookies.items()},
            body=TOKEN.sub(rb'\1"', body),
            queries=len(said),
            writes=tuple(f"{match[1].upper()} {match[2]}" for sql in said if (match := WRITE.match(sql))),
        )


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def noted() -> Iterator[list[str]]:
    """The SQL said inside."""
    said: list[str] = []

    def note(execute, sql, params, many, context):
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def address_of(row: Row, arguments: dict) -> str:
    return reverse(row.name, kwargs=arguments)


def nowhere(row: Row, world: World) -> str:
    """The row's address with its most specific name replaced by one that nothing has; empty when it names nothing."""
    arguments = dict(row.arguments(world))
    names = [name for name in arguments if name not in OPEN_WORDS]
    if not names:
        return ""
    value = arguments[names[-1]]
    arguments[names[-1]] = 987_654 if isinstance(value, int) else "nowhere2"
    try:
        return address_of(row, arguments)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Walk:
    """`answers` in the order of the table; `twins` are pairs of one and the same question, first about the thing,
    then about a thing that does not exist. `byways` lead to what was planted, `searches` ask pages for it."""

    answers: list[Answer]
    heads: list[Answer]
    twins: list[tuple[Answer, Answer]]
    byways: list[Answer]
    searches: list[Answer]

    def of(self, row: Row) -> dict[str, str]:
        return {each.who: each.word for each in self.answers if each.row is row}


def walk_through(world: World, planted: list[Row]) -> Walk:
    visitors = {who: Visitor.of(world, who) for who in COLUMNS}
    addresses = [(row, address_of(row, row.arguments(world))) for row in ROWS]
    answers = [visitors[who].ask(row, address) for row, address in addresses for who in COLUMNS]
    heads = [visitors[best(row)].ask(row, address, "head") for row, address in addresses if row.method == "get"]
    twins = []
    for each in answers:
        elsewhere = nowhere(each.row, world) if each.word in ("404", "in") else ""
        if elsewhere and elsewhere != each.address:
            twins.append(twin(visitors[each.who], each, elsewhere))
    byways = [visitors[who].ask(row, address_of(row, row.arguments(world))) for row in planted for who in COLUMNS]
    pages = [each for each in answers if each.method == "get" and each.status == 200 and each.is_html]
    searches = [visitors[each.who].ask(each.row, f"{each.address}{SEARCH}") for each in pages]
    return Walk(answers, heads, twins, byways, searches)


def twin(visitor: Visitor, there: Answer, elsewhere: str) -> tuple[Answer, Answer]:
    """The thing is asked for again only if its answer differs: the first of its kind may have filled a cache."""
    none = visitor.ask(there.row, elsewhere)
    return (there if there.facts == none.facts else visitor.ask(there.row, there.address)), none


def best(row: Row) -> str:
    """Who sees most of a page: the last in the table who gets it."""
    return next((who for who in reversed(COLUMNS) if row.answers[who] == "ok"), "olga")
