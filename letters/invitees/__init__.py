"""Invitations that follow every change: what a person's calendar was told, and what she answered (RFC 5546)."""
