from django.urls import path

from dashboard.views import front, gallery, home, mine, search, setup, setup_files

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("my-reviews/", mine.my_reviews, name="my_reviews"),
    path("my-agenda/", mine.my_agendas, name="my_agendas"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/save/", gallery.save, name="gallery_save"),
    path("gallery/confirm/", gallery.confirm, name="gallery_confirm"),
    path("<slug:meeting>/setup/", setup.meeting_edit, name="meeting_edit"),
    path("meetings/import/", setup_files.setup_import, name="setup_import"),
    path("<slug:meeting>/setup/export/", setup_files.setup_export, name="setup_export"),
    path("<slug:meeting>/setup/clone/", setup.meeting_clone, name="meeting_clone"),
    path("<slug:meeting>/", front.meeting, name="meeting"),
    path("<slug:meeting>/calls/<slug:call>/", front.call, name="call"),
]
