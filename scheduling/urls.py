from django.urls import path, re_path

from scheduling.views import candidates, clashes, editor, history, moving, places, planning, sessions

HERE = r"^(?P<meeting>[-a-zA-Z0-9_]+)/schedule"
KIND = r"(?P<kind>rooms|blocks|closings|absences)"

urlpatterns = [
    path("<slug:meeting>/schedule/", editor.schedule, name="schedule"),
    path("<slug:meeting>/schedule/pulse/", editor.schedule_pulse, name="schedule_pulse"),
    path("<slug:meeting>/schedule/changes/", editor.schedule_changes, name="schedule_changes"),
    path("<slug:meeting>/schedule/clashes/", clashes.clash_list, name="clash_list"),
    path("<slug:meeting>/schedule/moves/", history.move_list, name="move_list"),
    path("<slug:meeting>/schedule/moves/undo/", history.move_undo, name="move_undo"),
    path("<slug:meeting>/schedule/moves/redo/", history.move_redo, name="move_redo"),
    path("<slug:meeting>/schedule/approve/", editor.schedule_approve, name="schedule_approve"),
    path("<slug:meeting>/schedule/places/", places.places_list, name="places"),
    path("<slug:meeting>/schedule/sessions/", sessions.session_list, name="session_list"),
    path("<slug:meeting>/schedule/sessions/new/", sessions.session_edit, name="session_new"),
    path("<slug:meeting>/schedule/sessions/<slug:code>/", sessions.session_edit, name="session_edit"),
    path("<slug:meeting>/schedule/sessions/<slug:code>/cancel/", sessions.session_cancel, name="session_cancel"),
    path("<slug:meeting>/schedule/sessions/<slug:code>/revive/", sessions.session_revive, name="session_revive"),
    path("<slug:meeting>/schedule/candidates/", candidates.candidate_list, name="candidate_list"),
    path(
        "<slug:meeting>/schedule/candidates/<slug:candidate>/take-up/",
        candidates.candidate_take_up,
        name="candidate_take_up",
    ),
    path("<slug:meeting>/schedule/move/<slug:code>/", moving.session_move, name="session_move"),
    path("<slug:meeting>/schedule/move/<slug:code>/offers/", moving.session_offers, name="session_offers"),
    path("<slug:meeting>/schedule/move/<slug:code>/drop/", moving.session_drop, name="session_drop"),
    path("<slug:meeting>/schedule/move/<slug:code>/out/", moving.session_unplace, name="session_unplace"),
    path("<slug:meeting>/schedule/move/<slug:code>/note/", moving.session_note, name="session_note"),
    path("<slug:meeting>/schedule/plans/", planning.plans, name="plans"),
    path("<slug:meeting>/schedule/plans/<int:run>/", planning.plan, name="plan"),
    path("<slug:meeting>/schedule/plans/<int:run>/apply/", planning.plan_apply, name="plan_apply"),
    path("<slug:meeting>/schedule/plans/<int:run>/undo/", planning.plan_undo, name="plan_undo"),
    re_path(rf"{HERE}/{KIND}/new/$", places.place_edit, name="place_new"),
    re_path(rf"{HERE}/{KIND}/(?P<number>\d+)/$", places.place_edit, name="place_edit"),
    re_path(rf"{HERE}/{KIND}/(?P<number>\d+)/remove/$", places.place_remove, name="place_remove"),
]
