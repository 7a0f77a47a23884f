"""Under /invitations/: the pages behind each secret link."""

from django.urls import path

from proposals.views.invitation import invitation
from proposals.views.invitation_disclosure import invitation_disclosure

urlpatterns = [
    path("<str:token>/", invitation, name="invitation"),
    path("<str:token>/disclosure/", invitation_disclosure, name="invitation_disclosure"),
]
