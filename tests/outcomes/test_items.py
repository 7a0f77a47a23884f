"""Items: suggested up to a cap, changed without overwriting another, merged and dropped with history."""

from datetime import timedelta

import pytest

from outcomes.actions import exercises, items, rounds
from outcomes.models import Item
from people.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def collecting(exercise, cast, at):
    exercise.items_each = 2
    exercise.save()
    return items.start_collecting(exercise, until=at + timedelta(days=7), by=cast.olga, at=at)


def living(exercise):
    return [item.title for item in Item.objects.living().filter(exercise=exercise)]


def test_who_takes_part_suggests_up_to_the_cap_and_in_time(collecting, person_of, at):
    ada = person_of("ada")
    made = [items.suggest(ada, title=f"Idea {n}", at=at) for n in (1, 2)]
    assert [(item.number, item.participant) for item in made] == [(4, ada), (5, ada)]
    with pytest.raises(Refused, match="may suggest 2 items, and you have"):
        items.suggest(ada, title="One more", at=at)
    with pytest.raises(Refused, match="not collected now"):
        items.suggest(person_of("chen"), title="Too late", at=at + timedelta(days=7))


def test_two_scribes_do_not_overwrite_each_other(exercise, cast, at, item_of):
    pain = item_of("pain")
    changed = items.change(pain, version=1, title="Pain in adults", by=cast.olga, at=at)
    assert (changed.version, changed.revisions.get().content["title"]) == (2, "Canary pain")
    with pytest.raises(items.Stale) as stale:
        items.change(pain, version=1, title="Pain in children", by=cast.olga, at=at)
    assert stale.value.item.title == "Pain in adults"
    assert changed.revisions.count() == 1


def test_merged_items_go_on_in_one_and_are_brought_back(exercise, cast, at, item_of, person_of):
    pain, gene = item_of("pain"), item_of("gene")
    items.step_back(pain, person_of("ada"), reason="A grant.", at=at)
    items.merge([pain], into=gene, reason="The same question.", by=cast.olga, at=at)
    assert living(exercise) == ["Canary gene therapy", "Canary transition of care"]
    assert [each.participant for each in gene.recusals.all()] == [person_of("ada")]
    with pytest.raises(Refused, match="stand on the list"):
        items.merge([pain], into=gene, reason="", by=cast.olga, at=at)
    items.bring_back(pain, by=cast.olga, at=at)
    assert living(exercise) == ["Canary gene therapy", "Canary pain", "Canary transition of care"]
    assert pain.merges.get().undone_at == at


def test_what_was_merged_follows_when_its_target_is_merged_again(exercise, cast, at, item_of):
    pain, gene, care = item_of("pain"), item_of("gene"), item_of("transition")
    items.merge([pain], into=gene, reason="", by=cast.olga, at=at)
    items.merge([gene], into=care, reason="", by=cast.olga, at=at)
    assert sorted(each.item.title for each in care.merged.standing()) == ["Canary gene therapy", "Canary pain"]


def test_dropping_wants_a_reason(exercise, cast, at, item_of):
    with pytest.raises(Refused, match="Say why"):
        items.drop(item_of("pain"), reason="", by=cast.olga, at=at)
    items.drop(item_of("pain"), reason="Answered already.", by=cast.olga, at=at)
    assert "Canary pain" not in living(exercise)


def test_the_list_rests_while_a_round_is_open(exercise, cast, at, item_of):
    rounds.open_round(exercise, by=cast.olga, at=at)
    for act in (
        lambda: items.drop(item_of("pain"), reason="No.", by=cast.olga, at=at),
        lambda: items.merge([item_of("pain")], into=item_of("gene"), reason="", by=cast.olga, at=at),
        lambda: items.change(item_of("pain"), version=1, title="Else", by=cast.olga, at=at),
        lambda: items.add(exercise, title="New", by=cast.olga, at=at),
    ):
        with pytest.raises(Refused, match="A round is open"):
            act()


def test_a_scribe_keeps_the_list_and_a_stranger_does_not(exercise, cast, at, item_of):
    with pytest.raises(Refused, match="keep the list"):
        items.add(exercise, title="New", by=cast.chen, at=at)
    exercises.name_facilitator(exercise, cast.chen, role="scribe", by=cast.olga, at=at)
    assert items.add(exercise, title="New", by=cast.chen, at=at).number == 4


def test_a_theme_keeps_its_items_under_another_name(exercise, cast, at, item_of):
    first = exercises.write_themes(exercise, themes=[("G", "Genomic profiling")], by=cast.olga, at=at)
    exercise.items.update(theme=first.themes.get())
    again = exercises.write_themes(exercise, themes=[("G", "Precision medicine"), ("C", "Care")], by=cast.olga, at=at)
    assert (again.edition, str(item_of("pain").theme)) == (2, "Precision medicine")
    assert item_of("pain").theme.continues == first.themes.get()
    same = exercises.write_themes(exercise, themes=[("G", "Precision medicine"), ("C", "Care")], by=cast.olga, at=at)
    assert same == again
