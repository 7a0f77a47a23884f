"""Outcomes: what agenda-setting sessions conclude: items, rounds of rating by published methods, their results."""
