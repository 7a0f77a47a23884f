"""What people do with a proposal. Other floors call these names and no others."""

from proposals.actions.candidates import make_candidates
from proposals.actions.editions import link_edition, write_report
from proposals.actions.joining import (
    agree_to_draft,
    begin_joint,
    close_merge,
    consent,
    leave_merge,
    suggest_merge,
)
from proposals.actions.reminding import remind, write_about_draft
from proposals.actions.revising import ask_revision, extend_revision, go_on
from proposals.actions.saving import Clash, Saved, open_editor, restore, save
from proposals.actions.starting import start
from proposals.actions.verbs import (
    accept,
    begin_review,
    cancel,
    confirm,
    decline,
    lapse,
    merge,
    reinstate,
    resubmit,
    return_for_completion,
    submit,
    take_back,
    turn_away,
    waitlist,
    withdraw,
)

__all__ = [
    "Clash",
    "Saved",
    "accept",
    "agree_to_draft",
    "ask_revision",
    "begin_joint",
    "begin_review",
    "cancel",
    "close_merge",
    "confirm",
    "consent",
    "decline",
    "extend_revision",
    "go_on",
    "lapse",
    "leave_merge",
    "link_edition",
    "make_candidates",
    "merge",
    "open_editor",
    "reinstate",
    "remind",
    "restore",
    "resubmit",
    "return_for_completion",
    "save",
    "start",
    "submit",
    "suggest_merge",
    "take_back",
    "turn_away",
    "waitlist",
    "withdraw",
    "write_about_draft",
    "write_report",
]
