from django.urls import path

from workshops.views import calls, committees, extensions, formats, meetings, prompts, seats, society, topics

SETUP = "<slug:meeting>/setup/"
CALL = SETUP + "calls/<slug:call>/"
PROMPT = CALL + "prompts/<slug:prompt>/"
COMMITTEE = SETUP + "committees/<slug:committee>/"
SEAT = COMMITTEE + "seats/<slug:person>/"

urlpatterns = [
    path("society/", society.society, name="society"),
    path("society/accent.css", society.society_accent, name="society_accent"),
    path("society/<slug:name>.png", society.society_logo, name="society_logo"),
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path(SETUP + "facts/", meetings.meeting_facts, name="meeting_facts"),
    path(SETUP + "publish/", meetings.meeting_publish, name="meeting_publish"),
    path(SETUP + "hide/", meetings.meeting_hide, name="meeting_hide"),
    path(SETUP + "remove/", meetings.meeting_remove, name="meeting_remove"),
    path(SETUP + "undo/<int:entry>/", meetings.setup_undo, name="setup_undo"),
    path(SETUP + "topics/", topics.topic_list, name="topic_list"),
    path(SETUP + "topics/<slug:topic>/", topics.topic_edit, name="topic_edit"),
    path(SETUP + "topics/<slug:topic>/remove/", topics.topic_remove, name="topic_remove"),
    path(SETUP + "new-call/", calls.call_new, name="call_new"),
    path(CALL, calls.call_edit, name="call_edit"),
    path(CALL + "publish/", calls.call_publish, name="call_publish"),
    path(CALL + "hide/", calls.call_hide, name="call_hide"),
    path(CALL + "remove/", calls.call_remove, name="call_remove"),
    path(CALL + "formats/", formats.format_list, name="format_list"),
    path(CALL + "new-format/", formats.format_new, name="format_new"),
    path(CALL + "formats/<slug:format>/", formats.format_edit, name="format_edit"),
    path(CALL + "formats/<slug:format>/remove/", formats.format_remove, name="format_remove"),
    path(CALL + "prompts/", prompts.prompt_list, name="prompt_list"),
    path(CALL + "new-prompt/", prompts.prompt_new, name="prompt_new"),
    path(CALL + "preview/", prompts.prompt_preview, name="prompt_preview"),
    path(PROMPT, prompts.prompt_edit, name="prompt_edit"),
    path(PROMPT + "move/", prompts.prompt_move, name="prompt_move"),
    path(PROMPT + "remove/", prompts.prompt_remove, name="prompt_remove"),
    path(CALL + "extensions/", extensions.extension_list, name="extension_list"),
    path(CALL + "new-extension/", extensions.extension_new, name="extension_new"),
    path(CALL + "extensions/<slug:person>/", extensions.extension_edit, name="extension_edit"),
    path(CALL + "extensions/<slug:person>/end/", extensions.extension_end, name="extension_end"),
    path(SETUP + "committees/", committees.committee_list, name="committee_list"),
    path(SETUP + "new-committee/", committees.committee_new, name="committee_new"),
    path(COMMITTEE, committees.committee, name="committee"),
    path(COMMITTEE + "edit/", committees.committee_edit, name="committee_edit"),
    path(COMMITTEE + "remove/", committees.committee_remove, name="committee_remove"),
    path(COMMITTEE + "new-seat/", seats.seat_new, name="seat_new"),
    path(COMMITTEE + "invite/", seats.seat_invite, name="seat_invite"),
    path(SEAT, seats.seat_edit, name="seat_edit"),
    path(SEAT + "remove/", seats.seat_remove, name="seat_remove"),
]
