"""Under /invitations/: the page behind each secret link."""

from django.urls import path

from proposals.views.invitation import invitation

urlpatterns = [path("<str:token>/", invitation, name="invitation")]
