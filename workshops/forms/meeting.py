"""What staff write about a meeting and about their society."""

from django import forms
from django.core.exceptions import ValidationError

from workshops import rules
from workshops.coordinates import tidied
from workshops.forms.fields import SuggestingInput, ZoneField, day_input
from workshops.logo import MOST_BYTES, NotALogo, redrawn
from workshops.models import Meeting, Series, Society


class MeetingForm(forms.ModelForm):
    series = forms.CharField(
        required=False,
        max_length=160,
        help_text="Meetings of one kind, year after year. Choose one or write a new name.",
    )
    zone = ZoneField(
        label="Time zone",
        help_text="The clocks of the place where it is held. Type a city to search, for example New_York.",
    )
    field_order = ("name", "slug", "series", "starts_on", "ends_on", "venue", "city", "coordinates", "zone")

    class Meta:
        model = Meeting
        fields = (
            "name",
            "slug",
            "starts_on",
            "ends_on",
            "venue",
            "city",
            "coordinates",
            "description",
            "letter_set",
            "tells_calendars",
        )
        labels = {"slug": "Address", "starts_on": "First day", "ends_on": "Last day", "letter_set": "Letters"}
        help_texts = {
            "slug": "Small letters, digits and hyphens, for example ash-2027. It stays once the meeting is public.",
            "description": "Shown on the front page. You can use Markdown.",
            "coordinates": "Latitude and longitude as maps give them, for example 28.4256, -81.4700. Calendars show"
            " the way there.",
            "letter_set": "The society's letters that this meeting uses. Left empty: the first set there is.",
            "tells_calendars": "A release writes an invitation to everybody in a session, and one for each change."
            " They are held in the outbox until you release them.",
        }
        widgets = {"starts_on": day_input(), "ends_on": day_input()}
        error_messages = {"slug": {"unique": "Another meeting has this address."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["series"].widget = SuggestingInput(Series.objects.values_list("name", flat=True))
        self.initial.setdefault("zone", self.instance.zone)
        self.initial["series"] = self.instance.series.name if self.instance.series else ""
        self.fields["slug"].disabled = self.instance.pk is not None and self.instance.is_public

    def clean_coordinates(self):
        return tidied(self.cleaned_data["coordinates"])

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        refusal = rules.name_address(slug)
        if refusal:
            raise ValidationError(str(refusal))
        return slug


class SocietyForm(forms.ModelForm):
    accent = forms.CharField(
        label="Accent",
        widget=forms.TextInput({"type": "color", "class": "form-control-color"}),
        help_text="The colour of buttons and marks. White words on it must be readable.",
    )
    zone = ZoneField(label="Time zone", help_text="For whatever belongs to no meeting.")
    new_logo = forms.FileField(
        label="Logo",
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text="PNG, JPEG, WebP or GIF, at most 2 MB. It is drawn anew and shown at most 32 pixels high.",
    )
    remove_logo = forms.BooleanField(label="Show no logo", required=False)
    field_order = ("name", "short_name", "new_logo", "remove_logo", "accent", "zone", "sender_name", "sender_address")

    class Meta:
        model = Society
        fields = ("name", "short_name", "sender_name", "sender_address", "file_months")
        labels = {"name": "Name", "short_name": "Short name"}
        help_texts = {
            "sender_name": "Letters are signed with this name.",
            "short_name": "A few letters, as on badges.",
            "file_months": "After a meeting, the files of its proposals are removed. Left empty: they are kept.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"zone": self.instance.zone, "accent": self.instance.accent}
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_accent(self):
        accent = self.cleaned_data["accent"].lower()
        refusal = rules.colour(accent)
        if refusal:
            raise ValidationError(str(refusal))
        return accent

    def clean_new_logo(self):
        file = self.cleaned_data["new_logo"]
        if not file:
            return None
        try:
            return redrawn(file.read(MOST_BYTES + 1))
        except NotALogo as reason:
            raise ValidationError(str(reason)) from reason

    def changes(self) -> dict:
        """What the action wants: the logo as bytes, empty bytes to take it away, absent to keep it."""
        values = dict(self.cleaned_data)
        logo, gone = values.pop("new_logo"), values.pop("remove_logo", False)
        if logo or gone:
            values["logo"] = logo or b""
        return values
