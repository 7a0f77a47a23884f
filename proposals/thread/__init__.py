"""The messages on a proposal, between those who write it and staff."""
