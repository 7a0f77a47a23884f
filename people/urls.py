from django.conf import settings
from django.urls import path

from people.demo_sign_in import demo_sign_in
from people.views import members, profile, staff

urlpatterns = [
    path("", staff.person_list, name="person_list"),
    path("members/", members.member_list, name="member_list"),
    path("profile/", profile.profile, name="profile"),
    path("<slug:person>/staff/", staff.person_staff, name="person_staff"),
]
if settings.DEMO_SIGN_IN:
    urlpatterns.append(path("demo/<slug:key>/", demo_sign_in, name="demo_sign_in"))
