"""What people type becomes words, never markup that acts."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.text import is_web_address, markdown_to_html, one_line, plain

SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/admin/)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](https://tracker.example/p.png)",
    "![x](javascript:alert(1))",
    "![<script>](x)",
    '[x](https://a.example "onmouseover=alert(1) \\" onclick=alert(1)")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "<style>@import 'https://evil.example/x.css'</style>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext></p><style><!--</style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action=/logout><button>x</button></form>",
    "`<script>alert(1)</script>`",
    "```html onclick=alert(1)\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\ncode\n```',
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "# <b onclick=alert(1)>x</b>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "\u2028<script>alert(1)</script>\x00",
    "{{ request.user }} {% debug %}",
]
ALLOWED = {
    *("a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"),
}


class Reader(HTMLParser):
    """Collects what a browser would act on: every tag with its attributes."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)


def insist_it_is_harmless(html: str) -> None:
    for tag, attributes in Reader(html).tags:
        assert tag in ALLOWED
        assert set(attributes) <= ({"href", "title", "rel"} if tag == "a" else {"start"} if tag == "ol" else set())
        if tag == "a" and "href" in attributes:
            assert re.match(r"(https?://|mailto:)[^/]", attributes["href"])
            assert attributes["rel"] == "nofollow noopener"


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_script_in_any_disguise_does_nothing(text):
    insist_it_is_harmless(markdown_to_html(text))
    insist_it_is_harmless(markdown_to_html(f"> 1. {text}\n\n**{text}** [a]({text}) ![b]({text})"))


@given(st.text(st.characters(), max_size=200))
def test_any_text_does_nothing(text):
    insist_it_is_harmless(markdown_to_html(text))


@given(
    st.lists(
        st.sampled_from([*"<>[]()!`*_#&;:\"'\\/ \n", "script", "href=", "https://a.b", "javascript:"]), max_size=40
    )
)
def test_any_heap_of_markup_does_nothing(parts):
    insist_it_is_harmless(markdown_to_html("".join(parts)))


def test_markdown_is_set_as_written():
    assert markdown_to_html(
        "# Aims\n\nA *new* **model** of [iron](https://example.org/a?b=1&c=2 'T').\n\n- one\n- two"
    ) == (
        "<h3>Aims</h3>\n"
        '<p>A <em>new</em> <strong>model</strong> of <a href="https://example.org/a?b=1&amp;c=2" title="T"'
        ' rel="nofollow noopener">iron</a>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n'
    )


@pytest.mark.parametrize(
    ("top", "text", "expected"),
    [(2, "# a\n## b", ["h2", "h3"]), (3, "# a\n###### b", ["h3", "h6"]), (5, "## a", ["h6"])],
)
def test_headings_start_where_the_page_is(top, text, expected):
    assert [tag for tag, _ in Reader(markdown_to_html(text, top_heading=top)).tags] == expected


def test_a_picture_becomes_its_words():
    assert markdown_to_html("See ![the *iron* <cycle>](https://example.org/p.png).") == (
        "<p>See the iron &lt;cycle&gt;.</p>\n"
    )


def test_a_refused_link_keeps_its_words():
    assert Reader(markdown_to_html("Read [our page](/login) first")).words == ["Read [our page](/login) first", "\n"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("bell\x07 null\x00 vt\x0b ff\x0c esc\x1b del\x7f", "bell null vt\n ff\n esc del"),
        ("tab\tstays", "tab\tstays"),
        ("\ufeffmark\ufeff", "mark"),
        ("half \ud83d pair", "half  pair"),
        (
            "family \U0001f469\u200d\U0001f52c, Ünal, 山田, नमस्ते",
            "family \U0001f469\u200d\U0001f52c, Ünal, 山田, नमस्ते",
        ),
    ],
)
def test_plain_text_keeps_words_and_loses_control_characters(typed, kept):
    assert plain(typed) == kept


@given(st.text(st.characters()))
def test_plain_text_is_encodable_and_stays_as_it_is(text):
    once = plain(text)
    assert plain(once) == once
    assert once.encode().decode() == once


@given(st.text(st.characters()))
def test_one_line_is_one_line(text):
    line = one_line(text)
    assert line.splitlines() in ([], [line])
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("https://example.org", True),
        ("HTTP://example.org/a", True),
        ("mailto:olga@example.org", True),
        ("mailto:", False),
        ("https:///path", False),
        ("https:example.org", False),
        ("//example.org", False),
        ("javascript:alert(1)", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_a_web_address_is_whole(address, answer):
    assert is_web_address(address) is answer
