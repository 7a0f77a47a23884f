"""What a browser sends, before a form reads it."""

from typing import Any


def without_nuls(data: Any) -> Any:
    """A NUL that came along with a pasted text would make the whole field unsound, and nobody typed it."""
    if data is None or not any("\0" in value for _, values in data.lists() for value in values):
        return data
    data = data.copy()
    for name, values in list(data.lists()):
        data.setlist(name, [value.replace("\0", "") for value in values])
    return data
