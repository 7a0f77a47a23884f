"""Whatever is wrong with a file is told with its place, all at once, and nothing is kept of it."""

import pytest

from audit.models import Entry
from dashboard.actions.setups import import_setup
from dashboard.setup_file.faults import Unfit
from dashboard.setup_file.toml import MOST_BYTES
from dashboard.setup_file.values import MOST_LETTERS
from letters.models import LetterSet
from tests.factories.workshops import make_meeting
from tests.house.test_setup_file import EVERYTHING
from workshops.models import Meeting

TEXT = EVERYTHING.read_text()
SMALL = """
convoke_setup = 1
[meeting]
slug = "small-2031"
name = "Small"
starts_on = 2031-12-05
ends_on = 2031-12-09
"""
CALL = """
[[calls]]
slug = "only"
name = "Only"
opens_at = 2031-02-01 09:00:00
closes_at = 2031-05-13 23:59:00
zone = "AoE"
"""


@pytest.fixture
def faults(cast, at):
    """What a file is told; nothing of it may be left."""

    def told(body: str | bytes) -> list[str]:
        body = body if isinstance(body, bytes) else body.encode()
        before = (Meeting.objects.count(), LetterSet.objects.count(), Entry.objects.count())
        with pytest.raises(Unfit) as unfit:
            import_setup(body, by=cast.olga, at=at)
        assert (Meeting.objects.count(), LetterSet.objects.count(), Entry.objects.count()) == before
        return [str(fault) for fault in unfit.value.faults]

    return told


def replaced(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "convoke_setup is missing; this release reads convoke_setup = 1."),
        (b"convoke_setup = 2", "It says convoke_setup = 2; this release reads convoke_setup = 1."),
        (b"convoke_setup = 1", "The part [meeting] is missing."),
        (b"a = 1\nb = = 2", "The file is not TOML. Invalid value (at line 2, column 5)."),
        (b"a = 1\na = 2\n", "The file is not TOML. Cannot overwrite a value (at line 2, column 6)."),
        (b'a = "\xff"', "byte 6: This is not text in UTF-8."),
        (b"a" * (MOST_BYTES + 1), "The file has 300,001 bytes; a setup file has at most 300,000."),
        (b"a = " + b"[" * 100_000, "Something in the file is nested too deeply."),
        (b"a = " + b"9" * 100_000, "The file holds a number that is too long to read."),
        (b"a." * 100_000 + b"a = 1", "line 1: It has more than 1,000 dots. Break it into several lines."),
    ],
)
def test_a_file_that_cannot_be_used_is_told_why(faults, body, said):
    assert faults(body) == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'slug = "annual-2031"\n',
            "",
            ["meeting: “slug” is missing."],
        ),
        (
            "word_limit = 200",
            'word_limit = "200"',
            ["calls “workshops”, prompts “why-now”, word_limit: It has to be a whole number."],
        ),
        (
            "word_limit = 200",
            "word_limt = 200",
            ["calls “workshops”, prompts “why-now”: “word_limt” is not known here. Known are "],
        ),
        (
            'kind = "choice"',
            'kind = "guess"',
            ["calls “workshops”, prompts “focus”, kind: “guess” is none of line, text, choice, "],
        ),
        (
            'committee = "board"',
            'committee = "bored"',
            ["calls “workshops”, stages “Approval”, committee: “bored” is not among the committees: there are"],
        ),
        (
            "is_required = false",
            "is_required = 0",
            ["calls “workshops”, prompts “focus”, is_required: It has to be true or false, without quotation marks."],
        ),
        (
            "starts_on = 2031-12-05",
            'starts_on = "2031-12-05"',
            ["meeting, starts_on: It has to be a date without quotation marks, as 2027-05-13."],
        ),
        (
            "closes_at = 2031-05-13 23:59:00",
            "closes_at = 2031-03-09 02:30:00",
            ["calls “workshops”, closes_at: On Sunday 9 March 2031 the clocks of America/Los Angeles go forward"],
        ),
        (
            'zone = "America/Los_Angeles"',
            'zone = "Mars/Olympus"',
            ["calls “workshops”: “Mars/Olympus” is not a time zone we know."],
        ),
        ('kind = "chairs"', 'kind = "sofas"', ["requirements 1: There is no kind of rule called “sofas”."]),
        ("maximum = 4\n", "maximum = 1\n", ["requirements 1: maximum: At most cannot be less than at least."]),
        (
            'kind = "workshops.invited"',
            'kind = "workshops.hugged"',
            ["letters, templates “workshops.hugged”: There is no letter called “workshops.hugged”."],
        ),
        (
            "come.",
            "come, {{secret}}.",
            ["letters, templates “workshops.invited”: {{secret}} is not known in this letter."],
        ),
        (
            "weight = 1.5",
            "weight = nan",
            ["rubrics “Three criteria”, criteria “Novelty”, weight: It has to be a number."],
        ),
        ('2 = "known"', '9 = "known"', ["criteria “Novelty”: Anchors: 9 is not on the scale from 2 to 6."]),
        ('2 = "known"', "2 = 2", ["anchors: Each of its parts has to be a text in quotation marks."]),
        ("highest = 6", "highest = 60", ["criteria “Novelty”: Highest: A scale has at most 21 steps."]),
        ('    "Basic",\n', "    1,\n", ["choices: Each of its parts has to be a text in quotation marks."]),
        ('    "Basic",\n', "", ["prompts “focus”: Give at least two answers to choose from."]),
        ('shown_value = "Basic"', 'shown_value = "Odd"', ["“Odd” is not an answer to “Which focus?”."]),
        ('shown_when = "focus"', 'shown_when = "fokus"', ["shown_when: “fokus” is not among the prompts: there are"]),
        ("weight = 1.5", "weight = -1", ["criteria “Novelty”: "]),
        (
            'name = "Long"',
            'name = "Lo\\u0000ng"',
            ["formats “long”, name: It has a character that cannot be printed."],
        ),
        (
            'name = "Long"',
            f'name = "{"x" * 200}"',
            ["formats “long”, name: It has 200 letters; at most 120 are allowed."],
        ),
        ('name = "Long"', 'name = "Two\\nlines"', ["formats “long”, name: It has to be on one line."]),
        (
            'guidance = "Read this first."',
            f'guidance = "{"x" * (MOST_LETTERS + 1)}"',
            ["rubrics “Three criteria”, guidance: It has 20,001 letters; at most 20,000 are allowed."],
        ),
        ('slug = "agenda"', 'slug = "long"', ["calls “workshops”, formats: Two are called “long”"]),
        ("[letters]", "[leters]", ["There is no part called “leters”."]),
        (
            "minimum = 2",
            "minimum = { a = { b = { c = { d = { e = { f = 1 } } } } } }",
            ["params: It is nested too deeply."],
        ),
    ],
)
def test_a_fault_is_told_with_its_place(faults, old, new, said):
    told = faults(replaced(old, new))
    assert [want for want in said if not any(want in each for each in told)] == [], told


