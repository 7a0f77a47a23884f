from django.urls import path

from letters.views import outbox, templates, verbs

urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("release/", verbs.letter_release, name="letter_release"),
    path("discard/", verbs.letter_discard, name="letter_discard"),
    path("put-back/", verbs.letter_put_back, name="letter_put_back"),
    path("send-again/", verbs.letter_send_again, name="letter_send_again"),
    path("<int:letter>/", outbox.letter, name="letter"),
    path("<int:letter>/sheet/", outbox.letter_sheet, name="letter_sheet"),
    path("sets/", templates.letter_set_list, name="letter_set_list"),
    path("sets/<int:set>/", templates.letter_template_list, name="letter_template_list"),
    path("sets/<int:set>/<str:kind>/", templates.letter_template_edit, name="letter_template_edit"),
    path("sets/<int:set>/<str:kind>/preview/", templates.letter_template_preview, name="letter_template_preview"),
    path("sets/<int:set>/<str:kind>/reset/", templates.letter_template_reset, name="letter_template_reset"),
]
