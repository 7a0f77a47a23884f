from django.conf import settings
from django.urls import path

from people.demo_sign_in import demo_sign_in
from people.publications import views as publications
from people.views import members, profile, staff

urlpatterns = [
    path("", staff.person_list, name="person_list"),
    path("members/", members.member_list, name="member_list"),
    path("profile/", profile.profile, name="profile"),
    path("publications/", publications.publication_list, name="publication_list"),
    path("publications/<int:publication>/", publications.publication_edit, name="publication_edit"),
    path("publications/<int:publication>/remove/", publications.publication_remove, name="publication_remove"),
    path("<slug:person>/staff/", staff.person_staff, name="person_staff"),
]
if settings.DEMO_SIGN_IN:
    urlpatterns.append(path("demo/<slug:key>/", demo_sign_in, name="demo_sign_in"))
