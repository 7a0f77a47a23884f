"""While one page is shown what is asked often is asked once; where things may change nothing is remembered."""

import pytest
from django.test import RequestFactory

from config.middleware import RememberForOnePage
from people.page_memory import is_one_page, one_page, remembered


class Count:
    """Asked how often it was asked."""

    times = 0

    def __call__(self):
        self.times += 1
        return self.times


def test_it_is_asked_once_for_a_page_and_anew_for_the_next():
    count = Count()
    for page in (1, 2):
        with one_page():
            assert [remembered(("key",), count) for _ in range(3)] == [page] * 3


def test_outside_a_page_nothing_is_remembered():
    count = Count()
    assert [remembered(("key",), count) for _ in range(3)] == [1, 2, 3]


def test_a_page_that_fails_leaves_nothing_behind():
    with pytest.raises(ZeroDivisionError), one_page():
        remembered(("key",), lambda: 1 / 0)
    assert not is_one_page()


@pytest.mark.parametrize(("method", "remembers"), [("get", True), ("head", True), ("post", False), ("delete", False)])
def test_only_who_looks_is_remembered_for(method, remembers):
    request = getattr(RequestFactory(), method)("/")
    assert RememberForOnePage(lambda request: is_one_page())(request) is remembers
