from django.urls import path

from dashboard.views import front, gallery, home

urlpatterns = [
    path("", home.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/save/", gallery.save, name="gallery_save"),
    path("gallery/confirm/", gallery.confirm, name="gallery_confirm"),
    path("<slug:meeting>/", front.meeting, name="meeting"),
    path("<slug:meeting>/calls/<slug:call>/", front.call, name="call"),
]
