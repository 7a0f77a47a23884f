"""Calendars of those who take part: what each has to be told of a release, and who said yes to the time."""
