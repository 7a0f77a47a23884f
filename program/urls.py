from django.urls import include, path, re_path

from program.views import (
    agenda,
    cards,
    choice,
    files,
    following,
    inviting,
    itinerary,
    offline,
    pages,
    releases,
    reminding,
    rolling_back,
    sitemaps,
    tokens,
)

RELEASED = (
    r"(?P<name>program\.(?:ics|json|csv|pdf)|schedule\.(?:xml|json)"
    r"|(?:topics|rooms|formats|people|sessions)/[-a-zA-Z0-9_]+\.ics|(?:pocket|handouts|rooms/[-a-zA-Z0-9_]+)\.pdf)"
)

urlpatterns = [
    path("sitemap.xml", sitemaps.everything, name="sitemap_index"),
    path("<slug:meeting>/sitemap.xml", sitemaps.meeting, name="sitemap"),
    path("agenda/<str:token>.ics", itinerary.itinerary_ics, name="itinerary_ics"),
    path("agenda/<str:token>.pdf", itinerary.itinerary_pdf, name="itinerary_pdf"),
    path("agenda/<str:token>/letters/", following.letters_stop, name="letters_stop"),
    path("deadlines/<slug:meeting>.ics", files.deadlines, name="deadlines_ics"),
    path("<slug:meeting>/program/feed.ics", choice.choice, name="choice_ics"),
    path("<slug:meeting>/program/", pages.page, {"kind": "program"}, name="program"),
    path("<slug:meeting>/app.webmanifest", offline.manifest, name="manifest"),
    path("<slug:meeting>/offline-worker.js", offline.worker, name="offline_worker"),
    path("<slug:meeting>/offline/", pages.page, {"kind": "offline"}, name="program_offline"),
    path("<slug:meeting>/program/card.png", cards.card, name="program_card"),
    path("<slug:meeting>/sessions/<slug:code>/card.png", cards.card, name="session_card"),
    path("<slug:meeting>/embed/", pages.embed, name="program_embed"),
    path("<slug:meeting>/program/now/", pages.page, {"kind": "now"}, name="program_now"),
    path("<slug:meeting>/program/changes/", pages.page, {"kind": "changes"}, name="program_changes"),
    path("<slug:meeting>/subscribe/", pages.page, {"kind": "subscribe"}, name="subscribe"),
    path("<slug:meeting>/sessions/<slug:code>/", pages.page, {"kind": "session"}, name="session"),
    path("<slug:meeting>/sessions/<slug:code>/star/", agenda.star, name="star"),
    path("<slug:meeting>/people/", pages.page, {"kind": "people"}, name="program_people"),
    path("<slug:meeting>/people/<slug:code>/", pages.page, {"kind": "person"}, name="program_person"),
    path("<slug:meeting>/rooms/<slug:slug>/", pages.page, {"kind": "room"}, name="program_room"),
    path("<slug:meeting>/topics/<slug:slug>/", pages.page, {"kind": "topic"}, name="program_topic"),
    path("<slug:meeting>/program/mine/", agenda.mine, name="mine"),
    path("<slug:meeting>/agenda/", agenda.my_agenda, name="my_agenda"),
    path("<slug:meeting>/agenda/agenda.pdf", agenda.my_agenda_pdf, name="my_agenda_pdf"),
    path("<slug:meeting>/agenda/open/", agenda.itinerary_open, name="itinerary_open"),
    path("<slug:meeting>/agenda/remind/", reminding.itinerary_remind, name="itinerary_remind"),
    path("<slug:meeting>/agenda/letters/", following.letters_switch, name="letters_switch"),
    path("<slug:meeting>/agenda/revoke/", agenda.itinerary_revoke, name="itinerary_revoke"),
    path("<slug:meeting>/releases/", releases.releases, name="releases"),
    path("<slug:meeting>/releases/<int:number>/again/", rolling_back.release_again, name="release_again"),
    path("<slug:meeting>/calendar-invitations/", inviting.calendar_invitations, name="calendar_invitations"),
    path("<slug:meeting>/tokens/", tokens.token_list, name="token_list"),
    path("<slug:meeting>/tokens/<int:token>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("", include("program.attending.urls")),
    path("calendar/", inviting.my_invitations, name="my_invitations"),
    re_path(rf"^(?P<meeting>[-a-zA-Z0-9_]+)/{RELEASED}$", files.release_file, name="release_file"),
]
