"""One small meeting in the middle of its life, for tests that need something of everything."""

from dataclasses import dataclass
from datetime import datetime

from jobs.models import Job
from letters.models import Letter
from program.models import Release
from proposals.models import Attachment, Invitation, Message, Proposal
from reviews.models import Assignment, Remark, Stage
from scheduling.models import Room, Session, Version
from tests.factories.cast import Cast
from tests.factories.invitations import TOKEN, make_faculty, make_invitation
from tests.factories.letters import make_letter
from tests.factories.program import make_past
from tests.factories.proposals import make_file, make_message, make_proposal
from tests.factories.reviews import make_assignment, make_remark, make_review, make_stage
from tests.factories.scheduling import make_block, make_room, make_session, make_version, place
from tests.factories.workshops import (
    make_call,
    make_committee,
    make_disclosure,
    make_format,
    make_judged,
    make_meeting,
    make_policy,
    make_prompt,
    make_seat,
    make_topic,
)
from workshops.models import Call, Committee, Format, Meeting, Topic

CHAIR_RIGHTS = ("assign", "recommend", "approve", "place", "lock", "approve_schedule")


@dataclass
class World:
    """`draft` is Paula's draft, `submitted` waits and names Felix, who was asked (`invitation`), `in_review` (with a
    `file` and a `message`) is read by Rita (done, with a `remark`) and Raj (assigned); `past` is a session of last
    year's released meeting. The meeting asks disclosures of its committee: Chen's is to be judged. Felix's is
    complete; no release waits for anybody's.
    """

    cast: Cast
    meeting: Meeting
    call: Call
    format: Format
    topic: Topic
    committee: Committee
    stage: Stage
    draft: Proposal
    submitted: Proposal
    in_review: Proposal
    invitation: Invitation
    file: Attachment
    message: Message
    remark: Remark
    ritas: Assignment
    rajs: Assignment
    room: Room
    session: Session
    version: Version
    past: Session
    release: Release
    job: Job
    letter: Letter


def make_world(cast: Cast, at: datetime) -> World:
    meeting = make_meeting()
    call = make_call(meeting, at)
    form = make_format(call)
    topic = make_topic(meeting)
    make_prompt(call)
    make_prompt(call, "letter", label="Letter of support", kind="file", is_required=False)
    committee = make_committee(meeting)
    make_seat(committee, cast.chen, *CHAIR_RIGHTS, title="Chair")
    make_seat(committee, cast.rita)
    make_seat(committee, cast.raj)
    stage = make_stage(call, committee, at)
    draft = make_proposal(form, cast.paula, at, title="Canary draft of Paula")
    submitted = make_proposal(form, cast.paula, at, "submitted", title="Canary submitted by Paula")
    in_review = make_proposal(form, cast.paula, at, "in_review", title="Canary in review by Paula")
    invitation = make_invitation(make_faculty(submitted, "felix@example.org"), at, token=TOKEN)
    file = make_file(in_review, at, name="Canary file of Paula.pdf")
    message = make_message(in_review, cast.paula, at, text="Canary message of Paula")
    ritas = make_assignment(stage, in_review, cast.rita, at)
    rajs = make_assignment(stage, in_review, cast.raj, at)
    make_review(ritas, at, 5, 4)
    remark = make_remark(ritas, at, text="Canary remark of Rita")
    room = make_room(meeting)
    make_block(meeting)
    session = make_session(meeting, "Canary session", cast.felix)
    version = make_version(meeting, at)
    place(version, session, room)
    make_policy(meeting, asks_faculty=False)
    make_judged(make_disclosure(meeting, cast.felix, at, "Canary Pharma of Felix"), cast.olga, at)
    make_disclosure(meeting, cast.chen, at, "Canary Biotech of Chen")
    job = Job.objects.create(
        kind="letters.send", by=cast.paula, state="failed", created_at=at, finished_at=at, message="Canary job"
    )
    letter = make_letter(cast.paula, at, subject="Canary letter to Paula")
    past, release = make_past(cast.olga, cast.felix, at)
    return World(
        cast=cast,
        meeting=meeting,
        call=call,
        format=form,
        topic=topic,
        committee=committee,
        stage=stage,
        draft=draft,
        submitted=submitted,
        in_review=in_review,
        invitation=invitation,
        file=file,
        message=message,
        remark=remark,
        ritas=ritas,
        rajs=rajs,
        room=room,
        session=session,
        version=version,
        past=past,
        release=release,
        job=job,
        letter=letter,
    )
