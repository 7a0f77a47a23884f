from django.conf import settings
from django.utils.functional import SimpleLazyObject

from people import demo_sign_in


def demo_cast(request):
    """`demo_cast` for the sign-in page: the cast in the demo, nothing elsewhere; asked for only where it is used."""
    return {"demo_cast": SimpleLazyObject(demo_sign_in.cast)} if settings.DEMO_SIGN_IN else {}
