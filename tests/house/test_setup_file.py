"""A setup file carries a whole process: no field and no table of a later day is forgotten."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from dashboard.setup_file.toml import HEAD
from dashboard.setup_file.tree import tables
from dashboard.setup_file.values import READERS

EVERYTHING = Path(__file__).parents[1] / "setups" / "everything.toml"
FLOORS = ("letters", "workshops", "proposals", "reviews", "scheduling", "program")
NOT_A_PROCESS = {
    "letters.Letter": "what was written to somebody",
    "letters.Invitee": "what somebody was told, and answered",
    "letters.Received": "what somebody wrote",
    "letters.Mailbox": "how one installation's mailbox is",
    "workshops.Society": "one per installation, written on its own page",
    "workshops.ResearchPriority": "the society's agenda, not a meeting's",
    "workshops.Series": "told by its name in the meeting",
    "workshops.Seat": "a person; seats are given in every meeting anew",
    "workshops.SeatInvitation": "whom staff asked to serve",
    "workshops.Extension": "a person's later deadline",
    "proposals.Proposal": "what people write",
    "proposals.Revision": "what people write",
    "proposals.Faculty": "what people write",
    "proposals.ProgramItem": "what people write",
    "proposals.EarlierEdition": "what people write",
    "proposals.Invitation": "what people answer",
    "proposals.InvitationLink": "what people answer",
    "proposals.Substitute": "what people answer",
    "proposals.Consent": "what people answer",
    "proposals.Availability": "what people answer",
    "workshops.Disclosure": "what people state",
    "workshops.Relationship": "what people state",
    "workshops.Judgement": "what was judged of it",
    "workshops.Mitigation": "what was done about it",
    "proposals.EditionReport": "what people write",
    "proposals.Point": "what people are asked and answer",
    "proposals.CallInvitation": "whom staff asked to propose",
    "proposals.Waiver": "one proposal's exception",
    "proposals.MergeOffer": "what was offered to two proposals",
    "proposals.MergeSide": "what was offered to two proposals",
    "proposals.Attachment": "what people send",
    "proposals.Message": "what people write",
    "proposals.ThreadMark": "what people have read",
    "proposals.Candidate": "what became of one proposal",
    "proposals.Reminder": "what was sent to somebody",
    "proposals.NamesakePair": "who may be the same person",
    "reviews.Leave": "when somebody is away",
    "reviews.ReadingReminder": "what was sent to somebody",
    "reviews.Assignment": "who reads what",
    "reviews.Bid": "what a member says of a proposal",
    "reviews.ReadingLoad": "how much a person reads",
    "reviews.KeptApart": "two people",
    "reviews.ReaderPlan": "what was planned for one meeting's proposals",
    "reviews.PlannedReader": "who might read what",
    "reviews.TopicChoice": "what a member knows",
    "reviews.TextMatch": "computed from what people write",
    "reviews.Review": "what people write",
    "reviews.Score": "what people write",
    "reviews.WithheldPart": "one proposal's part that readers do not see",
    "reviews.Remark": "what people write",
    "reviews.RemarkMark": "what people have read",
    "reviews.ReviewVersion": "what people write",
    "reviews.Conflict": "what people declare",
    "reviews.Condition": "what was decided",
    "reviews.ActingChair": "a person; named for one proposal",
    "reviews.Belonging": "of the installation, whatever the meeting",
    "reviews.Evidence": "what was found about people",
    "reviews.Tie": "what people declare",
    "reviews.ReleasePlan": "when letters go",
    "reviews.CalibrationRun": "what was found out about proposals",
    "reviews.Decision": "what was decided",
    "reviews.Sitting": "when a committee met",
    "reviews.AgendaItem": "what it talked about",
    "reviews.Attendance": "who was there",
    "reviews.Recusal": "who left the room",
    "reviews.Note": "what people write",
    "reviews.Minutes": "what was written down of it",
    "reviews.Motion": "what was moved",
    "reviews.Vote": "how people voted",
    "reviews.Tick": "what somebody thinks of",
    "reviews.Overlap": "what was judged of two proposals",
    "reviews.PortfolioRun": "what the solver was asked",
    "scheduling.Room": "of a house; copied with a meeting",
    "scheduling.RoomClosing": "of a house and its days",
    "scheduling.Walk": "of a house; copied with a meeting",
    "scheduling.Block": "the hours of one meeting; copied with it",
    "scheduling.Session": "what is held",
    "scheduling.SessionPerson": "who takes part",
    "scheduling.SessionItem": "what is held",
    "scheduling.Bond": "of sessions, which are held once",
    "scheduling.BondMember": "of sessions, which are held once",
    "scheduling.Absence": "when people are away",
    "scheduling.Acknowledgement": "who answers for what",
    "scheduling.Move": "what was moved",
    "scheduling.Afar": "from where people take part",
    "scheduling.Ballot": "asked anew before each program",
    "scheduling.Vote": "what people wish to see",
    "scheduling.Star": "what people wish to see",
    "scheduling.Version": "a schedule that was made",
    "scheduling.Placement": "a schedule that was made",
    "program.Release": "what was made public",
    "program.ReleaseFile": "what was made public",
    "program.Itinerary": "a person's secret address",
    "program.ApiToken": "a secret of one installation",
    "program.SignUp": "of a session, which is held once",
    "program.Enrolment": "who signed up",
    "program.Certificate": "what was given to somebody",
    "program.Feedback": "what people write",
    "program.FeedbackClosing": "what was told",
    "program.DoorCode": "of a session, which is held once",
    "program.Presence": "who was there",
    "program.Registrant": "who is registered",
    "program.Silence": "who wants no letters",
    "program.Webhook": "a secret of one installation",
    "program.Delivery": "what was sent",
}
"""Tables of these floors that a setup file leaves out, with the reason."""


def test_every_table_of_a_process_is_carried():
    carried = {table.model._meta.label for _, table in tables()}
    here = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in FLOORS and not model._meta.auto_created
    }
    forgotten = here - carried - set(NOT_A_PROCESS)
    assert forgotten == set(), (
        "Is it part of how a meeting calls and reviews? Then give it a Table in its floor's carrying.py. "
        "If not, add a line with the reason to NOT_A_PROCESS."
    )


def test_every_field_is_carried_or_left_out_with_a_reason():
    faults = []
    for path, table in tables():
        known = {field.name for field in (*table.model._meta.concrete_fields, *table.model._meta.many_to_many)}
        faults += [f"{path}: there is no field {name} to leave out" for name in set(table.left_out) - known]
        faults += [f"{path}.{name}: left out without a reason" for name, why in table.left_out.items() if not why]
        for field in table.fields:
            is_told = field.name in {**table.ties, **table.spoken} if field.is_relation else can_be_read(field)
            faults += [] if is_told else [f"{path}.{field.name}: say in its Table how it is told, or why it is not"]
    assert faults == []


def can_be_read(field) -> bool:
    return any(isinstance(field, kind) for kind, _ in READERS)


def names_in(part, path: str):
    """Every field named anywhere in a table of the file, as path.field."""
    for row in part if isinstance(part, list) else [part]:
        for name, value in row.items():
            yield f"{path}.{name}"
            if (isinstance(value, list) and value and isinstance(value[0], dict)) or isinstance(value, dict):
                yield from names_in(value, f"{path}.{name}" if path != "" else name)


def test_the_file_of_everything_names_every_field():
    """tests/setups shows that this file comes back equal, and what is nothing is not written: so each is carried."""
    document = tomllib.loads(EVERYTHING.read_text())
    named = {each.lstrip(".") for each in names_in(document, "")}
    fields = {f"{path}.{field.name}" for path, table in tables() for field in table.fields}
    assert fields - named == set(), (
        f"Name it once in {EVERYTHING.name}, with a value that a new row does not begin with, where an export "
        "would write it (fields of a row stand in the order of the model)."
    )


def test_a_file_begins_with_what_it_is():
    assert all(line.startswith("# ") for line in HEAD.splitlines())


@pytest.mark.parametrize("word", [r"\bASH\b", r"(?i)hematolog", r"(?i)dagstuhl", r"(?i)neurips", r"(?i)ieee vis"])
def test_no_code_knows_a_society(word):
    """Societies are in the demo's files, in docs and in tests; a society's way is configuration."""
    root = Path(__file__).parents[2]
    skipped = {"demo", "docs", "tests", "var", "node_modules"}
    guilty = [
        str(path.relative_to(root))
        for pattern in ("*.py", "*.html", "*.js", "*.css")
        for path in root.rglob(pattern)
        if path.relative_to(root).parts[0] not in skipped
        and not path.relative_to(root).parts[0].startswith(".")
        and re.search(word, path.read_text())
    ]
    assert guilty == []
