"""Runs of the engine over a draft, as plain values that a job keeps and a page shows."""
