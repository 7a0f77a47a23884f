"""Who gets what: every address of the site, every member of the cast.

`ok` 200, `go` a redirect to where she belongs, `in` a redirect to sign-in, `403` a verb refused on something
she may see, `404` not for her (the same as for what does not exist), `405` a wrong method.
The world is tests.factories.world. An address without a row fails with a sentence that says so.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.factories.invitations import TOKEN
from tests.factories.letters import NOTE

COLUMNS = ("nobody", "stan", "ada", "felix", "paula", "raj", "rita", "chen", "olga")


@dataclass(frozen=True)
class Row:
    name: str
    arguments: Callable
    answers: dict[str, str]
    method: str


def row(name: str, answers: str, arguments: Callable = lambda world: {}, method: str = "get") -> Row:
    """`answers` in the order of COLUMNS; one word stands for all."""
    words = answers.split()
    words = words * len(COLUMNS) if len(words) == 1 else words
    return Row(name, arguments, dict(zip(COLUMNS, words, strict=True)), method)


def letter(world):
    """A held letter to Paula."""
    return {"letter": world.letter.pk}


def letter_set(world):
    return {"set": world.meeting.letter_set_id}


def letter_template(world):
    return {"set": world.meeting.letter_set_id, "kind": NOTE.name}


def job(world):
    """A failed job that Paula asked for."""
    return {"job": world.job.pk}


def here(world):
    """The meeting under way, whose program is a draft."""
    return {"meeting": world.meeting.slug}


def here_session(world):
    return here(world) | {"code": world.session.code}


def here_room(world):
    return here(world) | {"kind": "rooms", "number": world.room.pk}


def past(world):
    """Last year's meeting, whose program is released."""
    return {"meeting": world.past.meeting.slug}


def past_session(world):
    return past(world) | {"code": world.past.code}


def call(world):
    """The open call of the meeting."""
    return here(world) | {"call": world.call.slug}


def committee(world):
    return here(world) | {"committee": world.committee.slug}


def disclosed_by_chen(world):
    return here(world) | {"person": world.cast.chen.code}


def submitted(world):
    """A proposal that Paula submitted."""
    return {"code": world.submitted.code}


def asked(world):
    """Felix, asked to speak in that proposal."""
    return submitted(world) | {"key": world.invitation.key}


def invitation(world):
    return submitted(world) | {"invitation": world.invitation.pk}


def substitute(world):
    return submitted(world) | {"substitute": 1, "answer": "adopt"}


def section_of(proposal):
    return {"code": proposal.code, "section": "basics"}


def verb_of(proposal, verb):
    return {"code": proposal.code, "verb": verb}


def file_of(world):
    """What Paula sent with the proposal that is read."""
    return {"file": world.file.code}


def question_of(proposal):
    return {"code": proposal.code, "prompt": "letter"}


def messages_of(proposal):
    return {"code": proposal.code}


def stage(world):
    """The stage in which Rita and Raj read, led by Chen; it recommends."""
    return here(world) | {"stage": world.stage.pk}


def case(world):
    """Paula's proposal before that stage."""
    return stage(world) | {"code": world.in_review.code}


def ritas(world):
    """Rita's assignment; she has submitted her review."""
    return here(world) | {"assignment": world.ritas.pk}


def rajs(world):
    """Raj's assignment, not begun."""
    return here(world) | {"assignment": world.rajs.pk}


def rubric(world):
    return here(world) | {"rubric": world.stage.rubric_id}


