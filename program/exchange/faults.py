"""What a file says wrongly, line by line, so that its author can mend it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """`where` names the event or part; `sentence` says what is wrong with it."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


class Unreadable(Exception):  # noqa: N818  a file's trouble, not a program's
    """The file cannot be used at all; `faults` say why. Nothing was imported."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class Collector:
    """Faults found while reading on, so that all are reported at once. A faulty file is refused whole; one with
    warnings is imported, and its author is told what looks wrong."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def refuse(self, where: str, sentence: str) -> None:
        self.faults.append(Fault(where, sentence))

    def warn(self, where: str, sentence: str) -> None:
        self.warnings.append(Fault(where, sentence))

    def raise_if_any(self) -> None:
        if self.faults:
            raise Unreadable(*self.faults)
