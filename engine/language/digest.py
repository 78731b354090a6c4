"""The digest of a rulebook's logic: the same for all that means the same, however its files are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from .condition import Earlier
from .problem import Place

if TYPE_CHECKING:
    from .rulebook import Action, Draft, Question, Rule, Rulebook

_DIGEST = "digest"
"""Under which name a row keeps the digest of itself and those above."""

_KIND = ""
"""The key that tells a finding from a test of an option; no field is called so."""


def logic_digest(rulebook: Rulebook) -> str:
    """SHA-256, in hexadecimal, over what it concludes from: questions, findings, phases, actions, drafts and rules.

    Order counts where an outcome shows it. Nothing else does: neither the files in which things stand and how these
    are written, nor values that are left out because they are the usual ones, nor id, version and languages, nor texts
    and help lines.
    """
    logic = (
        sorted(rulebook.sections),
        rulebook.phases,
        sorted(rulebook.tags),
        rulebook.findings,
        tuple(map(_question, rulebook.questions)),
        tuple(map(_action, rulebook.actions)),
        tuple(map(_rule, rulebook.rules)),
        rulebook.alarm,
        # Rulebooks of old, which could not say it, keep their digest.
        *_unless_usual(rulebook, "first_steps"),
        *(("drafts", *map(_draft, sorted(rulebook.drafts, key=_id))) if rulebook.drafts else ()),
    )
    # Few ask for the digest of a rulebook, and it draws in OpenSSL.
    from hashlib import sha256

    return sha256(msgspec.json.encode(_canonical(logic))).hexdigest()


def _question(question: Question) -> Question:
    # Tests hold the options of a group, and what they are called together is of no account.
    return msgspec.structs.replace(question, groups=())


def _action(action: Action) -> Action:
    return msgspec.structs.replace(action, tags=tuple(sorted(action.tags)))


def _draft(draft: Draft) -> Draft:
    # Which words are forbidden in it is said of texts.
    return msgspec.structs.replace(draft, kind="")


def _id(draft: Draft) -> str:
    return draft.id


def _rule(rule: Rule) -> Rule:
    effects = {"find": rule.find, "advise": rule.advise, "withhold": rule.withhold, "lead": rule.lead}
    ordered = {name: tuple(sorted(ids)) for name, ids in effects.items()}
    # What a rule spares it does not withhold, which says all; and a table is the rules that it makes.
    return msgspec.structs.replace(rule, **ordered, spare=(), table="", row=0, is_named=True)


def _canonical(value: object) -> object:
    """The value as JSON can hold it, with one form for each meaning; places have none."""
    if isinstance(value, Earlier):
        return _rows(value)
    if isinstance(value, msgspec.Struct):
        told = {name: getattr(value, name) for name in sorted(value.__struct_fields__)}
        usual = _usual(type(value))
        kept = {name: _canonical(held) for name, held in told.items() if not _goes_without(name, held, usual)}
        return {_KIND: type(value).__name__, **kept}
    if isinstance(value, (frozenset, set)):
        return sorted(map(_canonical, value), key=str)
    if isinstance(value, (tuple, list)):
        return [_canonical(item) for item in value]
    return value


def _unless_usual(value: msgspec.Struct, name: str) -> tuple[object, ...]:
    """What a field holds, under its name; nothing where that is what it holds where nothing is said."""
    held = getattr(value, name)
    return () if held == _usual(type(value))[name] else ((name, held),)


def _rows(earlier: Earlier) -> str:
    """What the rows ask for, as a digest of its own: written out for each row, a table would grow with its square."""
    # As above.
    from hashlib import sha256

    for row in earlier.lacking(_DIGEST):
        above = vars(row.before)[_DIGEST] if row.before is not None else ""
        vars(row)[_DIGEST] = sha256(msgspec.json.encode((above, _canonical(row.own)))).hexdigest()
    digest: str = vars(earlier)[_DIGEST]
    return digest


def _goes_without(name: str, held: object, usual: Mapping[str, object]) -> bool:
    return isinstance(held, Place) or (name in usual and held == usual[name])


@lru_cache(maxsize=64)
def _usual(kind: type[msgspec.Struct]) -> Mapping[str, object]:
    """What the fields of a kind of value are where nothing is said."""
    defaults = kind.__struct_defaults__
    return dict(zip(kind.__struct_fields__[-len(defaults) :], defaults, strict=True)) if defaults else {}