def test_all_faults_are_told_at_once(faults):
    body = TEXT.replace("word_limit = 200", 'word_limit = "200"').replace('kind = "choice"', 'kind = "guess"')
    assert len(faults(body)) == 2


def test_a_meeting_that_is_here_already_is_left_alone(faults, db):
    make_meeting("annual-2031", name="Ours")
    assert faults(TEXT) == ["meeting: There is a meeting at /annual-2031/ already. Give this one another address."]
    assert Meeting.objects.get().name == "Ours"


@pytest.mark.parametrize("slug", ["api", "Annual 2031", "../etc", ""])
def test_an_address_that_cannot_be_is_refused(faults, slug):
    assert len(faults(SMALL.replace("small-2031", slug))) >= 1


def test_more_rows_than_a_process_has_are_refused(faults):
    topics = "\n".join(f'[[topics]]\nslug = "t{n}"\nname = "T"' for n in range(301))
    assert faults(SMALL + topics) == ["topics: There are 301; at most 300 are allowed."]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            SMALL + "[[meeting.topics]]\nslug = 'a'\nname = 'A'",
            "“topics” stands beside [meeting] in a file, not in it.",
        ),
        (SMALL + "[topics]\na = 1", "topics: It has to be a list of tables, each under [[topics]]."),
        (SMALL.replace("[meeting]", "topics = [1]\n[meeting]"), "topics 1: It has to be a table."),
        (SMALL.replace("[meeting]", "letters = 'ours'\n[meeting]"), "letters: It has to be one table, as [letters]."),
        (SMALL.replace("2031-12-09", "2031-12-01"), "The meeting ends before it starts."),
        (SMALL + CALL.replace("05-13", "01-13"), "The call closes before it opens."),
        (SMALL + CALL + "letter_by_on = 2031-03-01", "Decisions cannot be sent before the call closes."),
        (SMALL + CALL.replace("2031-05-13", "9999-12-31"), "It is too far away."),
    ],
)
def test_parts_in_the_wrong_place_or_order_are_told(faults, body, said):
    assert [said in each for each in faults(body)] == [True]
