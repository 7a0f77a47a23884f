"""The mathematics of reviewing: plain Python, frozen dataclasses in and out, no database."""
