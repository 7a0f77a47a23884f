"""Verbs of the schedule."""
