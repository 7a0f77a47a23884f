"""Under a meeting: begin a proposal, the proposals of a call, and the rules it judges them by."""

from django.urls import path

from proposals.views import calling, new, requirements, rule_sheets, staff, unsubmitted, waivers

WAIVERS = "<slug:meeting>/setup/calls/<slug:call>/waivers/"
RULES = "<slug:meeting>/setup/calls/<slug:call>/requirements/"

urlpatterns = [
    path("<slug:meeting>/calls/<slug:call>/invited/", calling.call_invited, name="call_invited"),
    path("<slug:meeting>/calls/<slug:call>/propose/", new.proposal_new, name="proposal_new"),
    path("<slug:meeting>/calls/<slug:call>/proposals/", staff.call_proposals, name="call_proposals"),
    path(
        "<slug:meeting>/calls/<slug:call>/proposals/not-submitted/",
        unsubmitted.call_unsubmitted,
        name="call_unsubmitted",
    ),
    path(WAIVERS, waivers.waiver_list, name="waiver_list"),
    path(WAIVERS + "<int:waiver>/", waivers.waiver_answer, name="waiver_answer"),
    path(RULES, requirements.requirement_list, name="requirement_list"),
    path(RULES + "new/<slug:kind>/", requirements.requirement_new, name="requirement_new"),
    path(RULES + "order/", requirements.requirement_order, name="requirement_order"),
    path(RULES + "trial/", requirements.requirement_trial, name="requirement_trial"),
    path(RULES + "try/<slug:kind>/", requirements.requirement_try, name="requirement_try"),
    path(RULES + "sheet/", rule_sheets.call_rules, name="call_rules"),
    path(RULES + "sheet/pdf/", rule_sheets.call_rules_pdf, name="call_rules_pdf"),
    path(RULES + "<int:requirement>/", requirements.requirement_edit, name="requirement_edit"),
    path(RULES + "<int:requirement>/move/", requirements.requirement_move, name="requirement_move"),
    path(RULES + "<int:requirement>/remove/", requirements.requirement_remove, name="requirement_remove"),
]
