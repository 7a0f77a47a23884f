"""Under /proposals/: one's own, and each proposal by its code."""

from django.urls import path, register_converter

from proposals.urls.verbs import VerbConverter
from proposals.views import (
    editing,
    editions,
    faculty,
    files,
    history,
    later,
    merging,
    mine,
    page,
    pdf,
    rule_sheets,
    thread,
    verbs,
    waivers,
)

register_converter(VerbConverter, "verb")

urlpatterns = [
    path("", mine.proposal_list, name="proposal_list"),
    path("files/<slug:file>/", files.file_download, name="file_download"),
    path("files/<slug:file>/remove/", files.file_remove, name="file_remove"),
    path("merges/<slug:offer>/", merging.merge_offer, name="merge_offer"),
    path("merges/<slug:offer>/agree/", merging.merge_agree, name="merge_agree"),
    path("merges/<slug:offer>/pick/", merging.merge_pick, name="merge_pick"),
    path("merges/<slug:offer>/consent/", merging.merge_consent, name="merge_consent"),
    path("merges/<slug:offer>/leave/", merging.merge_leave, name="merge_leave"),
    path("<slug:code>/", page.proposal, name="proposal"),
    path("<slug:code>/files/", files.proposal_files, name="proposal_files"),
    path("<slug:code>/files/<slug:prompt>/", files.file_send, name="file_send"),
    path("<slug:code>/edit/<slug:section>/", editing.proposal_edit, name="proposal_edit"),
    path("<slug:code>/later/", later.proposal_later, name="proposal_later"),
    path("<slug:code>/earlier/", editions.edition_link, name="edition_link"),
    path("<slug:code>/history/", history.proposal_history, name="proposal_history"),
    path("<slug:code>/messages/", thread.proposal_messages, name="proposal_messages"),
    path("<slug:code>/messages/read/", thread.messages_read, name="messages_read"),
    path("<slug:code>/messages/settle/", thread.messages_settle, name="messages_settle"),
    path("<slug:code>/messages/<slug:message>/take-back/", thread.message_take_back, name="message_take_back"),
    path("<slug:code>/pdf/", pdf.proposal_pdf, name="proposal_pdf"),
    path("<slug:code>/rules/pdf/", rule_sheets.proposal_rules_pdf, name="proposal_rules_pdf"),
    path("<slug:code>/rules/<int:requirement>/ask/", waivers.waiver_ask, name="waiver_ask"),
    path("<slug:code>/rules/<int:requirement>/waive/", waivers.waiver_give, name="waiver_give"),
    path("<slug:code>/faculty/", faculty.proposal_faculty, name="proposal_faculty"),
    path("<slug:code>/faculty/ask/", faculty.faculty_ask_all, name="faculty_ask_all"),
    path("<slug:code>/faculty/same/", faculty.faculty_same, name="faculty_same"),
    path("<slug:code>/faculty/<slug:key>/ask/", faculty.faculty_ask, name="faculty_ask"),
    path("<slug:code>/faculty/<slug:key>/replace/", faculty.faculty_replace, name="faculty_replace"),
    path("<slug:code>/faculty/<int:invitation>/withdraw/", faculty.faculty_withdraw, name="faculty_withdraw"),
    path(
        "<slug:code>/faculty/substitutes/<int:substitute>/<slug:answer>/",
        faculty.faculty_substitute,
        name="faculty_substitute",
    ),
    path("<slug:code>/<verb:verb>/", verbs.proposal_verb, name="proposal_verb"),
]
