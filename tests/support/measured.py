"""The small rulebook with questions for numbers with decimals and units and for a day, and rules that compare them."""

from __future__ import annotations

from pathlib import Path

from small_rulebook import FILES, write_rulebook

QUESTIONS = """\
- question: hours
  choose: number
  decimals: 2
  unit: hours
  from: 0.25
  to: 24
- question: price
  choose: number
  unit: yen
  from: 0
  to: 999999999999999
- question: day
  choose: date
  from: 2024-01-01
  to: 2024-12-31
"""

RULES = """\
- rule: long-days-need-water
  cites: ["2"]
  when: {hours: {at-least: 7.5}}
  advise: drink-water
- rule: dear-things-are-left-at-home
  cites: ["2"]
  when: {price: {at-least: 120000000000001}}
  advise: stay-in
- rule: early-in-the-year-it-is-cold
  cites: ["1"]
  when: {day: {at-least: 2024-02-01, before: 2024-04-01}}
  advise: put-on-a-coat
"""

TEXTS = {
    "text/en.yaml": (
        """\
  hours: {topic: Hours, ask: How many hours will you be out?, why: Long ways need more.}
  price: {topic: Price, ask: What did it cost?, why: Dear things stay at home.}
  day: {topic: Day, ask: On which day?, why: Spring is cold.}
""",
        """\
  long-days-need-water: Long days need water.
  dear-things-are-left-at-home: What is dear stays at home.
  early-in-the-year-it-is-cold: Early in the year it is cold.
units: {hours: "{number} hours", yen: "{number} yen"}
unit-of-one: {hours: "{number} hour"}
""",
    ),
    "text/ja.yaml": (
        """\
  hours: {topic: 時間, ask: 何時間、外にいますか。, why: 長ければ、もっと要ります。}
  price: {topic: 値段, ask: いくらでしたか。, why: 高いものは家に置きます。}
  day: {topic: 日, ask: いつですか。, why: 春は寒いものです。}
""",
        """\
  long-days-need-water: 長い一日には水が要ります。
  dear-things-are-left-at-home: 高いものは家に置きます。
  early-in-the-year-it-is-cold: 年の初めは寒いです。
units: {hours: "{number}時間", yen: "{number}円"}
""",
    ),
}

MEASURED = {
    "questions.yaml": FILES["questions.yaml"] + QUESTIONS,
    "rules/2-actions.yaml": FILES["rules/2-actions.yaml"] + RULES,
    **{
        name: FILES[name].replace("findings:\n", f"{questions}findings:\n") + rules
        for name, (questions, rules) in TEXTS.items()
    },
}
"""The files that make the small rulebook measure."""


def write_measured(folder: Path, **files: str) -> Path:
    """The folder, with the measuring rulebook in it."""
    return write_rulebook(folder, {**MEASURED, **files})
