"""Under /rate/: the pages behind the link of who takes part."""

from django.urls import path

from outcomes.views import voting

urlpatterns = [
    path("<str:token>/", voting.rate, name="rate"),
    path("<str:token>/suggest/", voting.rate_suggest, name="rate_suggest"),
    path("<str:token>/method/", voting.rate_method, name="rate_method"),
    path("<str:token>/<int:asked>/", voting.rate_item, name="rate_item"),
    path("<str:token>/<int:asked>/step-back/", voting.rate_step_back, name="rate_step_back"),
]
