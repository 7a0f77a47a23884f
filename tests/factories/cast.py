"""The standing cast, the same in tests, demo and docs."""

from dataclasses import dataclass

from people.models import Person


@dataclass
class Cast:
    olga: Person
    chen: Person
    rita: Person
    raj: Person
    paula: Person
    felix: Person
    ada: Person
    stan: Person


NAMES = {
    "olga": ("Olga", "Okafor", "Society office"),
    "chen": ("Chen", "Wei", "Lakeside University"),
    "rita": ("Rita", "Romano", "Istituto del Mare"),
    "raj": ("Raj", "Rao", "Banyan Medical College"),
    "paula": ("Paula", "Perez", "Hospital del Rio"),
    "felix": ("Felix", "Fuchs", "Klinikum Nordwald"),
    "ada": ("Ada", "Adeyemi", "Harbour Institute"),
    "stan": ("Stan", "Stone", "Elsewhere College"),
}


def make_person(key: str, **fields) -> Person:
    """A person with a verified address KEY@example.org who signs in with the word "convoke"."""
    given, family, affiliation = NAMES.get(key, (key.capitalize(), "Person", ""))
    fields = {"given_name": given, "family_name": family, "affiliation": affiliation} | fields
    person = Person.objects.create_user(f"{key}@example.org", "convoke", **fields)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def make_cast() -> Cast:
    return Cast(**{key: make_person(key, is_staff=key == "olga") for key in NAMES})
