"""A small valid rulebook as text, so that a test can change one thing in it and load the rest as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FILES: dict[str, str] = {
    "rulebook.yaml": """\
rulebook: going_out
version: 2.0.1
languages: [ja, en]
sections: ["1", "1.1", "2"]
phases: [now, later]
tags: [outdoors]
findings: [wet, cold, miserable]
alarm: {finding: miserable, phase: now}
""",
    "questions.yaml": """\
- question: weather
  choose: one
  options: [sun, rain, snow]
- question: bag
  choose: several
  options: [umbrella, hat, scarf, tea]
- question: degrees
  choose: number
  from: -10
  to: 40
- question: at-home
  choose: one
  options: [yes, no]
""",
    "actions.yaml": """\
- action: take-an-umbrella
  phase: now
  tags: outdoors
  cites: ["1.1"]
  steps: [open-it, hold-it]
- action: put-on-a-coat
  phase: now
  tags: [outdoors]
  cites: ["1", "2"]
  steps:
    - button-it
    - step: tie-the-scarf
      when: {bag: scarf}
- action: stay-in
  phase: now
  cites: ["2"]
  steps: [sit-down]
- action: drink-water
  phase: later
  cites: ["2"]
  steps:
    - pour
    - step: warm-it
      when: {cold: true}
""",
    "rules/1-findings.yaml": """\
- rule: rain-and-snow-wet
  cites: ["1.1"]
  when: {weather: [rain, snow]}
  find: wet
- rule: few-degrees-are-cold
  cites: ["1"]
  when: {degrees: {less-than: 10}}
  find: cold
- rule: wet-and-cold-is-miserable
  cites: ["2"]
  when: {wet: true, cold: true}
  find: miserable
""",
    "rules/2-actions.yaml": """\
- rule: umbrella-when-wet
  cites: ["1.1"]
  when: {wet: true}
  unless: {bag: umbrella}
  advise: take-an-umbrella
- rule: coat-when-cold
  cites: ["1"]
  any:
    - {cold: true}
    - {weather: snow, bag: {at-least: 2, of: [hat, scarf]}}
  advise: put-on-a-coat
- rule: miserable-means-staying-in
  cites: ["2"]
  when: {miserable: true, at-home: yes}
  advise: stay-in
  withhold: {tag: outdoors}
- rule: everybody-drinks
  cites: ["2"]
  basic: true
  advise: drink-water
""",
    "text/en.yaml": """\
language: English
rulebook: {title: Going out, about: A few questions on the weather., source: Made up for tests., source-word: article}
sections: {"1": Cold, "1.1": Wet, "2": Both}
phases: {now: Now, later: Later}
questions:
  weather:
    topic: Weather
    ask: What is the weather like?
    why: Wet weather asks for other things than the sun.
    options: {sun: Sunny, rain: Raining, snow: Snowing}
  bag:
    topic: Bag
    ask: What is in your bag?
    why: What you carry need not be fetched.
    hint: Look under the lining.
    options: {umbrella: An umbrella, hat: A hat, scarf: A scarf, tea: A flask of tea}
  degrees:
    topic: Degrees
    ask: How many degrees is it?
    why: Cold asks for a coat.
  at-home:
    topic: At home
    ask: Are you at home?
    why: Whoever is at home can stay.
    options: {yes: I am, no: I am not}
findings:
  wet: {holds: It is wet., fails: It is not wet.}
  cold: {holds: It is cold., fails: It is not cold.}
  miserable: {holds: It is miserable., fails: It is not miserable.}
actions:
  take-an-umbrella:
    title: Take an umbrella
    steps: {open-it: Open it., hold-it: Hold it.}
    done: It is over your head.
  put-on-a-coat:
    title: Put on a coat
    steps: {button-it: Button it., tie-the-scarf: Tie the scarf.}
    done: You are warm.
  stay-in:
    title: Stay in
    steps: {sit-down: Sit down.}
    done: You are sitting.
  drink-water:
    title: Drink water
    steps: {pour: Pour a glass., warm-it: Warm it.}
    done: The glass is empty.
rules:
  rain-and-snow-wet: Rain and snow wet.
  few-degrees-are-cold: Below ten degrees it is cold.
  wet-and-cold-is-miserable: Wet and cold is miserable.
  umbrella-when-wet: An umbrella keeps you dry.
  coat-when-cold: A coat keeps you warm.
  miserable-means-staying-in: Whoever can stay in should.
  everybody-drinks: Everybody drinks.
""",
    "text/ja.yaml": """\
