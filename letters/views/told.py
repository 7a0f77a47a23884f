"""What the mail provider tells of letters, at an address that only it knows (docs/operating.md)."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


@csrf_exempt
@require_POST
def mail_told(request):
    """django-anymail checks secret and signature; then letters.returns hears each word."""
    return import_string(settings.MAIL_WEBHOOK).as_view()(request)
