"""Roof: settings, root addresses, and the wiring of everything below."""
