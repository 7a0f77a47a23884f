"""docs/life-cycle.md, from proposals.lifecycle.TABLE."""

from config.docs.markdown import code, page, table
from proposals.lifecycle import BEFORE, BEGINNINGS, LIVING, TABLE, State, Transition, Verb
from proposals.rules import CONDITIONS, NEED_REASON

INTRODUCTION = """# The life of a proposal

One table moves a proposal, `proposals/lifecycle.py`. Buttons, rules, actions, tests and this page are read from it.
*Releasing a decision* means that the letter of the last stage's decision is let go: until then the state does not
move, and nobody outside the committee learns anything."""

WHEN = {
    Verb.SUBMIT: "the call is open for her, and nothing blocks",
    Verb.TAKE_BACK: "the call is open for her",
    Verb.RETURN: "the call is open for the proposer",
    Verb.RESUBMIT: "the date of the revision has not passed, and nothing blocks",
    Verb.GO_ON: "the date of the revision has passed",
    Verb.CONFIRM: "the day of confirming has not passed",
    Verb.LAPSE: "the day of confirming has passed",
}
"""The conditions of proposals.rules.CONDITIONS in words; a test compares the two."""

WITH = {Verb.ASK_REVISION: "with the points to change, and a date"}


def text() -> str:
    verbs = table(("Verb", "From", "To", "Whose turn", "When"), [_row(row) for row in TABLE])
    states = table(
        ("State", "Word", "Can still become a session"),
        [(code(state.value), state.label, "yes" if state in LIVING else "no") for state in State],
    )
    return page(INTRODUCTION, "## Verbs", verbs, "## States", states, "## As a picture", diagram())


def _row(row: Transition) -> tuple[str, ...]:
    target = "the state before" if row.target == BEFORE else State(row.target).label
    if row.verb in CONDITIONS and row.verb not in WHEN:
        raise KeyError(f"Say in config/docs/life_cycle.py when “{row.verb.label}” is possible.")
    when = [
        WHEN.get(row.verb, ""),
        WITH.get(row.verb, ""),
        "with a sentence that says why" if row.verb in NEED_REASON else "",
    ]
    return (
        f"**{row.verb.label}** ({code(row.verb.value)})",
        ", ".join(source.label for source in row.sources),
        target,
        ", ".join(owner.label for owner in row.owners),
        "; ".join(part for part in when if part),
    )


def diagram() -> str:
    """Mermaid; what goes back to the state before is drawn as an arrow to its own box."""
    names = "\n".join(f'    state "{state.label}" as {state.value}' for state in State)
    arrows = [
        f"    {source.value} --> {'before' if row.target == BEFORE else State(row.target).value}: {row.verb.label}"
        for row in TABLE
        for source in row.sources
    ]
    back = '    state "The state before" as before'
    return "\n".join(
        [
            "```mermaid",
            "stateDiagram-v2",
            names,
            back,
            *(f"    [*] --> {state.value}" for state in BEGINNINGS),
            *arrows,
            "```",
        ]
    )
