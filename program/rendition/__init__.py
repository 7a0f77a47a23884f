"""Renditions: what a frozen program looks like as a calendar, a table, an exchange file, a book."""
