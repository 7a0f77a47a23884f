"""{% meeting_nav meeting %}: the strip of links from which a meeting is run, for who has a part in it."""

from django import template

from dashboard.meeting_nav import nav_of

register = template.Library()


@register.inclusion_tag("dashboard/_meeting_nav.html", takes_context=True)
def meeting_nav(context, meeting):
    return {"links": nav_of(context["request"].user, meeting), "here": context["request"].path}
