"""Zones in templates."""

from datetime import datetime

from django import template

from workshops.zones import label_at

register = template.Library()


@register.filter
def zone_label(at: datetime, zone: str) -> str:
    """The zone as its clocks are called at that moment: a deadline after the change of clocks has another name."""
    return label_at(zone, at)
