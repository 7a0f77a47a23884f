"""The API answers as its own description says, whatever it is asked."""

import re

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from program.actions import tokens
from program.api import api
from program.models import Scope
from tests.factories.program import make_release

PATHS = {path: "security" in verbs["get"] for path, verbs in api.get_openapi_schema()["paths"].items()}
LINE_BREAK = re.compile("\n|%0A")
"""An address that holds one is no address, and so not even the API's."""
WANTED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]


@pytest.fixture
def asked(world, at, monkeypatch):
    """The description, read from the site as a client would, of a meeting with a release; and a token of Olga's."""
    monkeypatch.setattr("program.api.doors.MOST_A_MINUTE", 10_000)
    make_release(world.version, world.cast.olga, at, note="The first program.")
    made = {"name": "Fuzzer", "days": 30, "by": world.cast.olga, "at": timezone.now()}
    _, secret = tokens.make_token(world.meeting, scopes=tuple(Scope), **made)
    for signal in (request_started, request_finished):  # as Django's own test client does: the data is not committed
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application()), secret
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_one_that_its_description_names(world, asked, path, mode):
    schema, secret = asked
    operation = schema[path]["GET"]
    if mode == GenerationMode.NEGATIVE and not any(each.location == "query" for each in operation.iter_parameters()):
        mode = GenerationMode.POSITIVE  # any letters may stand where a name does
    known = {"meeting": world.meeting.slug, "code": world.session.code}
    seen = set()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode), st.booleans())
    def ask(case, is_known):
        if is_known:
            case.path_parameters.update({name: known[name] for name in case.path_parameters})
        assume(not LINE_BREAK.search(case.formatted_path))
        headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {secret}"} if PATHS[path] else {})
        seen.add(case.call_and_validate(checks=WANTED, headers=headers).status_code)

    ask()
    assert seen & {200, 404, 422}
