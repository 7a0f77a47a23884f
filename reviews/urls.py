from django.urls import path, register_converter

from reviews.expertise import views as expertise
from reviews.planning import load_views
from reviews.planning import views as planning
from reviews.views import (
    agenda,
    assign,
    candidates,
    circulars,
    conditions,
    conflicts,
    discussion,
    dossier,
    files,
    institutions,
    leaks,
    leaves,
    letters,
    lineage,
    merging,
    minutes,
    offline,
    ranking,
    review,
    revising,
    room,
    rubrics,
    rule_sheet,
    sittings,
    stage_life,
    stages,
    substitutes,
    ties,
    turning_down,
    versions,
    waiting,
    worklist,
)


class SheetKind:
    """csv or xlsx, at the end of an address."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SheetKind, "sheet")

READ = "<slug:meeting>/reviews/"
KNOWS = "<slug:meeting>/expertise/"
ONE = f"{READ}<int:assignment>/"
STAGE = "<slug:meeting>/stages/<int:stage>/"
CASE = f"{STAGE}proposals/<slug:code>/"
SITTINGS = "<slug:meeting>/sittings/"
SITTING = f"{SITTINGS}<int:sitting>/"
TALK = f"{CASE}discussion/"
CALL = "<slug:meeting>/calls/<slug:call>/"
SETUP = "<slug:meeting>/setup/"
IN_CALL = f"{SETUP}calls/<slug:call>/"

urlpatterns = [
    path("institutions/", institutions.belonging_list, name="belonging_list"),
    path("institutions/<int:belonging>/remove/", institutions.belonging_remove, name="belonging_remove"),
    path("ties/", ties.tie_list, name="tie_list"),
    path("ties/<int:tie>/lift/", ties.tie_lift, name="tie_lift"),
    path(f"{STAGE}rules/", rule_sheet.stage_rules, name="stage_rules"),
    path(f"{STAGE}rules/pdf/", rule_sheet.stage_rules_pdf, name="stage_rules_pdf"),
    path(READ, worklist.worklist, name="worklist"),
    path(KNOWS, expertise.expertise, name="expertise"),
    path(f"{KNOWS}topics/", expertise.expertise_topics, name="expertise_topics"),
    path(f"{KNOWS}bids/", expertise.expertise_bids, name="expertise_bids"),
    path(f"{READ}my-reviews.<sheet:kind>", offline.my_sheet, name="my_sheet"),
    path(f"{READ}my-proposals.pdf", offline.my_pack, name="my_pack"),
    path(f"{READ}sheet/", offline.sheet_back, name="sheet_back"),
    path(f"{READ}away/", leaves.leaves, name="leaves"),
    path(f"{READ}away/<int:leave>/remove/", leaves.leave_remove, name="leave_remove"),
    path(ONE, review.review, name="review"),
    path(f"{ONE}files/<slug:file>/", files.review_file, name="review_file"),
    path(f"{ONE}save/", review.review_save, name="review_save"),
    path(f"{ONE}reopen/", review.review_reopen, name="review_reopen"),
    path(f"{ONE}versions/", versions.review_versions, name="review_versions"),
    path(f"{ONE}decline/", turning_down.review_decline, name="review_decline"),
    path(f"{ONE}conflict/", turning_down.review_conflict, name="review_conflict"),
    path(f"{STAGE}ranking/", ranking.ranking, name="ranking"),
    path(f"{STAGE}ranking.<sheet:kind>", ranking.ranking_export, name="ranking_export"),
    path(f"{STAGE}ranking/take-over/", ranking.ranking_take_over, name="ranking_take_over"),
    path(f"{STAGE}assign/", assign.assign, name="assign"),
    path(f"{STAGE}assign/many/", assign.assign_many, name="assign_many"),
    path(f"{STAGE}plans/", planning.reader_plans, name="reader_plans"),
    path(f"{STAGE}plans/<int:plan>/", planning.reader_plan, name="reader_plan"),
    path(f"{STAGE}plans/<int:plan>/apply/", planning.reader_plan_apply, name="reader_plan_apply"),
    path(f"{STAGE}plans/<int:plan>/undo/", planning.reader_plan_undo, name="reader_plan_undo"),
    path(f"{STAGE}plans/<int:plan>/<slug:code>/", planning.reader_plan_proposal, name="reader_plan_proposal"),
    path(f"{STAGE}members/", load_views.reading_loads, name="reading_loads"),
    path(f"{STAGE}members/apart/", load_views.kept_apart, name="kept_apart"),
    path(f"{STAGE}members/apart/<int:pair>/", load_views.let_together, name="let_together"),
    path(f"{STAGE}assign/<slug:code>/", assign.assign_proposal, name="assign_proposal"),
    path(f"{STAGE}leaks/", leaks.leaks, name="leaks"),
    path(f"{CASE}leaks/", leaks.leaks_of, name="leaks_of"),
    path(f"{CASE}leaks/withhold/", leaks.part_withhold, name="part_withhold"),
    path(f"{STAGE}take-in/", assign.stage_take_in, name="stage_take_in"),
    path(f"{STAGE}conflicts/", conflicts.conflict_list, name="conflict_list"),
    path(f"{STAGE}conflicts/settle/", conflicts.conflict_settle, name="conflict_settle"),
    path(f"{STAGE}conflicts/look/", conflicts.conflict_look, name="conflict_look"),
    path(f"{STAGE}conflicts/new/", conflicts.conflict_new, name="conflict_new"),
    path(f"{STAGE}conflicts/check/", conflicts.conflict_check, name="conflict_check"),
    path(f"{STAGE}conflicts/<int:conflict>/lift/", conflicts.conflict_lift, name="conflict_lift"),
    path(CASE, dossier.dossier, name="dossier"),
    path(f"{CASE}files/<slug:file>/", files.dossier_file, name="dossier_file"),
    path(f"{CASE}reviews/<int:assignment>/", versions.reader_versions, name="reader_versions"),
    path(TALK, discussion.discussion, name="discussion"),
    path(f"{TALK}read/", discussion.discussion_read, name="discussion_read"),
    path(f"{TALK}<int:remark>/", discussion.remark_edit, name="remark_edit"),
    path(f"{TALK}<int:remark>/withdraw/", discussion.remark_withdraw, name="remark_withdraw"),
    path(f"{CASE}decide/", dossier.decide, name="decide"),
    path(f"{CASE}comments/", dossier.comments_choose, name="comments_choose"),
    path(f"{CASE}undecide/", dossier.undecide, name="undecide"),
    path(f"{CASE}conflict/", turning_down.conflict_declare, name="conflict_declare"),
    path(f"{STAGE}substitutes/", substitutes.substitute_list, name="substitute_list"),
    path(f"{CASE}substitute/", substitutes.substitute_name, name="substitute_name"),
    path(f"{CASE}ask-revision/", revising.revision_ask, name="revision_ask"),
    path(f"{CASE}more-time/", revising.revision_extend, name="revision_extend"),
    path(f"{CASE}go-on/", revising.revision_go_on, name="revision_go_on"),
    path(f"{STAGE}waiting-list/", waiting.waiting_list, name="waiting_list"),
    path(f"{STAGE}waiting-list/order/", waiting.waiting_order, name="waiting_order"),
    path(f"{CASE}waiting/step/", waiting.waiting_step, name="waiting_step"),
    path(f"{CASE}waiting/promote/", waiting.waiting_promote, name="waiting_promote"),
    path("<slug:meeting>/conditions/", conditions.condition_list, name="condition_list"),
    path("<slug:meeting>/conditions/<int:condition>/", conditions.condition_check, name="condition_check"),
    path(f"{STAGE}letters/", letters.stage_letters, name="stage_letters"),
    path(f"{STAGE}letters/write/", letters.letters_write, name="letters_write"),
    path(f"{STAGE}letters/release/", letters.letters_release, name="letters_release"),
    path(f"{STAGE}letters/plan/", letters.letters_plan, name="letters_plan"),
    path(f"{STAGE}letters/call-off/", letters.letters_call_off, name="letters_call_off"),
    path(f"{STAGE}letters/<int:decision>/", letters.decision_letter, name="decision_letter"),
    path(f"{CALL}candidates/<slug:code>/", candidates.candidates_make, name="candidates_make"),
    path(f"{CALL}lineage/<slug:code>/", lineage.lineage, name="lineage"),
    path(f"{CALL}lineage/<slug:code>/report/", lineage.edition_report, name="edition_report"),
    path(f"{CALL}merges/", merging.merge_list, name="merge_list"),
    path(f"{CALL}merges/suggest/", merging.merge_suggest, name="merge_suggest"),
    path(f"{CALL}merges/<slug:offer>/close/", merging.merge_close, name="merge_close"),
    path(SITTINGS, sittings.sitting_list, name="sitting_list"),
    path(f"{SITTINGS}new/", sittings.sitting_new, name="sitting_new"),
    path(SITTING, sittings.sitting, name="sitting"),
    path(f"{SITTING}change/", sittings.sitting_edit, name="sitting_edit"),
    path(f"{SITTING}call/", sittings.sitting_call, name="sitting_call"),
    path(f"{SITTING}call-off/", sittings.sitting_call_off, name="sitting_call_off"),
    path(f"{SITTING}sitting.ics", sittings.sitting_calendar, name="sitting_calendar"),
    path(f"{SITTING}agenda/add/", agenda.agenda_add, name="agenda_add"),
    path(f"{SITTING}agenda/order/", agenda.agenda_order, name="agenda_order"),
    path(f"{SITTING}agenda/<int:item>/<slug:verb>/", agenda.agenda_verb, name="agenda_verb"),
    path(f"{SITTING}room/", room.room, name="room"),
    path(f"{SITTING}room/<slug:verb>/", room.room_verb, name="room_verb"),
    path(f"{SITTING}people/<slug:verb>/", room.room_mark, name="room_mark"),
    path(f"{SITTING}motions/new/", room.motion_new, name="motion_new"),
    path(f"{SITTING}motions/<int:motion>/<slug:verb>/", room.motion_verb, name="motion_verb"),
    path(f"{SITTING}notes/new/", room.note_new, name="note_new"),
    path(f"{SITTING}notes/<int:note>/strike/", room.note_strike, name="note_strike"),
    path(f"{SITTING}minutes/", minutes.minutes, name="minutes"),
    path(f"{SITTING}minutes/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{SITTING}minutes/approve/", minutes.minutes_approve, name="minutes_approve"),
    path(f"{SETUP}letters/", circulars.circular, name="circular"),
    path(f"{SETUP}stages/", stages.stage_list, name="stage_list"),
    path(f"{SETUP}stages/<int:stage>/", stages.stage_edit, name="stage_edit"),
    path(f"{SETUP}stages/<int:stage>/remove/", stages.stage_remove, name="stage_remove"),
    path(f"{SETUP}stages/<int:stage>/open/", stage_life.stage_open, name="stage_open"),
    path(f"{SETUP}stages/<int:stage>/close/", stage_life.stage_close, name="stage_close"),
    path(f"{SETUP}stages/<int:stage>/reopen/", stage_life.stage_reopen, name="stage_reopen"),
    path(f"{IN_CALL}stages/new/", stages.stage_new, name="stage_new"),
    path(f"{IN_CALL}rubrics/new/", rubrics.rubric_new, name="rubric_new"),
    path(f"{SETUP}rubrics/<int:rubric>/", rubrics.rubric_edit, name="rubric_edit"),
    path(f"{SETUP}rubrics/<int:rubric>/remove/", rubrics.rubric_remove, name="rubric_remove"),
]
