from django.urls import path

from dashboard.views import gallery, home

urlpatterns = [
    path("", home.home, name="home"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/confirm/", gallery.confirm, name="gallery_confirm"),
]
