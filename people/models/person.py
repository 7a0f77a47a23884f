"""A person: someone who signs in, or someone a program only names."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.codes import random_code


class CareerStage(models.TextChoices):
    TRAINEE = "trainee", "Trainee"
    EARLY = "early", "Early career (up to 10 years after the last degree)"
    MID = "mid", "Mid career"
    SENIOR = "senior", "Senior"


class PersonQuerySet(models.QuerySet):
    def staff(self) -> "PersonQuerySet":
        """Program staff of the society."""
        return self.filter(is_staff=True, is_active=True)

    def matching(self, words: str) -> "PersonQuerySet":
        """Each word occurs in the name, the institution or the address."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(given_name__icontains=word)
                | Q(family_name__icontains=word)
                | Q(affiliation__icontains=word)
                | Q(email__icontains=word)
            )
        return found

    def in_index_order(self) -> "PersonQuerySet":
        """As an index of people prints them: by family name, then given name."""
        return self.order_by("family_name", "given_name", "id")


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]  # made at run time
    def create_user(self, email: str | None, password: str | None = None, **fields):
        """A person who can sign in once `password` is set, or by emailed code (`welcome` is for those)."""
        person = self.model(email=email, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def known(self, email: str) -> "Person | None":
        """Whose address this is: her own, or another that she has proved."""
        email = email.strip().lower()
        return self.filter(Q(email=email) | Q(emailaddress__email=email, emailaddress__verified=True)).first()

    def welcome(self, email: str, **names) -> "tuple[Person, bool]":
        """The person with this address, or a new one who signs in by a code sent to it. Returns whether she is new.

        `names` are written only to a new person; whoever invites somebody never renames her.
        """
        email = email.strip().lower()
        if known := self.known(email):
            return known, False
        person = self.create_user(email, None, **names)
        person.emailaddress_set.create(email=email, primary=True, verified=False)
        return person, True

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """`email` is empty for a person whom an imported program names and who never signed in."""

    code = models.CharField(max_length=16, unique=True, default=random_code, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    affiliation = models.CharField("institution", max_length=200, blank=True)
    country = models.CharField(max_length=80, blank=True)
    degree = models.CharField("degrees", max_length=60, blank=True, help_text="As printed, for example MD, PhD.")
    career_stage = models.CharField(max_length=10, choices=CareerStage, blank=True)
    orcid = models.CharField("ORCID iD", max_length=19, blank=True)
    time_zone = models.CharField(max_length=60, blank=True, help_text="Times are shown to you in this zone.")
    biography = models.TextField(blank=True)
    wants_invitations = models.BooleanField("calendar invitations by mail", default=True)
    is_staff = models.BooleanField("program staff", default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email__regex=r"^[^A-Z]+$"), name="person_email_lower_case"
            ),
            models.CheckConstraint(
                condition=~Q(given_name="", family_name="", email__isnull=True), name="person_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(career_stage="") | Q(career_stage__in=CareerStage.values),
                name="person_career_stage_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.email = self.email.lower().strip() or None if self.email else None
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """As spoken: given name, then family name; the part before the @ when neither is known."""
        return f"{self.given_name} {self.family_name}".strip() or (self.email or "").partition("@")[0]

    @property
    def index_name(self) -> str:
        """As an index prints it: family name first."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part) or self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.given_name or self.name
