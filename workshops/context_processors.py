from django.utils.functional import SimpleLazyObject

from workshops.models import Society


def society(request):
    """Every page may say whose it is; a page that does not asks the database nothing."""
    return {"society": SimpleLazyObject(Society.current)}
