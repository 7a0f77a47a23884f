"""Print the papers of a release, some at a time, each in a process of its own."""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from people.refusal import Refusal, Refused
from program.rendition import papers
from program.rendition.papers import Paper
from rendering.pdf import PdfFailed

AT_ONCE = 4
"""At most, however many processors there are: each may need much memory."""
TELL_SECONDS = 1.0


class Stopped(Exception):  # noqa: N818 - an outcome to tell, not a fault in code
    """Another paper failed, or somebody asked to stop."""


def print_all(some: Sequence[Paper], *, keep: Callable[[Paper, bytes], None], tell: Callable[[str], None]) -> None:
    """`keep` is called in this thread with each that is ready, `tell` with words. What either raises stops all
    printing at its next page. Raises Refused with a sentence when one cannot be printed."""
    stop, pages = threading.Event(), dict.fromkeys((paper.name for paper in some), 0)

    def one(paper: Paper) -> bytes | None:
        def at_page(number: int) -> None:
            pages[paper.name] = number
            if stop.is_set():
                raise Stopped

        return None if stop.is_set() else papers.print_paper(paper, tell=at_page)

    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        waiting = {pool.submit(one, paper): paper for paper in some}
        try:
            while waiting:
                done, _ = wait(waiting, timeout=TELL_SECONDS, return_when=FIRST_COMPLETED)
                for future in done:
                    paper = waiting.pop(future)
                    if (body := _body(paper, future.result)) is not None:
                        keep(paper, body)
                tell(
                    ", ".join(f"{each.name} page {pages[each.name]}" for each in waiting.values() if pages[each.name])
                )
        finally:
            stop.set()


def _body(paper: Paper, result: Callable[[], bytes | None]) -> bytes | None:
    try:
        return result()
    except PdfFailed as failed:
        raise Refused(Refusal(f"{paper.name} could not be made. {failed}", "What was public stays public.")) from None
