"""Under /candidates/: the page behind each secret link."""

from django.urls import path

from proposals.views.candidate import candidate_answer

urlpatterns = [path("<str:token>/", candidate_answer, name="candidate_answer")]
