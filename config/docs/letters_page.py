"""docs/letters.md, from the kinds that the floors have registered."""

from config.docs.markdown import code, page, table
from letters.kinds import KINDS, SIGN_IN, Kind

INTRODUCTION = """# Letters

Every letter the society sends has a kind. Its default words are shown here; a society writes its own for each set
of letters, with the same placeholders and no others. A letter that is held leaves when somebody releases it."""


def text() -> str:
    kinds = [kind for kind in KINDS.values() if kind.name != SIGN_IN]
    return page(INTRODUCTION, *(part for kind in sorted(kinds, key=lambda kind: kind.name) for part in _parts(kind)))


def _parts(kind: Kind) -> list[str]:
    told = "Releasing it makes a decision known and moves the proposal." if kind.when_released else ""
    rows = [(code("{{" + name + "}}"), sample) for name, sample in kind.placeholders.items()]
    words = f"```text\nSubject: {kind.subject}\n\n{kind.body.strip()}\n```"
    return [
        f"## {kind.label}",
        f"{code(kind.name)} {told}".strip(),
        table(("Placeholder", "For example"), rows),
        words,
    ]
