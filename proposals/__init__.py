"""Proposals: what investigators write, with its life-cycle, faculty, running order and requirements."""
