"""The ids that only a saved trace names: a page is sent without them, and calls each by its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Written = dict[str, object]

_TRACED = (("rules", ""), ("actions", "steps"), ("drafts", "parts"), ("helpLines", ""))
"""Where the ids stand that only a trace names: of a rulebook's records, or of what is within each."""


def without_traced(logic: object) -> tuple[Written, list[str]]:
    """The logic without the ids that only a trace names, instead of which it says that there is one, and these."""
    assert isinstance(logic, Mapping)
    traced: list[str] = []

    def untraced(records: Sequence[Mapping[str, object]]) -> list[Written]:
        traced.extend(str(record["id"]) for record in records)
        return [{**record, "id": True} for record in records]

    plain: Written = {**logic}
    for name, within in _TRACED:
        if name in logic and within:
            plain[name] = [{**one, within: untraced(one[within])} if within in one else one for one in logic[name]]
        elif name in logic:
            plain[name] = untraced(logic[name])
    return plain, traced


def with_findings_by_place(logic: Any) -> tuple[Written, Sequence[str]]:
    """The logic, whose tests are texts, with findings called by their places; and their ids."""
    ids: Sequence[str] = logic.get("findings", ())
    called = {finding: f"f{at}" for at, finding in enumerate(ids)}
    plain: Written = {**logic}
    if ids:
        plain["findings"] = [*called.values()]
    if "rules" in logic:
        plain["rules"] = [
            {**rule, "find": [called[one] for one in rule["find"]]} if "find" in rule else rule
            for rule in logic["rules"]
        ]
    if alarm := logic.get("alarm"):
        plain["alarm"] = {**alarm, "finding": called[alarm["finding"]]}
    return plain, ids
