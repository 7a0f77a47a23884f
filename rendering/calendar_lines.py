"""Reads a calendar's bytes the strict way: physical lines, content lines, components (RFC 5545 3.1 to 3.4).

Parsers forgive; this reader reports. It goes on after a fault as well as it can, so that one broken byte
does not hide the next.
"""

import re
from dataclasses import dataclass, field
from typing import Self

LONGEST_LINE = 75
_NAME = "[A-Za-z0-9-]+"
_PARAMETER_VALUE = r'(?:"[^"]*"|[^";:,]*)'
_CONTENT = re.compile(rf"({_NAME})((?:;{_NAME}={_PARAMETER_VALUE}(?:,{_PARAMETER_VALUE})*)*):(.*)", re.DOTALL)
_PARAMETER = re.compile(rf";({_NAME})=({_PARAMETER_VALUE}(?:,{_PARAMETER_VALUE})*)")
_ONE_VALUE = re.compile(_PARAMETER_VALUE)
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_QUOTED = {"ALTREP", "DIR", "MEMBER", "DELEGATED-TO", "DELEGATED-FROM", "SENT-BY"}
_SEVERAL_VALUES = {"MEMBER", "DELEGATED-TO", "DELEGATED-FROM", "FEATURE", "DISPLAY"}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One breach: the physical line (from 1), the section that forbids it, what is wrong."""

    line: int
    rule: str
    sentence: str

    def __str__(self):
        return f"line {self.line}: {self.sentence} ({self.rule})"


@dataclass(frozen=True, slots=True)
class Property:
    line: int
    name: str
    parameters: dict[str, list[str]]
    value: str

    def parameter(self, name: str) -> str:
        """The first value of a parameter, in capitals for comparing, or an empty text."""
        return self.parameters.get(name, [""])[0].upper()


@dataclass(slots=True)
class Component:
    line: int
    name: str
    properties: list[Property] = field(default_factory=list)
    components: list[Self] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [each for each in self.properties if each.name == name]

    def first(self, name: str) -> Property | None:
        return next(iter(self.all(name)), None)

    def named(self, name: str) -> list[Self]:
        return [each for each in self.components if each.name == name]

    def walk(self):
        """This component and all inside it; without recursion, since bytes may nest as deep as they like."""
        waiting = [self]
        while waiting:
            waiting += (each := waiting.pop()).components
            yield each


def read(data: bytes) -> tuple[list[Component], list[Fault]]:
    """The outermost components and every fault of bytes, lines and nesting."""
    faults: list[Fault] = []
    properties = []
    for line, text in _unfolded(data, faults):
        if found := _property(line, text, faults):
            properties.append(found)
    return _nested(properties, faults), faults


def _unfolded(data: bytes, faults: list[Fault]):
    """Pairs of first physical line number and unfolded text."""
    if data.startswith(b"\xef\xbb\xbf"):
        faults.append(Fault(1, "RFC 5545 3.1", "The stream starts with a byte order mark."))
        data = data[3:]
    if not data.endswith(b"\r\n"):
        faults.append(Fault(data.count(b"\n") + 1, "RFC 5545 3.1", "The last line does not end with CRLF."))
    unfolded: list[tuple[int, list[str]]] = []
    for number, octets in enumerate(data.removesuffix(b"\n").split(b"\n"), start=1):
        text = _physical(number, octets, faults)
        if text[:1] in (" ", "\t") and unfolded:
            unfolded[-1][1].append(text[1:])
        else:
            unfolded.append((number, [text]))
    return [(number, "".join(parts)) for number, parts in unfolded]


def _physical(number: int, octets: bytes, faults: list[Fault]) -> str:
    """One line without its CRLF, after looking at its octets."""
    rule = "RFC 5545 3.1"
    if not octets.endswith(b"\r"):
        faults.append(Fault(number, rule, "The line ends without CR before LF."))
    octets = octets.removesuffix(b"\r")
    if len(octets) > LONGEST_LINE:
        faults.append(Fault(number, rule, f"The line has {len(octets)} octets, more than {LONGEST_LINE}."))
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        faults.append(Fault(number, rule, "The line is not UTF-8 by itself."))
        text = octets.decode(errors="replace")
    if _CONTROL.search(text):
        faults.append(Fault(number, rule, "The line holds a control character."))
    return text


def _property(line: int, text: str, faults: list[Fault]) -> Property | None:
    found = _CONTENT.fullmatch(text)
    if not found:
        faults.append(Fault(line, "RFC 5545 3.1", f"{text[:40]!r} is not a name, a colon and a value."))
        return None
    parameters: dict[str, list[str]] = {}
    for name, values in _PARAMETER.findall(found[2]):
        written = _split(values)
        several = [value.strip('"') for value in written]
        if name.upper() in _QUOTED and not all(value.startswith('"') for value in written):
            faults.append(Fault(line, "RFC 5545 3.2", f"The address in {name} needs quotes."))
        if name.upper() in parameters:
            faults.append(Fault(line, "RFC 5545 3.2", f"The parameter {name} is there twice."))
        if len(several) > 1 and name.upper() not in _SEVERAL_VALUES and not name.upper().startswith("X-"):
            faults.append(Fault(line, "RFC 5545 3.2", f"{name} takes one value; a comma needs quotes."))
        parameters[name.upper()] = several
    return Property(line, found[1].upper(), parameters, found[3])


def _split(values: str) -> list[str]:
    """A parameter's values at the commas outside quotes."""
    found, at = [], 0
    while at <= len(values):
        one = _ONE_VALUE.match(values, at)
        if one is None:
            break
        found.append(one[0])
        at = one.end() + 1
    return found


def _nested(properties: list[Property], faults: list[Fault]) -> list[Component]:
    rule = "RFC 5545 3.6"
    outermost = Component(0, "")
    path = [outermost]
    for each in properties:
        if each.name == "BEGIN":
            inner = Component(each.line, each.value.upper())
            path[-1].components.append(inner)
            path.append(inner)
        elif each.name == "END":
            if path[-1].name != each.value.upper() or len(path) == 1:
                faults.append(Fault(each.line, rule, f"END:{each.value} closes nothing that is open here."))
            if each.value.upper() in [open_.name for open_ in path[1:]]:
                while path.pop().name != each.value.upper():
                    pass
        elif len(path) == 1:
            faults.append(Fault(each.line, "RFC 5545 3.4", f"{each.name} stands outside any component."))
        else:
            path[-1].properties.append(each)
    faults += [Fault(open_.line, rule, f"{open_.name} is never closed.") for open_ in path[1:]]
    return outermost.components