language: 日本語
rulebook: {title: お出かけ, about: 天気についての質問です。, source: テストのために作りました。, source-word: 記事}
sections: {"1": 寒さ, "1.1": 雨, "2": 両方}
phases: {now: 今, later: あとで}
questions:
  weather:
    topic: 天気
    ask: どんな天気ですか。
    why: 雨と晴れでは、することが違います。
    options: {sun: 晴れ, rain: 雨, snow: 雪}
  bag:
    topic: かばん
    ask: かばんに何がありますか。
    why: 持っているものは取りに行かずにすみます。
    hint: 底も見てください。
    options: {umbrella: 傘, hat: 帽子, scarf: マフラー, tea: お茶}
  degrees:
    topic: 気温
    ask: 何度ですか。
    why: 寒ければ上着が要ります。
  at-home:
    topic: 居場所
    ask: 家にいますか。
    why: 家にいれば、そのままいられます。
    options: {yes: いる, no: いない}
findings:
  wet: {holds: 濡れます。, fails: 濡れません。}
  cold: {holds: 寒いです。, fails: 寒くありません。}
  miserable: {holds: つらい天気です。, fails: つらい天気ではありません。}
actions:
  take-an-umbrella:
    title: 傘を持つ
    steps: {open-it: 開きます。, hold-it: さします。}
    done: 頭の上に傘があります。
  put-on-a-coat:
    title: 上着を着る
    steps: {button-it: ボタンを留めます。, tie-the-scarf: マフラーを巻きます。}
    done: 温かくなりました。
  stay-in:
    title: 家にいる
    steps: {sit-down: 座ります。}
    done: 座っています。
  drink-water:
    title: 水を飲む
    steps: {pour: 注ぎます。, warm-it: 温めます。}
    done: コップが空です。
rules:
  rain-and-snow-wet: 雨や雪は濡れます。
  few-degrees-are-cold: 十度より低ければ寒いです。
  wet-and-cold-is-miserable: 濡れて寒いのはつらいです。
  umbrella-when-wet: 傘があれば濡れません。
  coat-when-cold: 上着があれば温かいです。
  miserable-means-staying-in: 家にいられるなら、いましょう。
  everybody-drinks: 誰でも水を飲みます。
""",
}
"""The files of the rulebook `going_out` by their path in its folder."""


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The file `name` with its one `old` replaced by `new`, to hand to `write_rulebook`."""
    assert FILES[name].count(old) == 1, f"{old!r} stands {FILES[name].count(old)} times in {name}"
    return {name: FILES[name].replace(old, new)}


def many_weathers(count: int) -> dict[str, str]:
    """Files in which the question `weather` has so many more options, `weather-1` and so on."""
    more = [f"weather-{number}" for number in range(1, count + 1)]
    files = changed("questions.yaml", "[sun, rain, snow]", f"[sun, rain, snow, {', '.join(more)}]")
    for language, label in (("en", "Snowing"), ("ja", "雪")):
        texts = "".join(f", {option}: Weather number {option.partition('-')[2]}" for option in more)
        files |= changed(f"text/{language}.yaml", f"snow: {label}", f"snow: {label}{texts}")
    return files


def write_rulebook(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The folder, with the small rulebook in it; `files` replaces some of its files, adds others, and drops (None)."""
    for name, content in {**FILES, **(files or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


MORE_RULES = """\
- rule: tea-warms
  cites: [beyond, "1"]
  when: {bag: {at-least: 2}, degrees: {less-than: 10}}
  any:
    - {bag: tea}
    - {weather: snow}
  advise: drink-water
- rule: no-sun-today
  cites: ["1"]
  when: {weather: {not: [sun]}, at-home: unknown}
  advise: drink-water
- rule: nothing-to-carry
  cites: ["1"]
  unless: {bag: [umbrella, hat]}
  advise: drink-water
- rule: nothing-known
  cites: ["1"]
  when: {wet: false}
  unless: {at-home: yes}
  advise: stay-in
- rule: not-when-cold
  cites: ["1"]
  when: {cold: true}
  withhold: stay-in
"""
"""Rules with every kind of test that the small rulebook does without."""
"""Rules with every kind of test that the small rulebook does without."""


def write_more_rules(folder: Path) -> Path:
    """The folder, with the small rulebook and MORE_RULES in it, and a section for what goes beyond the source."""
    sections = changed("rulebook.yaml", '"1.1", "2"]', '"1.1", "2", beyond]')
    return write_rulebook(folder, {**sections, "rules/3-more.yaml": MORE_RULES})
