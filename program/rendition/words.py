"""A session in words, plain and as HTML, for calendars and exchange files."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from program.disclosures import statement
from program.snapshot import FrozenItem, FrozenRole, FrozenSession, Program
from proposals.models.faculty import Role
from rendering.text import markdown_to_html

ROLE_WORDS = dict(Role.choices)


def role_word(role: FrozenRole) -> str:
    """Speaker, Chair, ...; a role that we have no word for is said as it is."""
    return ROLE_WORDS.get(role.role, role.role.capitalize())


def clock_of(moment: datetime) -> str:
    """13:00; 01:30 EST in an hour that comes twice when clocks go back."""
    is_twice = moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
    return f"{moment:%H:%M %Z}" if is_twice else f"{moment:%H:%M}"


def session_words(session: FrozenSession, program: Program) -> str:
    """Format, abstract, people by role, running order, disclosures: what a person wants on her phone's calendar."""
    parts = [session.subtitle, session.format, session.abstract, session.description]
    if session.cancelled and session.cancel_reason:
        parts.insert(0, f"Cancelled: {session.cancel_reason}")
    parts += [f"{answer.label}\n{answer.words}" for answer in session.answers]
    parts += ["\n".join(_person_line(role, program) for role in session.people)]
    parts += ["\n".join(_item_line(item, program) for item in session.items if item.title)]
    if said := statement(session, program):
        parts.append("\n".join(["Disclosures", *said]))
    return "\n\n".join(part for part in parts if part)


def session_html(session: FrozenSession, program: Program) -> SafeString:
    """The same in the same order, with what is Markdown drawn as such."""
    cancelled = f"Cancelled: {session.cancel_reason}" if session.cancelled and session.cancel_reason else ""
    short = [words for words in (cancelled, session.subtitle, session.format) if words]
    parts = [format_html("<p>{}</p>", words) for words in short]
    parts += [markdown_to_html(text) for text in (session.abstract, session.description) if text]
    parts += [_titled(answer.label, answer.words.split("\n")) for answer in session.answers]
    parts += [_listed(_person_line(role, program) for role in session.people)]
    parts += [_listed(_item_line(item, program) for item in session.items if item.title)]
    if said := statement(session, program):
        parts.append(_titled("Disclosures", said))
    return format_html_join("", "{}", ((part,) for part in parts))


def _titled(title: str, lines: Iterable[str]) -> SafeString:
    return format_html("<p><strong>{}</strong></p>{}", title, _listed(lines))


def _listed(lines: Iterable[str]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items) if items else SafeString("")


def _person_line(role: FrozenRole, program: Program) -> str:
    name = program.person_by_code[role.person].name
    return f"{role_word(role)}: {name}" + (f", {role.affiliation}" if role.affiliation else "")


def _item_line(item: FrozenItem, program: Program) -> str:
    clock = f"{clock_of(item.starts_at.astimezone(program.meeting.tz))} " if item.starts_at else ""
    speaker = f" ({program.person_by_code[item.speaker].name})" if item.speaker in program.person_by_code else ""
    return f"{clock}{item.title}{speaker}"
