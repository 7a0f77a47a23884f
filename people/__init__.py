"""Persons: sign-in, profile, and the sentences with which the house refuses."""
