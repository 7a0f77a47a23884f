"""The ways into a calendar, from one feed's address."""

from urllib.parse import quote

from django import template
from django.conf import settings

from rendering.qr import qr_svg

register = template.Library()


@register.inclusion_tag("program/_subscribe.html")
def subscribe_links(path: str, name: str, with_code: bool = False) -> dict:
    """`path` is the feed's path on this site."""
    address = settings.SITE_ADDRESS.rstrip("/") + path
    outlook = f"/calendar/0/addfromweb?url={quote(address, safe='')}&name={quote(name)}"
    webcal = "webcal://" + address.partition("://")[2]
    return {
        "name": name,
        "address": address,
        "webcal": webcal,
        "google": f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}",
        "outlook": "https://outlook.live.com" + outlook,
        "outlook_at_work": "https://outlook.office.com" + outlook,
        "code": qr_svg(address, title=f"Subscribe to {name}") if with_code else "",
    }
