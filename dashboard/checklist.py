"""What is missing before a call can open: gathered from every floor that a call needs."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse

from workshops.models import Call, Meeting, Society


@dataclass(frozen=True)
class Check:
    """For components/rule_sheet.html: mark ok, warn or block; `url` leads to where it is mended."""

    mark: str
    sentence: str
    url: str = ""
    why: str = ""


def check(is_met: bool, met: str, unmet: str, address: tuple = (), mark: str = "warn", why: str = "") -> Check:
    return Check("ok", met) if is_met else Check(mark, unmet, page(*address) if address else "", why)


def page(name: str, *arguments: str) -> str:
    """The address of a page, or nothing while that chapter has none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def checks_of_meeting(meeting: Meeting, society: Society) -> list[Check]:
    """What concerns every call of the meeting."""
    at = meeting.slug
    return [
        check(len(meeting.topics.all()) > 0, "It has topics", "It has no topics yet", ("topic_list", at)),
        check(
            len(meeting.committees.all()) > 0, "It has committees", "It has no committee yet", ("committee_list", at)
        ),
        check(
            bool(society.sender_address),
            "Letters have a sender",
            "Letters have no sender yet",
            ("society",),
            why="Without one they come from the address of the installation.",
        ),
        check(
            meeting.is_public,
            "The public sees the meeting",
            "The public does not see the meeting yet",
            why="Nobody finds its calls before that.",
        ),
    ]


def checks_of_call(meeting: Meeting, call: Call, at: datetime) -> list[Check]:
    """`call` comes with its formats, prompts, requirements and its stages' committees and seats prefetched."""
    here = (meeting.slug, call.slug)
    stages = list(call.stages.all())
    return [
        check(
            at < call.closes_at, "It closes in the future", "Its deadline has passed", ("call_edit", *here), "block"
        ),
        check(
            len(call.formats.all()) > 0,
            "Something can be proposed",
            "Nothing can be proposed yet",
            ("format_list", *here),
            "block",
            "Add a format with its length.",
        ),
        check(bool(call.description), "It says what it is for", "It has no description yet", ("call_edit", *here)),
        check(
            any(prompt.archived_at is None for prompt in call.prompts.all()),
            "It asks questions",
            "It asks no question yet",
            ("prompt_list", *here),
        ),
        check(
            len(call.requirements.all()) > 0,
            "The society’s rules are set",
            "No rule of the society is set",
            ("requirement_list", *here),
        ),
        check(len(stages) > 0, "It says who reviews", "Nobody reviews yet", ("stage_list", meeting.slug)),
        *(checks_of_stage(meeting, stage, at, is_first=stage == stages[0]) for stage in stages),
        check(call.is_public, "The public sees it", "The public does not see it yet", ("call_edit", *here)),
    ]


def checks_of_stage(meeting: Meeting, stage, at: datetime, *, is_first: bool) -> Check:
    """The first stage reads; a later one may decide on what was read before it, without criteria of its own."""
    seats = [seat for seat in stage.committee.seats.all() if seat.stands(at) == "serving"]
    if not stage.rubric_id and not is_first:
        return Check("ok", f"{stage}: decides on what was read before")
    if not stage.rubric_id:
        return Check("warn", f"{stage}: no criteria are chosen", page("stage_edit", meeting.slug, stage.pk))
    able = any(seat.may_assign for seat in seats) and any(seat.may_review for seat in seats)
    return check(
        able,
        f"{stage}: somebody assigns and somebody reviews",
        f"{stage}: {stage.committee} has nobody who may assign, or nobody who may review",
        ("committee", meeting.slug, stage.committee.slug),
    )
