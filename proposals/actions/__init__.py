"""What people do with a proposal. Other floors call these names and no others."""

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
    "ask_revision",
    "begin_review",
    "cancel",
    "confirm",
    "decline",
    "extend_revision",
    "go_on",
    "lapse",
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
    "take_back",
    "turn_away",
    "waitlist",
    "withdraw",
    "write_about_draft",
]
