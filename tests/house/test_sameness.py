"""What is not for a person is not found: the answer is that for what does not exist, to the letter, to the header
and to the number of its queries. A stranger is led to sign in, whether it exists or not.
"""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def told_apart(real, none) -> str:
    """What tells the two answers apart, in a line, or nothing."""
    left, right = real.facts, none.facts
    said = [f"{name} {brief(left[name])} / {brief(right[name])}" for name in left if left[name] != right[name]]
    return f"{real}: {', '.join(said)}" if said else ""


def brief(value) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


def test_what_is_not_for_her_answers_as_what_does_not_exist(walk):
    pairs = [(real, none) for real, none in walk.twins if real.word == "404"]
    assert len(pairs) > 500
    faults = [said for real, none in pairs if (said := told_apart(real, none))]
    assert not faults, "These can be told from what does not exist:\n" + "\n".join(faults)


def test_a_stranger_is_led_to_sign_in_whether_it_exists_or_not(walk):
    pairs = [(real, none) for real, none in walk.twins if real.word == "in"]
    assert {real.who for real, _ in pairs} == {"nobody"}
    faults = [said for real, none in pairs if (said := told_apart(real, none))]
    assert not faults, "These tell a stranger what exists:\n" + "\n".join(faults)
