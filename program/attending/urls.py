"""Addresses of what attendees do and of staff's lists of them; part of the floor's."""

from django.urls import path

from program.views import certificates, feedback, presence, registrants, sign_ups

HERE = "<slug:meeting>/attendees/"
SESSION = f"{HERE}sessions/<slug:code>/"

urlpatterns = [
    path("<slug:meeting>/sessions/<slug:code>/places/", sign_ups.session_places, name="session_places"),
    path("<slug:meeting>/sessions/<slug:code>/online/", registrants.session_online, name="session_online"),
    path(f"{HERE}registrants/", registrants.registrant_list, name="registrant_list"),
    path(f"{HERE}registrants/<int:registrant>/remove/", registrants.registrant_remove, name="registrant_remove"),
    path(f"{HERE}rules/", registrants.attendee_rules, name="attendee_rules"),
    path("<slug:meeting>/my-attendance/", certificates.my_attendance, name="my_attendance"),
    path("<slug:meeting>/my-attendance/certificate.pdf", certificates.certificate_pdf_of, name="certificate_pdf"),
    path("certificates/", certificates.certificate_find, name="certificate_find"),
    path("certificates/<slug:number>/", certificates.certificate, name="certificate"),
    path("<slug:meeting>/sessions/<slug:code>/feedback/", feedback.feedback, name="feedback"),
    path("<slug:meeting>/sessions/<slug:code>/feedback/summary/", feedback.feedback_summary, name="feedback_summary"),
    path(f"{HERE}feedback/", feedback.feedback_list, name="feedback_list"),
    path("<slug:meeting>/here/", presence.here, name="here"),
    path("<slug:meeting>/sessions/<slug:code>/door/", presence.door, name="door"),
    path("<slug:meeting>/sessions/<slug:code>/door/change/", presence.door_change, name="door_change"),
    path("<slug:meeting>/sessions/<slug:code>/attendance/", presence.presence_list, name="presence_list"),
    path(f"{HERE}attendance/", presence.attendance, name="attendance"),
    path(f"{HERE}attendance.csv", presence.attendance_csv, name="attendance_csv"),
    path(f"{SESSION}<slug:person>/strike/", presence.presence_strike, name="presence_strike"),
    path(HERE, sign_ups.sign_up_list, name="sign_up_list"),
    path(SESSION, sign_ups.sign_up, name="sign_up"),
    path(f"{SESSION}people.csv", sign_ups.sign_up_csv, name="sign_up_csv"),
    path(f"{SESSION}add/", sign_ups.sign_up_add, name="sign_up_add"),
    path(f"{SESSION}end/", sign_ups.sign_up_end, name="sign_up_end"),
    path(f"{SESSION}<slug:person>/remove/", sign_ups.sign_up_remove, name="sign_up_remove"),
]
