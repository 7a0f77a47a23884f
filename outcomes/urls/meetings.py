"""Under /<meeting>/exercises/: setting priorities, for who leads it."""

from django.urls import path

from outcomes.views import agendas, exercises, items, people, rounds, setting_up

ONE = "<slug:meeting>/exercises/<str:code>"

urlpatterns = [
    path("<slug:meeting>/exercises/", exercises.exercise_list, name="exercise_list"),
    path("<slug:meeting>/exercises/new/", exercises.exercise_new, name="exercise_new"),
    path(f"{ONE}/", exercises.exercise, name="exercise"),
    path(f"{ONE}/progress/", exercises.exercise_progress, name="exercise_progress"),
    path(f"{ONE}/explained/", exercises.exercise_explained, name="exercise_explained"),
    path(f"{ONE}/edit/", setting_up.exercise_edit, name="exercise_edit"),
    path(f"{ONE}/method/", setting_up.exercise_method, name="exercise_method"),
    path(f"{ONE}/themes/", setting_up.exercise_themes, name="exercise_themes"),
    path(f"{ONE}/facilitators/", setting_up.facilitator_list, name="facilitator_list"),
    path(f"{ONE}/facilitators/name/", setting_up.facilitator_name, name="facilitator_name"),
    path(f"{ONE}/facilitators/<str:person>/release/", setting_up.facilitator_release, name="facilitator_release"),
    path(f"{ONE}/people/", people.exercise_people, name="exercise_people"),
    path(f"{ONE}/people/ask/", people.people_ask, name="people_ask"),
    path(f"{ONE}/people/<int:participant>/ask/", people.participant_ask, name="participant_ask"),
    path(f"{ONE}/people/<int:participant>/end-links/", people.participant_end_links, name="participant_end_links"),
    path(f"{ONE}/people/<int:participant>/remove/", people.participant_remove, name="participant_remove"),
    path(f"{ONE}/items/", items.exercise_items, name="exercise_items"),
    path(f"{ONE}/items/new/", items.item_new, name="item_new"),
    path(f"{ONE}/items/merge/", items.item_merge, name="item_merge"),
    path(f"{ONE}/items/<int:number>/", items.item_edit, name="item_edit"),
    path(f"{ONE}/items/<int:number>/drop/", items.item_drop, name="item_drop"),
    path(f"{ONE}/items/<int:number>/bring-back/", items.item_bring_back, name="item_bring_back"),
    path(f"{ONE}/collect/", items.collecting_start, name="collecting_start"),
    path(f"{ONE}/collect/stop/", items.collecting_stop, name="collecting_stop"),
    path(f"{ONE}/rounds/open/", rounds.round_open, name="round_open"),
    path(f"{ONE}/rounds/<int:number>/close/", rounds.round_close, name="round_close"),
    path(f"{ONE}/rounds/<int:number>/reopen/", rounds.round_reopen, name="round_reopen"),
    path(f"{ONE}/rounds/<int:number>/undo/", rounds.round_undo, name="round_undo"),
    path(f"{ONE}/rounds/<int:number>/remind/", rounds.round_remind, name="round_remind"),
    path(f"{ONE}/rounds/<int:number>/", rounds.round_result, name="round_result"),
    path(f"{ONE}/rounds/<int:number>/publish/", agendas.agenda_publish, name="agenda_publish"),
    path(f"{ONE}/publish/", agendas.agenda_publish_unranked, name="agenda_publish_unranked"),
    path("<slug:meeting>/agendas/", agendas.agenda_list, name="agenda_list"),
    path("<slug:meeting>/agendas/<str:code>/", agendas.agenda, name="agenda"),
    path("<slug:meeting>/agendas/<str:code>/items/<int:number>/", agendas.agenda_follow_up, name="agenda_follow_up"),
    path("<slug:meeting>/agendas/<str:code>/agenda.<str:kind>", agendas.agenda_file, name="agenda_file"),
]
