from django.conf import settings
from django.urls import path

from letters.views import conditions, inbox, outbox, templates, told, verbs

CONDITION = "sets/<int:set>/<str:kind>/conditions/<int:template>/"

urlpatterns = [
    path("", outbox.outbox, name="outbox"),
    path("release/", verbs.letter_release, name="letter_release"),
    path("discard/", verbs.letter_discard, name="letter_discard"),
    path("put-back/", verbs.letter_put_back, name="letter_put_back"),
    path("send-again/", verbs.letter_send_again, name="letter_send_again"),
    path("settle/", verbs.letter_settle, name="letter_settle"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:received>/settle/", inbox.inbox_settle, name="inbox_settle"),
    path("<int:letter>/", outbox.letter, name="letter"),
    path("<int:letter>/sheet/", outbox.letter_sheet, name="letter_sheet"),
    path("sets/", templates.letter_set_list, name="letter_set_list"),
    path("sets/<int:set>/", templates.letter_template_list, name="letter_template_list"),
    path("sets/<int:set>/<str:kind>/", templates.letter_template_edit, name="letter_template_edit"),
    path("sets/<int:set>/<str:kind>/preview/", templates.letter_template_preview, name="letter_template_preview"),
    path("sets/<int:set>/<str:kind>/reset/", templates.letter_template_reset, name="letter_template_reset"),
    path("sets/<int:set>/<str:kind>/conditions/", conditions.letter_choices, name="letter_choices"),
    path("sets/<int:set>/<str:kind>/conditions/add/", conditions.letter_condition_add, name="letter_condition_add"),
    path(CONDITION, conditions.letter_condition_edit, name="letter_condition_edit"),
    path(f"{CONDITION}move/", conditions.letter_condition_move, name="letter_condition_move"),
    path(f"{CONDITION}remove/", conditions.letter_condition_remove, name="letter_condition_remove"),
]

if settings.MAIL_WEBHOOK:
    urlpatterns.append(path("told/", told.mail_told, name="mail_told"))
