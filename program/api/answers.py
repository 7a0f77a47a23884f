"""How the API answers: whole or in slices, each with a strong tag of its bytes, faults as sentences (RFC 9457)."""

import gzip
import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import ConfigDict, Field

from program.current import Current, current_of
from program.shelf import RETRY_SECONDS, FileLost, program_under
from program.views.serving import FIVE_MINUTES, Packed, send

log = logging.getLogger(__name__)

JSON = "application/json; charset=utf-8"
PROBLEM = "application/problem+json"
REMEMBERED = 200
"""Answers a process keeps, some ten kilobytes each."""
OTHER_METHODS = ["POST", "PUT", "PATCH", "DELETE"]

api = NinjaAPI(
    title="Convoke: programs of meetings",
    version="1",
    description="What is released, for everybody: meetings, releases and what changed between them, sessions, people,"
    " rooms and topics. What is not, for program staff, with a token. Times are UTC. Answers have strong ETags.",
    urls_namespace="api",
    docs_url=None,  # its page needs scripts from elsewhere
)


class Problem(Schema):
    """`detail` is a sentence for people; `errors` name what of a question cannot be."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []


class Slice(Schema):
    """At most `limit` rows, from the one at `offset` on."""

    model_config = ConfigDict(frozen=True)

    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class Page(Schema):
    """`count` is how many there are in all; `next` and `previous` are addresses of the slices beside this one."""

    count: int
    next: str | None
    previous: str | None


def reads(path: str, response: type, *, problems: Sequence[int] = (404,), **options: Any) -> Callable:
    """An address to GET, told in the document, and to HEAD; named as its function is. Other verbs are refused."""
    problems = [*problems, 503]

    def register(view: Callable) -> Callable:
        if any(hasattr(kind, "__metadata__") for kind in view.__annotations__.values()):
            problems.append(422)
        told = {"responses": {304: UNCHANGED} | {status: _described(status) for status in problems}}
        shapes = {200: response} | dict.fromkeys(problems, Problem)
        api.get(path, response=shapes, url_name=view.__name__, openapi_extra=told, **options)(view)
        refusing = REFUSING[path.count("{")]
        api.api_operation(OTHER_METHODS, path, include_in_schema=False, url_name=view.__name__)(refusing)
        return api.api_operation(["HEAD"], path, include_in_schema=False, **options)(view)

    return register


UNCHANGED = {"description": "What If-None-Match names still holds."}


def _described(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {PROBLEM: {"schema": schema}}}


def of_release(request, meeting: str, make: Callable[..., Schema], *asked: Any) -> HttpResponse:
    """`make(now, program, path, *asked)` of the current release: made once in a process, without the database."""
    now = current_of(meeting)
    if now is None:
        raise Http404("There is no such meeting, or nothing of its program is public.")
    return public(request, _made(make, now, request.path, *asked))


@lru_cache(maxsize=REMEMBERED)
def _made(make: Callable[..., Schema], now: Current, path: str, *asked: Any) -> Packed:
    return packed(make(now, program_under(now.snapshot), path, *asked))


def packed(shown: Schema) -> Packed:
    body = shown.model_dump_json().encode()
    return Packed(gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest())


def public(request, content: Packed, *, cache: str = FIVE_MINUTES) -> HttpResponse:
    response = send(request, content, media_type=JSON, cache=cache)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def sliced[Row](rows: Sequence[Row], asked: Slice, path: str) -> tuple[Sequence[Row], dict[str, Any]]:
    """The rows asked for, and what a Page says of them."""
    return rows[asked.offset : asked.offset + asked.limit], page_of(len(rows), asked, path)


def page_of(count: int, asked: Slice, path: str) -> dict[str, Any]:
    """What a Page says of so many rows."""
    end = asked.offset + asked.limit
    return {
        "count": count,
        "next": _address(path, asked, offset=end) if end < count else None,
        "previous": _address(path, asked, offset=max(asked.offset - asked.limit, 0)) if asked.offset else None,
    }


def _address(path: str, asked: Slice, *, offset: int) -> str:
    filters = asked.model_dump(mode="json", exclude_defaults=True, exclude={"offset", "limit"})
    said = filters | {"limit": asked.limit, "offset": offset}
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}?{urlencode(said)}"


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail} | more
    response = HttpResponse(json.dumps(said), content_type=PROBLEM, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def only_read(request) -> HttpResponse:
    response = problem(405, "This address is only read: ask for it by GET or HEAD.")
    response["Allow"] = "GET, HEAD"
    return response


def only_read_of_a_meeting(request, meeting: str) -> HttpResponse:
    return only_read(request)


def only_read_of_a_thing(request, meeting: str, code: str) -> HttpResponse:
    return only_read(request)


REFUSING = (only_read, only_read_of_a_meeting, only_read_of_a_thing)
"""By how many names an address has, which their signatures have to tell."""


def nothing_there(request, rest: str) -> HttpResponse:
    raise Http404("The API has nothing at this address; /api/v1/openapi.json lists what it has.")


@api.exception_handler(Http404)
def not_found(request, fault: Http404) -> HttpResponse:
    return problem(404, str(fault) or "There is nothing at this address.")


@api.exception_handler(HttpError)
def refused(request, fault: HttpError) -> HttpResponse:
    return problem(fault.status_code, str(fault))


@api.exception_handler(AuthenticationError)
def unknown(request, fault: AuthenticationError) -> HttpResponse:
    response = problem(401, "This address is read with a living token: send it as “Authorization: Bearer cvk_…”.")
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def too_often(request, fault: Throttled) -> HttpResponse:
    response = problem(429, "This is asked too often; wait, then ask again.")
    response["Retry-After"] = str(fault.wait)
    return response


@api.exception_handler(ValidationError)
def not_understood(request, fault: ValidationError) -> HttpResponse:
    errors = [{"name": str(each["loc"][-1]), "sentence": f"{each['msg']}."} for each in fault.errors]
    return problem(422, " ".join(f"{each['name']}: {each['sentence']}" for each in errors), errors=errors)


@api.exception_handler(FileLost)
@api.exception_handler(Error)
def lost(request, fault: Exception) -> HttpResponse:
    log.error("The API cannot read what it is asked for: %s", fault)
    response = problem(503, "The program cannot be read now; ask again soon.")
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
