"""Who may come in at all; what she may do inside is asked of a rule."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404


def staff_only(view):
    """Strangers are sent to sign in; signed-in people who are not program staff find nothing here (404)."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def same_for_all(view):
    """No session is read for this view, so that a shared cache may keep its answer."""
    view.is_for_machines = True
    return view
