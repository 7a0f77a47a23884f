"""`{{ text|markdown }}`: what people typed, through the one sanitizer. `{{ text|markdown:4 }}` starts at <h4>."""

from django import template
from django.utils.safestring import SafeString

from rendering.text import markdown_to_html

register = template.Library()


@register.filter
def markdown(text: str, top_heading: int = 3) -> SafeString:
    return markdown_to_html(text or "", top_heading=top_heading)
