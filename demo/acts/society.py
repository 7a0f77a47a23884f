"""The society opens its house.

Its office is the first to sign in, as in every new installation. It writes down who the society is, lets the cast
and the fictional people in, and makes Olga program staff. Olga writes down which research priorities proposals may
name: four themes of the real agenda of the American Society of Hematology of 2015, with the address they stand at.
"""

from typing import Any

from django.contrib.auth.hashers import make_password

from demo.material import Someone, members, proposers
from letters.wording import make_set
from people.actions import introduce, make_staff, open_with_first_staff
from people.demo_sign_in import address_of
from people.models import Person
from workshops.actions.society import edit_society, publish_priority

OFFICE = "office"
LETTERS = "Letters of the Society of Hematology"
PASSWORD = "convoke-demo"  # noqa: S105  printed on the demo's sign-in page; nothing of it is secret
CAST = {
    "olga": ("Olga", "Okafor", "Society office", "United States", ""),
    "chen": ("Chen", "Wei", "Lakeside University", "United States", "senior"),
    "rita": ("Rita", "Romano", "Istituto del Mare", "Italy", "mid"),
    "raj": ("Raj", "Rao", "Banyan Medical College", "India", "mid"),
    "paula": ("Paula", "Perez", "Hospital del Rio", "Spain", "mid"),
    "felix": ("Felix", "Fuchs", "Klinikum Nordwald", "Germany", "early"),
    "ada": ("Ada", "Adeyemi", "Harbour Institute", "Nigeria", "trainee"),
    "stan": ("Stan", "Stone", "Elsewhere College", "", ""),
}
AGENDA = "ASH Agenda for Hematology Research, 2015"
AGENDA_ADDRESS = "https://www.nursingcenter.com/journalarticle?Article_ID=3127648&Journal_ID=401957&Issue_ID=3127527"
PRIORITIES = {
    "genomic-profiling": "Genomic profiling",
    "genome-editing": "Genome editing and gene therapy",
    "epigenetics": "Epigenetics",
    "immunotherapy": "Immunotherapy",
}


def tell(story: Any) -> None:
    at = story.days(-420)
    office, _ = open_with_first_staff(address_of(OFFICE), at=at)
    let_in(office, at)
    olga = make_staff(story.person("olga"), by=office, at=at)
    edit_society(
        name="Society of Hematology (demonstration)",
        short_name="SoH",
        sender_name="Society of Hematology",
        sender_address=address_of(OFFICE),
        zone="America/New_York",
        by=olga,
        at=at,
    )
    make_set(LETTERS, by=olga, at=at)
    for code, text in PRIORITIES.items():
        publish_priority(code=code, edition=AGENDA, text=text, address=AGENDA_ADDRESS, by=olga, at=at)
    story.people.clear()


def let_in(office: Person, at: Any) -> None:
    """One hash for all: it is one password, and hashing it forty times would take a minute."""
    password = make_password(PASSWORD)
    for key, names in CAST.items():
        profile = dict(
            zip(("given_name", "family_name", "affiliation", "country", "career_stage"), names, strict=True)
        )
        introduce(address_of(key), by=office, at=at, password_hash=password, **profile)
    for one in [*members(), *proposers()]:
        introduce(one.email, by=office, at=at, password_hash=password, **profile_of(one))


def profile_of(one: Someone) -> dict[str, str]:
    return dict(vars(one))
