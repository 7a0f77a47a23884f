"""Every text of a review that was handed in is kept, and can be compared."""

from reviews.models import Review
from tests.reviews.conftest import seen


def hand_in(client, page: str, committee, version: int, **answers):
    novelty, complete = committee.world.stage.rubric.criteria.all()
    scores = {f"criterion_{novelty.pk}": answers.pop("novelty", 4), f"criterion_{complete.pk}": 5}
    rest = {"confidence": 3, "advice": "accept", "version": version, "submit": "1"} | answers
    return client.post(page, scores | rest)


def test_each_text_handed_in_is_kept_with_what_changed(committee, cast, sign_in):
    page, client = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/", sign_in(cast.rita)
    hand_in(client, page, committee, 0, to_committee="A fine topic.")
    client.post(f"{page}reopen/")
    version = Review.objects.get(assignment=committee.ritas).version
    hand_in(client, page, committee, version, novelty=2, to_committee="A stale topic.")
    assert [each.to_committee for each in Review.objects.get(assignment=committee.ritas).versions.all()] == [
        "A fine topic.",
        "A stale topic.",
    ]
    told = seen(client.get(f"{page}versions/"))
    assert "A <del>fine</del> topic." in told
    assert "A <ins>stale</ins> topic." in told
    assert told.index("Version 2") < told.index("Version 1")
    assert f"{page}versions/" in seen(client.get(page))


def test_who_leads_reads_every_version_and_another_reader_none(committee, cast, sign_in, at):
    rajs = committee.rajs
    page = f"/{committee.world.meeting.slug}/reviews/{rajs.pk}/"
    client = sign_in(cast.raj)
    client.post(f"{page}reopen/")
    hand_in(client, page, committee, Review.objects.get(assignment=rajs).version, to_committee="Another note of Raj")
    dossier = committee.path(f"proposals/{committee.other.code}/")
    client = sign_in(cast.chen)
    assert "2 versions" in seen(client.get(dossier))
    told = seen(client.get(f"{dossier}reviews/{rajs.pk}/"))
    assert "The review of Raj Rao" in told
    assert "Canary note of Raj" in told, "the text before it was opened again"
    for reader in (cast.rita, cast.raj):
        assert sign_in(reader).get(f"{dossier}reviews/{rajs.pk}/").status_code == 404
    assert sign_in(cast.rita).get(f"{page}versions/").status_code == 404


def test_handing_in_the_same_words_again_is_no_version(committee, cast, sign_in):
    page, client = f"/{committee.world.meeting.slug}/reviews/{committee.ritas.pk}/", sign_in(cast.rita)
    hand_in(client, page, committee, 0)
    client.post(f"{page}reopen/")
    hand_in(client, page, committee, Review.objects.get(assignment=committee.ritas).version)
    assert Review.objects.get(assignment=committee.ritas).versions.count() == 1
