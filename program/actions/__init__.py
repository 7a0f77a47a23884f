"""Verbs of the program."""
