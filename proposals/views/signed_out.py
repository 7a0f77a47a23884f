"""A session that ended while somebody wrote: without script, what she sent comes back to her."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

OURS = ("csrfmiddlewaretoken", "tab", "base_version", "act", "go", "asked", "sheet_told")
ENDS = ("_FORMS", "-key")


def gives_back_what_was_typed(view: Callable) -> Callable:
    """Like login_required; but a page that a button sent, and that nobody signed in for, is shown again to be copied.

    It is the same for every address, whether there is something or not. The script hears the way to sign in.
    """
    known = login_required(view)

    @wraps(view)
    def door(request, *args, **kwargs):
        by_button = request.method == "POST" and not request.htmx and "leaving" not in request.POST
        if request.user.is_authenticated or not by_button:
            return known(request, *args, **kwargs)
        return render(request, "proposals/signed_out.html", {"texts": typed(request.POST)}, status=401)

    return door


def typed(data) -> list[str]:
    """What a person wrote, in the order of the page; not what the page says about itself."""
    return [
        value
        for name, values in data.lists()
        if name not in OURS and not name.endswith(ENDS)
        for value in values
        if value.strip()
    ]
