"""A society's rules tried on what was handed in: before they are kept, and once they are changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from proposals.catalogue.kind import CATALOGUE
from proposals.content import Content
from proposals.hiding import hidden_from, office
from proposals.judging.looking import surroundings_of
from proposals.models import Proposal, Requirement
from proposals.models.requirement import Severity
from proposals.reading import handed_in
from workshops.models import Call, Meeting

VERBS = {Severity.BLOCK: "refused", Severity.WARN: "warned"}


@dataclass(frozen=True)
class Rule:
    """A rule as it would be. `formats` are slugs, so that it can be tried on another year's; none: for every one."""

    kind: str
    params: dict[str, Any]
    severity: str
    formats: frozenset[str] = frozenset()

    def holds_for(self, proposal: Proposal) -> bool:
        return not self.formats or proposal.format.slug in self.formats


@dataclass(frozen=True)
class Failed:
    """A proposal with what the rules say of it: pairs of severity and sentence."""

    code: str
    title: str
    findings: list[tuple[str, str]]

    @property
    def worst(self) -> str:
        return next(severity for severity in Severity.values if severity in {each for each, _ in self.findings})


@dataclass(frozen=True)
class Trial:
    """Rules on the proposals of one call. `of` says whose they are."""

    of: str
    total: int
    failed: list[Failed]

    @property
    def summary(self) -> str:
        """`5 would have been refused, 7 warned.`"""
        if not self.total:
            return "Nothing was handed in."
        worst = [each.worst for each in self.failed]
        said = [f"{worst.count(severity)} {verb}" for severity, verb in VERBS.items() if severity in worst]
        if said:
            said[0] = said[0].replace(" ", " would have been ", 1)
        if told := worst.count(Severity.TELL):
            said.append(f"of {told} the committee told" if said else f"of {told} the committee would have been told")
        return f"{', '.join(said)}." if said else "All would have met it."


def rule_of(requirement: Requirement) -> Rule:
    formats = frozenset(form.slug for form in requirement.formats.all())
    return Rule(requirement.kind, requirement.params, str(requirement.severity), formats)


def last_years(call: Call) -> list[Call]:
    """The call of the same address at the meeting before in the series, or all calls of that meeting."""
    meeting = call.meeting
    before = Meeting.objects.filter(series=meeting.series_id, starts_on__lt=meeting.starts_on)
    calls = list(Call.objects.filter(meeting=before.order_by("-starts_on")[:1]).select_related("meeting"))
    return [each for each in calls if each.slug == call.slug] or calls


def trials_of(call: Call, rules: Iterable[Rule], person: Any) -> list[Trial]:
    """On last year's proposals, and on those of this call."""
    rules, before = list(rules), last_years(call)
    trials = []
    if before:
        trials.append(trial_on(before, f"{before[0].meeting}", rules, person))
    return [*trials, trial_on([call], "this call so far", rules, person)]


def trial_on(calls: list[Call], of: str, rules: list[Rule], person: Any) -> Trial:
    """What was handed in to these calls, without what is hidden from this person; the same queries at any number."""
    rows = Proposal.objects.submitted().filter(call__in=calls).exclude(pk__in=hidden_from(person))
    proposals = list(rows.select_related("call__meeting", "format").order_by("pk"))
    texts = handed_in(proposals)
    wants = {want for rule in rules for want in CATALOGUE[rule.kind].wants}
    around = surroundings_of(proposals, texts, wants, replace(office(person), with_declined=True))
    failed = [
        Failed(each.code, texts[each.pk].title or "Untitled proposal", findings)
        for each in proposals
        if (findings := findings_of(each, texts[each.pk], rules, around[each.pk]))
    ]
    return Trial(of, len(proposals), failed)


def findings_of(proposal: Proposal, text: Content, rules: list[Rule], around: Any) -> list[tuple[str, str]]:
    found = [
        (rule.severity, CATALOGUE[rule.kind].judge(text, rule.params, proposal.format, around))
        for rule in rules
        if rule.holds_for(proposal)
    ]
    return [(severity, finding.sentence) for severity, finding in found if not finding.met]


def told_of(requirement: Requirement, person: Any) -> str:
    """After a rule was kept: how many of the proposals handed in to its call do not meet it."""
    trial = trial_on([requirement.call], "", [rule_of(requirement)], person)
    total, failed = trial.total, len(trial.failed)
    if not total:
        return "Kept. Nothing was handed in to this call yet."
    if total == 1:
        return f"Kept. The one proposal handed in so far {'does not meet' if failed else 'meets'} it."
    if not failed:
        return f"Kept. All {total} proposals handed in so far meet it."
    return f"Kept. Of {total} proposals handed in so far {failed} {'does' if failed == 1 else 'do'} not meet it."
