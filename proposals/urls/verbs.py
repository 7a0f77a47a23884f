"""How a verb of the table stands in an address: take_back is /take-back/."""

from proposals.lifecycle import Verb


class VerbConverter:
    regex = "[a-z-]+"

    def to_python(self, value: str) -> Verb:
        return Verb(value.replace("-", "_"))

    def to_url(self, verb: str) -> str:
        return Verb(verb).value.replace("_", "-")
