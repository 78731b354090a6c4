"""Forms: what is one, and how long it may be."""

from __future__ import annotations

import pytest
from nakanaori.web.form import MOST_BYTES, Form
from nakanaori.web.selection import Selection
from visitor import Visitor


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"go=next", "text/plain"),
        (b"go=next", "multipart/form-data; boundary=x"),
        (b"a=%ff", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"&".join([b"a=1"] * 300), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_refused(visitor: Visitor, content: bytes, kind: str) -> None:
    for path in ("/1", "/language", "/1/list.ics"):
        answer = visitor.client.post(path, content=content, headers={"content-type": kind}, follow_redirects=False)
        assert answer.status_code == 400
        assert "traceback" not in answer.text.lower()


def test_what_is_too_long_is_refused(visitor: Visitor) -> None:
    visitor.send("/1", {**visitor.forms.hidden, "answer": "x" * MOST_BYTES})
    assert visitor.status == 413


def test_a_name_may_come_several_times_and_the_first_one_counts() -> None:
    form = Form((("answer", "lied"), ("go", "next"), ("answer", "money"), ("number", " 7 "), ("alone", "none")))
    assert form.all("answer") == ("lied", "money")
    assert (form.first("go"), form.first("nothing")) == ("next", "")
    assert form.selection == Selection(frozenset(("lied", "money")), frozenset(("none",)), "7")
