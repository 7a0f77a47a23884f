"""The letter that tells of a file nobody can open."""

from datetime import datetime

from letters.models import Letter
from proposals.models import Attachment
from proposals.writing import SAMPLE, register_about, write

register_about(
    "proposals.withheld",
    "File withheld: a virus was found",
    placeholders=SAMPLE | {"file": "Letter of support.pdf", "virus": "Eicar-Test-Signature"},
    subject="A file of your proposal “{{title}}” cannot be opened",
    body="""Dear {{name}},

the virus scanner found a virus ({{virus}}) in the file “{{file}}”, which you sent with your proposal “{{title}}” for
{{meeting}} ({{call}}). Nobody can open it. Your other answers are as you wrote them.

Please have your computer checked, and write to the society’s office: it tells you how to send the file again.

[See your proposal]({{link}})
""",
)


def withheld(attachment: Attachment, virus: str, *, at: datetime) -> Letter | None:
    """To who sent the file; somebody without an address reads it on the page only."""
    if not attachment.by or not attachment.by.email:
        return None
    values = {"file": attachment.name, "virus": virus}
    return write("proposals.withheld", attachment.proposal, values, to=attachment.by, by=None, at=at)
