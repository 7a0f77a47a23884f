"""A collision is looked for in small parts of a problem before the whole is asked."""

from scheduling.engine.choices import choices
from scheduling.engine.greedy import construct
from scheduling.engine.index import Index
from scheduling.engine.parts import part, suspects
from scheduling.engine.problem import Apart, Before, Lock, Penalties, Published, Together, Wish
from scheduling.engine.validation import insist_on_sense

from .stage import item, problem


def suspected(made):
    index = Index(made)
    return [sorted(each) for each in suspects(index, construct(index, choices(index)))]


def test_a_part_keeps_what_is_said_of_its_items_and_nothing_else():
    made = problem(
        *(item(name) for name in "abcd"),
        locks=(Lock("a", "hall", 0), Lock("d", "nook", 0)),
        published=(Published("b", "hall", 30), Published("c", "hall", 60)),
        apart=(Apart("a", "b"), Apart("a", "c")),
        before=(Before("a", "b"), Before("b", "d")),
        together=(Together(("a", "b", "c")),),
        wishes=(Wish("rita", ("a", "c")),),
        penalties=Penalties(item_room=(("a", "hall", 1), ("d", "hall", 1))),
    )
    small = part(made, {"a", "b"})
    insist_on_sense(small)
    assert [each.id for each in small.items] == ["a", "b"]
    assert small.locks == (Lock("a", "hall", 0),)
    assert small.published == (Published("b", "hall", 30),)
    assert (small.apart, small.before) == ((Apart("a", "b"),), (Before("a", "b"),))
    assert small.together == (Together(("a", "b")),)
    assert (small.wishes, small.penalties.item_room) == ((), (("a", "hall", 1),))


def test_what_is_near_an_item_without_a_place_is_suspected_step_by_step():
    locks = (Lock("a", "hall", 0), Lock("b", "hall", 0), Lock("d", "nook", 0))
    made = problem(
        item("a", 60), item("b", 60, people=("rita",)), item("c", people=("rita",)), item("d"), locks=locks
    )
    sizes = suspected(made)
    assert sizes[0] in (["a"], ["b"])
    assert sizes[1:] in ([["a", "b"], ["a", "b", "c"]], [["a", "b", "c"]])


def test_nothing_is_suspected_where_everything_has_a_place():
    assert suspected(problem(item("a"), item("b"))) == []
