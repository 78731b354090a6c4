"""The ids that only a saved trace names."""

from nakanaori.engine.reading import load_rulebook
from nakanaori.engine.telling import wording_of
from nakanaori.web.packing import packed_apart
from nakanaori.web.published_rulebook import published
from nakanaori.web.traced_ids import with_findings_by_place, without_traced

LOGIC = {
    "findings": ["wet", "cold"],
    "alarm": {"finding": "cold", "phase": "now"},
    "rules": [{"id": "rain-wets", "find": ["wet"]}, {"id": "wet-is-cold", "find": ["cold", "wet"]}, {"id": "go-in"}],
    "actions": [{"id": "go", "steps": [{"id": "door"}, {"id": "towel"}]}, {"id": "stay"}],
    "drafts": [{"id": "note", "parts": [{"id": "greeting"}]}],
    "helpLines": [{"id": "neighbour", "call": "1"}],
}


def test_what_only_a_trace_names_stands_apart_in_order():
    logic, traced = without_traced(LOGIC)
    assert traced == ["rain-wets", "wet-is-cold", "go-in", "door", "towel", "greeting", "neighbour"]
    assert [rule["id"] for rule in logic["rules"]] == [True, True, True]
    assert [action["id"] for action in logic["actions"]] == ["go", "stay"]
    assert logic["helpLines"] == [{"id": True, "call": "1"}]


def test_findings_are_called_by_their_places_wherever_they_are_named():
    logic, ids = with_findings_by_place(LOGIC)
    called = dict(zip(logic["findings"], ids, strict=True))
    assert [*called.values()] == LOGIC["findings"]
    assert called[logic["alarm"]["finding"]] == "cold"
    found = [[called[one] for one in rule["find"]] for rule in logic["rules"] if "find" in rule]
    assert found == [rule["find"] for rule in LOGIC["rules"] if "find" in rule]


def test_what_is_not_there_stays_away():
    assert without_traced({"phases": ["now"]}) == ({"phases": ["now"]}, [])
    assert with_findings_by_place({"alarm": None}) == ({"alarm": None}, ())


def test_the_page_of_the_shipped_rulebook_names_none_of_them():
    rulebook = load_rulebook()
    sent, apart = packed_apart(published(rulebook, wording_of(rulebook, "en")))
    named = [*rulebook.findings, *(line.id for line in rulebook.help_lines.lines)]
    # A plain word such as "hurt" stands in texts as well.
    telling = [one.replace("-", " ") for one in named if one.count("-") > 1]
    assert telling
    assert [one for one in telling if f"|{one}|" in sent] == []
    assert [one for one in telling if one not in apart] == []
