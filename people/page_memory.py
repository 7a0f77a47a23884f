"""What is remembered while one page is shown: nothing changes meanwhile, so what is asked often is asked once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

Memory = dict[tuple[Any, ...], Any]
_memory: ContextVar[Memory | None] = ContextVar("page_memory", default=None)


def is_one_page() -> bool:
    """Not where things may change: while a form is sent, in jobs, in commands."""
    return _memory.get() is not None


def remembered(key: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
    """What `ask` answers; while one page is shown it is asked once."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    return memory[key]


@contextmanager
def one_page() -> Iterator[None]:
    before = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(before)
