"""The root address table. Fixed words come first; a meeting's slug is the first part of everything else.

A word used here as a first part cannot be a meeting's slug: `workshops.reserved` reads this table.
"""

from django.contrib import admin
from django.urls import include, path

from config import views
from program.api import api

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("people/", include("people.urls")),
    path("jobs/", include("jobs.urls")),
    path("letters/", include("letters.urls")),
    path("proposals/", include("proposals.urls.proposals")),
    path("invitations/", include("proposals.urls.invitations")),
    path("candidates/", include("proposals.urls.candidates")),
    path("rate/", include("outcomes.urls.links")),
    path("", include("program.urls")),  # before all that only some may see: calendars ask for it every hour
    path("", include("workshops.urls")),
    path("", include("proposals.urls.meetings")),
    path("", include("reviews.urls")),
    path("", include("scheduling.urls")),
    path("", include("outcomes.urls.meetings")),
    path("", include("dashboard.urls")),  # last, since /<meeting>/ would answer for every fixed word
]
