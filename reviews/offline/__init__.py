"""Reviewing away from the net: my reviews as a spreadsheet that comes back, my proposals as one PDF."""
