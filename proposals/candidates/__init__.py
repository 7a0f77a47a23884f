"""Talks of a workshop that will not be held, whose speakers are asked whether they would give them elsewhere."""
