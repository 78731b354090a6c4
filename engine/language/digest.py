"""The digest of a rulebook's logic: the same for all that means the same, however its files are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .problem import Place

if TYPE_CHECKING:
    from .rulebook import Action, Rule, Rulebook

_KIND = ""
"""The key that tells a finding from a test of an option; no field is called so."""


def logic_digest(rulebook: Rulebook) -> str:
    """SHA-256, in hexadecimal, over what a rulebook concludes from: questions, findings, phases, actions and rules.

    Order counts where an outcome shows it. Nothing else does: neither the files in which things stand and how these
    are written, nor values that are left out because they are the usual ones, nor id, version and languages, nor texts
    and help lines.
    """
    logic = (
        sorted(rulebook.sections),
        rulebook.phases,
        sorted(rulebook.tags),
        rulebook.findings,
        rulebook.questions,
        tuple(map(_action, rulebook.actions)),
        tuple(map(_rule, rulebook.rules)),
        rulebook.alarm,
    )
    # Few ask for the digest of a rulebook, and it draws in OpenSSL.
    from hashlib import sha256

    return sha256(msgspec.json.encode(_canonical(logic))).hexdigest()


def _action(action: Action) -> Action:
    return msgspec.structs.replace(action, tags=tuple(sorted(action.tags)))


def _rule(rule: Rule) -> Rule:
    effects = {"find": rule.find, "advise": rule.advise, "withhold": rule.withhold}
    return msgspec.structs.replace(rule, **{name: tuple(sorted(ids)) for name, ids in effects.items()})


def _canonical(value: object) -> object:
    """The value as JSON can hold it, with one form for each meaning; places have none."""
    if isinstance(value, msgspec.Struct):
        fields = ((field, getattr(value, field.name)) for field in msgspec.structs.fields(value))
        told = {field.name: held for field, held in fields if held != field.default and not isinstance(held, Place)}
        return {_KIND: type(value).__name__, **{name: _canonical(told[name]) for name in sorted(told)}}
    if isinstance(value, (frozenset, set)):
        return sorted(map(_canonical, value), key=str)
    if isinstance(value, (tuple, list)):
        return [_canonical(item) for item in value]
    return value
