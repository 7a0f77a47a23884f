from django.urls import path

from jobs import views

urlpatterns = [
    path("", views.job_list, name="job_list"),
    path("<int:job>/", views.job, name="job"),
    path("<int:job>/cancel/", views.job_cancel, name="job_cancel"),
    path("<int:job>/retry/", views.job_retry, name="job_retry"),
]
