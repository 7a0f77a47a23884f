from django.urls import path

from workshops.views import society

urlpatterns = [
    path("society/accent.css", society.society_accent, name="society_accent"),
    path("society/<slug:name>.png", society.society_logo, name="society_logo"),
]
