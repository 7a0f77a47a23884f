"""Under a meeting: begin a proposal, and what staff see of a call's proposals."""

from django.urls import path

from proposals.views import new, staff

urlpatterns = [
    path("<slug:meeting>/calls/<slug:call>/propose/", new.proposal_new, name="proposal_new"),
    path("<slug:meeting>/calls/<slug:call>/proposals/", staff.call_proposals, name="call_proposals"),
]
