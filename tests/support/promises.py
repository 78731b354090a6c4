"""Guarantees for the small rulebook, and what takes long to prove."""

from __future__ import annotations

from pathlib import Path

from nakanaori.engine.language import Rulebook
from nakanaori.engine.reading import load_rulebook
from small_rulebook import write_rulebook

EVERY_KIND = """\
- guarantee: umbrella-first
  cites: ["1.1"]
  when: {weather: rain}
  unless: {bag: umbrella, miserable: true}
  first: take-an-umbrella
- guarantee: water-for-everybody
  cites: ["2"]
  always: {phase: later}
- guarantee: nothing-outdoors-when-it-is-miserable
  cites: ["2"]
  when: {miserable: true, at-home: yes}
  always: stay-in
  never: {tag: outdoors}
- guarantee: something-against-the-snow
  cites: ["2"]
  complete: true
  when: {weather: snow, degrees: {less-than: 0}}
  at-least-one: [put-on-a-coat, stay-in]
- guarantee: in-or-out
  cites: ["2"]
  at-most-one: [stay-in, put-on-a-coat]
- guarantee: one-of-two-when-freezing
  cites: ["2"]
  any:
    - {degrees: {less-than: 0}}
  exactly-one: {action: stay-in, phase: later}
"""


def going_out(folder: Path, guarantees: str) -> Rulebook:
    return load_rulebook(write_rulebook(folder, {"guarantees.yaml": guarantees}))


def pigeonholes(count: int) -> dict[str, str]:
    """A rulebook that notices when two of `count` pigeons share a hole; that they must takes long to prove."""
    holes = ", ".join(f"h{hole}" for hole in range(count - 1))
    questions = "".join(f"- question: p{one}\n  choose: one\n  options: [{holes}]\n" for one in range(count))
    rules = "- rule: tell\n  cites: ['1']\n  when: {wet: true}\n  advise: stay-in\n"
    for one in range(count):
        for other in range(one):
            pairs = "".join(f"    - {{p{one}: {hole}, p{other}: {hole}}}\n" for hole in holes.split(", "))
            rules += f"- rule: r{one}-{other}\n  cites: ['1']\n  any:\n{pairs}  find: wet\n"
    housed = ", ".join(f"p{one}: [{holes}]" for one in range(count))
    return {
        "questions.yaml": questions,
        "actions.yaml": "- action: stay-in\n  phase: now\n  cites: ['1']\n  steps: [sit-down]\n",
        "rules/1-findings.yaml": rules,
        "rules/2-actions.yaml": "- rule: rest\n  cites: ['1']\n  find: cold\n",
        "guarantees.yaml": "- guarantee: easy\n  cites: ['1']\n  when: {wet: true}\n  always: stay-in\n"
        f"- guarantee: long\n  cites: ['1']\n  when: {{{housed}}}\n  always: stay-in\n",
    }