#                      nobody stan ada felix paula raj rita chen olga
ROWS = [
    # --- config
    row("healthz", "ok"),
    row("robots", "ok"),
    row("readyz", "ok"),
    # --- people
    row("person_list", "in 404 404 404 404 404 404 404 ok"),
    row("member_list", "in 404 404 404 404 404 404 404 ok"),
    row("profile", "in ok ok ok ok ok ok ok ok"),
    row("person_staff", "in 404 404 404 404 404 404 404 ok", lambda world: {"person": world.cast.ada.code}),
    # --- jobs
    row("job_list", "in 404 404 404 404 404 404 404 ok"),
    row("job", "in 404 404 404 ok 404 404 404 ok", job),
    row("job_cancel", "in 404 404 404 403 404 404 404 403", job, method="post"),
    row("job_retry", "in 404 404 404 go 404 404 404 go", job, method="post"),
    # --- letters
    row("outbox", "in 404 404 404 404 404 404 404 ok"),
    row("letter", "in 404 404 404 404 404 404 404 ok", letter),
    row("letter_sheet", "in 404 404 404 404 404 404 404 ok", letter),
    row("letter_release", "in 404 404 404 404 404 404 404 404"),
    row("letter_discard", "in 404 404 404 404 404 404 404 404"),
    row("letter_put_back", "in 404 404 404 404 404 404 404 go", method="post"),
    row("letter_send_again", "in 404 404 404 404 404 404 404 go", method="post"),
    row("letter_set_list", "in 404 404 404 404 404 404 404 ok"),
    row("letter_template_list", "in 404 404 404 404 404 404 404 ok", letter_set),
    row("letter_template_edit", "in 404 404 404 404 404 404 404 ok", letter_template),
    row("letter_template_preview", "in 404 404 404 404 404 404 404 ok", letter_template),
    row("letter_template_reset", "in 404 404 404 404 404 404 404 go", letter_template, method="post"),
    # --- workshops
    row("society_accent", "ok"),
    row("society_logo", "404", lambda world: {"name": "logo-0"}),
    row("society", "in 404 404 404 404 404 404 404 ok"),
    row("my_disclosures", "in ok ok ok ok ok ok ok ok"),
    row("disclosure", "in 404 404 ok 404 ok ok ok 404", here),
    row("disclosure_still_true", "in 404 404 403 404 403 403 403 404", here, "post"),
    row("disclosure_list", "in 404 404 404 404 404 404 404 ok", here),
    row("disclosure_policy", "in 404 404 404 404 404 404 404 ok", here),
    row("disclosure_remind", "in 404 404 404 404 404 404 404 go", here, "post"),
    row("disclosure_paper", "in 404 404 404 404 404 404 404 ok", here),
    row("disclosure_judge", "in 404 404 404 404 404 404 404 ok", disclosed_by_chen),
    row("meeting_list", "in 404 404 404 404 404 404 404 ok"),
    row("meeting_new", "in 404 404 404 404 404 404 404 ok"),
    row("meeting_edit", "in 404 404 404 404 404 404 404 ok", here),
    row("meeting_clone", "in 404 404 404 404 404 404 404 ok", here),
    row("setup_export", "in 404 404 404 404 404 404 404 ok", here),
    row("setup_import", "in 404 404 404 404 404 404 404 ok"),
    row("meeting_facts", "in 404 404 404 404 404 404 404 ok", here),
    row("topic_list", "in 404 404 404 404 404 404 404 ok", here),
    row("committee_list", "in 404 404 404 404 404 404 404 ok", here),
    row("committee_new", "in 404 404 404 404 404 404 404 ok", here),
    row("call_new", "in 404 404 404 404 404 404 404 ok", here),
    row("meeting_publish", "in 404 404 404 404 404 404 404 go", here, method="post"),
    row("meeting_hide", "in 404 404 404 404 404 404 404 go", here, method="post"),
    row("meeting_remove", "in 404 404 404 404 404 404 404 403", here),
    row("setup_undo", "in 404 404 404 404 404 404 404 404", lambda world: here(world) | {"entry": 1}, method="post"),
    row("topic_edit", "in 404 404 404 404 404 404 404 ok", lambda world: here(world) | {"topic": world.topic.slug}),
    row(
        "topic_remove",
        "in 404 404 404 404 404 404 404 ok",
        lambda world: here(world) | {"topic": world.topic.slug},
    ),
    row("call_edit", "in 404 404 404 404 404 404 404 ok", call),
    row("format_list", "in 404 404 404 404 404 404 404 ok", call),
    row("format_new", "in 404 404 404 404 404 404 404 ok", call),
    row("prompt_list", "in 404 404 404 404 404 404 404 ok", call),
    row("prompt_new", "in 404 404 404 404 404 404 404 ok", call),
    row("prompt_import", "in 404 404 404 404 404 404 404 ok", call),
    row("prompt_preview", "in 404 404 404 404 404 404 404 ok", call),
    row("extension_list", "in 404 404 404 404 404 404 404 ok", call),
    row("extension_new", "in 404 404 404 404 404 404 404 ok", call),
    row("call_publish", "in 404 404 404 404 404 404 404 go", call, method="post"),
    row("call_hide", "in 404 404 404 404 404 404 404 go", call, method="post"),
    row("call_remove", "in 404 404 404 404 404 404 404 403", call),
    row(
        "format_edit", "in 404 404 404 404 404 404 404 ok", lambda world: call(world) | {"format": world.format.slug}
    ),
    row(
        "format_remove",
        "in 404 404 404 404 404 404 404 403",
        lambda world: call(world) | {"format": world.format.slug},
    ),
    row("prompt_edit", "in 404 404 404 404 404 404 404 ok", lambda world: call(world) | {"prompt": "why-now"}),
    row(
        "prompt_move",
        "in 404 404 404 404 404 404 404 go",
        lambda world: call(world) | {"prompt": "why-now"},
        method="post",
    ),
    row(
        "prompt_duplicate",
        "in 404 404 404 404 404 404 404 go",
        lambda world: call(world) | {"prompt": "why-now"},
        method="post",
    ),
    row(
        "prompt_bring_back",
        "in 404 404 404 404 404 404 404 404",
        lambda world: call(world) | {"prompt": "why-now"},
        method="post",
    ),
    row("prompt_remove", "in 404 404 404 404 404 404 404 ok", lambda world: call(world) | {"prompt": "why-now"}),
    row(
        "extension_edit",
        "in 404 404 404 404 404 404 404 ok",
        lambda world: call(world) | {"person": world.cast.paula.code},
    ),
    row(
        "extension_end",
        "in 404 404 404 404 404 404 404 404",
        lambda world: call(world) | {"person": world.cast.paula.code},
    ),
    row("committee", "in 404 404 404 404 404 404 404 ok", committee),
    row("committee_edit", "in 404 404 404 404 404 404 404 ok", committee),
    row("committee_remove", "in 404 404 404 404 404 404 404 403", committee),
    row("seat_new", "in 404 404 404 404 404 404 404 ok", committee),
    row("seat_invite", "in 404 404 404 404 404 404 404 ok", committee),
    row(
        "seat_edit",
        "in 404 404 404 404 404 404 404 ok",
        lambda world: committee(world) | {"person": world.cast.chen.code},
    ),
    row(
        "seat_remove",
        "in 404 404 404 404 404 404 404 ok",
        lambda world: committee(world) | {"person": world.cast.chen.code},
    ),
    # --- proposals
    row("proposal_list", "in ok ok ok ok ok ok ok ok"),
    row("proposal_new", "in ok ok ok ok ok ok ok ok", call),
    row("call_invited", "in 404 404 404 404 404 404 404 ok", call),
    row("call_proposals", "in 404 404 404 404 404 404 404 ok", call),
    row("call_unsubmitted", "in 404 404 404 404 404 404 404 ok", call),
    row("proposal", "in 404 404 404 ok 404 404 404 404", lambda world: {"code": world.draft.code}),
    row("proposal", "in 404 404 404 ok 404 404 404 ok", submitted),
    row("proposal_edit", "in 404 404 404 ok 404 404 404 404", lambda world: section_of(world.draft)),
    row("proposal_edit", "in 404 404 404 403 404 404 404 403", lambda world: section_of(world.submitted)),
    row("proposal_faculty", "in 404 404 404 ok 404 404 404 ok", submitted),
    row("faculty_ask_all", "in 404 404 404 go 404 404 404 403", submitted, "post"),
    row("faculty_ask", "in 404 404 404 go 404 404 404 403", asked, "post"),
    row("faculty_withdraw", "in 404 404 404 ok 404 404 404 403", invitation),
    row("faculty_same", "in 404 404 404 403 404 404 404 403", submitted, "post"),
    row("faculty_substitute", "in 404 404 404 403 404 404 404 403", substitute, "post"),
    row("faculty_replace", "in 404 404 404 403 404 404 404 403", asked),
    row("invitation", "ok", lambda world: {"token": TOKEN}),
    row("invitation_disclosure", "go", lambda world: {"token": TOKEN}),
    row("proposal_later", "in 404 404 404 403 404 404 404 403", submitted),
    row("proposal_history", "in 404 404 404 ok 404 404 404 ok", submitted),
    row("proposal_pdf", "in 404 404 404 ok 404 404 404 404", lambda world: {"code": world.draft.code}),
    row("proposal_verb", "in 404 404 404 ok 404 404 404 403", lambda world: verb_of(world.submitted, "withdraw")),
    row("proposal_verb", "in 404 404 404 403 404 404 404 ok", lambda world: verb_of(world.submitted, "turn_away")),
    row("proposal_verb", "in 404 404 404 404 404 404 404 404", lambda world: verb_of(world.in_review, "accept")),
    row("waiver_ask", "in 404 404 404 404 404 404 404 404", lambda world: submitted(world) | {"requirement": 1}),
    row("waiver_give", "in 404 404 404 404 404 404 404 404", lambda world: submitted(world) | {"requirement": 1}),
    row("call_rules", "in 404 404 404 404 404 404 404 ok", call),
    row("call_rules_pdf", "in 404 404 404 404 404 404 404 ok", call),
    row("proposal_rules_pdf", "in 404 404 404 ok 404 404 404 ok", submitted),
    row("requirement_trial", "in 404 404 404 404 404 404 404 ok", call),
    row(
        "requirement_try",
        "in 404 404 404 404 404 404 404 ok",
        lambda world: call(world) | {"kind": "chairs"},
        method="post",
    ),
    row("requirement_order", "in 404 404 404 404 404 404 404 ok", call, method="post"),
    row("waiver_list", "in 404 404 404 404 404 404 404 ok", call),
    row("waiver_answer", "in 404 404 404 404 404 404 404 404", lambda world: call(world) | {"waiver": 1}),
    row("proposal_files", "in 404 404 404 ok 404 404 404 404", lambda world: messages_of(world.draft)),
    row("proposal_files", "in 404 404 404 ok 404 404 404 ok", submitted),
    row("file_download", "in 404 404 404 ok 404 404 404 ok", file_of),
    row("file_remove", "in 404 404 404 403 404 404 404 403", file_of),
    row("file_send", "in 404 404 404 422 404 404 404 404", lambda world: question_of(world.draft), method="post"),
    row("file_send", "in 404 404 404 403 404 404 404 403", lambda world: question_of(world.submitted), method="post"),
    row("proposal_messages", "in 404 404 404 ok 404 404 404 404", lambda world: messages_of(world.draft)),
    row("proposal_messages", "in 404 404 404 ok 404 404 404 ok", lambda world: messages_of(world.in_review)),
    row(
        "messages_read", "in 404 404 404 go 404 404 404 go", lambda world: messages_of(world.in_review), method="post"
    ),
    row(
        "messages_settle",
        "in 404 404 404 403 404 404 404 go",
        lambda world: messages_of(world.in_review),
        method="post",
    ),
    row(
        "message_take_back",
        "in 404 404 404 go 404 404 404 404",
        lambda world: {"code": world.in_review.code, "message": world.message.code},
        method="post",
    ),
    row("requirement_list", "in 404 404 404 404 404 404 404 ok", call),
    row("requirement_new", "in 404 404 404 404 404 404 404 ok", lambda world: call(world) | {"kind": "chairs"}),
    row("requirement_edit", "in 404 404 404 404 404 404 404 404", lambda world: call(world) | {"requirement": 1}),
    row("requirement_remove", "in 404 404 404 404 404 404 404 404", lambda world: call(world) | {"requirement": 1}),
    row(
        "requirement_move",
        "in 404 404 404 404 404 404 404 404",
        lambda world: call(world) | {"requirement": 1},
        method="post",
    ),
    # --- reviews
    row("worklist", "in 404 404 404 404 ok ok ok ok", here),
    row("review", "in 404 404 404 404 404 ok 404 404", ritas),
    row("review", "in 404 404 404 404 ok 404 404 404", rajs),
    row("review_file", "in 404 404 404 404 404 ok 404 404", lambda world: ritas(world) | file_of(world)),
    row("dossier_file", "in 404 404 404 404 404 404 ok ok", lambda world: case(world) | file_of(world)),
    row("review_save", "in 404 404 404 404 422 404 404 404", rajs, method="post"),
    row("review_save", "in 405 405 405 405 405 405 405 405", rajs),
    row("review_reopen", "in 404 404 404 404 404 go 404 404", ritas, method="post"),
    row("review_reopen", "in 404 404 404 404 403 404 404 404", rajs, method="post"),
    row("review_decline", "in 404 404 404 404 404 403 404 404", ritas),
    row("review_decline", "in 404 404 404 404 ok 404 404 404", rajs),
    row("review_conflict", "in 404 404 404 404 404 ok 404 404", ritas),
    row("ranking", "in 404 404 404 404 404 404 ok ok", stage),
    row("stage_rules", "in 404 404 404 404 404 404 ok ok", stage),
    row("stage_rules_pdf", "in 404 404 404 404 404 404 ok ok", stage),
    row("ranking_export", "in 404 404 404 404 404 404 ok ok", lambda world: stage(world) | {"kind": "csv"}),
    row("ranking_take_over", "in 404 404 404 404 404 404 403 403", stage, method="post"),
    row("assign", "in 404 404 404 404 404 404 ok ok", stage),
    row("assign_many", "in 404 404 404 404 404 404 422 422", stage, method="post"),
    row("assign_spread", "in 404 404 404 404 404 404 422 422", stage, method="post"),
    row("assign_proposal", "in 404 404 404 404 404 404 ok ok", case),
    row("stage_take_in", "in 404 404 404 404 404 404 go go", stage, method="post"),
    row("conflict_list", "in 404 404 404 404 404 404 404 ok", stage),
    row("conflict_lift", "in 404 404 404 404 404 404 404 404", lambda world: stage(world) | {"conflict": 0}),
    row("dossier", "in 404 404 404 404 404 404 ok ok", case),
    row("decide", "in 404 404 404 404 404 404 422 403", case, method="post"),
    row("undecide", "in 404 404 404 404 404 404 403 403", case, method="post"),
    row("revision_ask", "in 404 404 404 404 404 404 ok 403", case),
    row("revision_extend", "in 404 404 404 404 404 404 403 403", case),
    row("revision_go_on", "in 404 404 404 404 404 404 403 403", case),
    row("conflict_declare", "in 404 404 404 404 404 404 ok ok", case),
    row("stage_letters", "in 404 404 404 404 404 404 403 403", stage),
    row("letters_write", "in 404 404 404 404 404 404 403 403", stage, method="post"),
    row("letters_release", "in 404 404 404 404 404 404 403 403", stage),
    row("decision_letter", "in 404 404 404 404 404 404 403 403", lambda world: stage(world) | {"decision": 0}),
    row("stage_list", "in 404 404 404 404 404 404 404 ok", here),
    row("stage_new", "in 404 404 404 404 404 404 404 ok", call),
    row("stage_edit", "in 404 404 404 404 404 404 404 ok", stage),
    row("stage_remove", "in 404 404 404 404 404 404 404 403", stage),
    row("stage_open", "in 404 404 404 404 403 403 403 403", stage),
    row("stage_close", "in 404 404 404 404 403 403 ok ok", stage),
    row("stage_reopen", "in 404 404 404 404 403 403 403 403", stage),
    row("rubric_new", "in 404 404 404 404 404 404 404 ok", call),
    row("rubric_edit", "in 404 404 404 404 404 404 404 ok", rubric),
    row("rubric_remove", "in 404 404 404 404 404 404 404 403", rubric),
    # --- scheduling
    row("schedule", "in 404 404 404 404 404 404 ok ok", here),
    row("schedule_approve", "in 404 404 404 404 404 404 go 403", here, method="post"),
    row("plans", "in 404 404 404 404 404 404 ok ok", here),
    row("plan", "in 404 404 404 404 404 404 404 404", lambda world: here(world) | {"run": 999}),
    row("plan_apply", "in 404 404 404 404 404 404 404 404", lambda world: here(world) | {"run": 999}, method="post"),
    row("plan_undo", "in 404 404 404 404 404 404 404 404", lambda world: here(world) | {"run": 999}, method="post"),
    row("session_move", "in 404 404 404 404 404 404 ok ok", here_session),
    row("session_drop", "in 404 404 404 404 404 404 ok ok", here_session, method="post"),
    row("session_unplace", "in 404 404 404 404 404 404 go go", here_session, method="post"),
    row("places", "in 404 404 404 404 404 404 404 ok", here),
    row("place_new", "in 404 404 404 404 404 404 404 ok", lambda world: here(world) | {"kind": "rooms"}),
    row("place_edit", "in 404 404 404 404 404 404 404 ok", here_room),
    row("place_remove", "in 404 404 404 404 404 404 404 ok", here_room),
    row("session_list", "in 404 404 404 404 404 404 404 ok", here),
    row("session_new", "in 404 404 404 404 404 404 404 ok", here),
    row("session_edit", "in 404 404 404 404 404 404 404 ok", here_session),
    row("session_cancel", "in 404 404 404 404 404 404 404 ok", here_session),
    row("session_revive", "in 404 404 404 404 404 404 404 404", here_session, method="post"),
    # --- program
    row("program", "ok", past),
    row("program", "404", here),
    row("session", "ok", past_session),
    row("session", "404", lambda world: here(world) | {"code": world.session.code}),
    row("subscribe", "ok", past),
    row("release_file", "ok", lambda world: past(world) | {"name": "program.ics"}),
    row("release_file", "404", lambda world: here(world) | {"name": "program.ics"}),
    row("deadlines_ics", "ok", here),
    row("star", "go", past_session, method="post"),
    row("star", "405", past_session),
    row("my_agenda", "ok", past),
    row("itinerary_open", "in go go go go go go go go", past, method="post"),
    row("itinerary_revoke", "in go go go go go go go go", past, method="post"),
    row("itinerary_ics", "404", lambda world: {"token": "x" * 32}),
    row("itinerary_pdf", "404", lambda world: {"token": "x" * 32}),
    row("api:meetings", "ok"),
    row("api:release", "ok", past),
    row("api:release", "404", here),
    row("api:sessions", "ok", past),
    row("api:sessions", "404", here),
    row("api:session", "ok", past_session),
    row("api:session", "404", lambda world: here(world) | {"code": world.session.code}),
    row("api:openapi-json", "ok"),
    row("api:api-root", "404"),
    row("releases", "in 404 404 404 404 404 404 404 ok", here),
    # --- dashboard
    row("home", "ok"),
    row("search", "in ok ok ok ok ok ok ok ok"),
    row("my_reviews", "in ok ok ok ok go go go ok"),
    row("my_agendas", "in go go go go go go go go"),
    row("meeting", "ok", here),
    row("call", "ok", call),
    row("gallery", "404"),
    row("gallery_confirm", "404"),
    row("gallery_save", "404"),
]

OF_OTHERS = ("account_", "mfa_", "socialaccount_", "usersessions_", "orcid_", "openid_connect_", "index")
"""Addresses of packages, which have their own tests; our dressing of them is tested in tests/people/."""
