"""The read API, /api/v1/. Everybody may read what is released; what is not, staff read with a token of theirs."""

from program.api import drafts, meetings, programs  # noqa: F401  they register their addresses
from program.api.answers import api, nothing_there

api.api_operation(["GET", "HEAD"], "/{path:rest}", include_in_schema=False, url_name="nowhere")(nothing_there)

__all__ = ["api"]
