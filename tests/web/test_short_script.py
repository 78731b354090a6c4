"""A script written shorter does what it did: whatever stands in it, and whichever names hide others."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from nakanaori.web.script import FOLDER, read_module
from nakanaori.web.script_names import names_in
from nakanaori.web.short_script import written_short
from required import require

SCRIPTS = {
    "names that hide others": """
const one = 1;
const two = (one) => one + 1;
function three(first, one = first) {
  const inner = [1, 2].map((first) => first + one);
  for (const first of inner) {
    const one = first * 2;
    inner[0] += one;
  }
  return inner[0] + one;
}
told(one, two(5), three(7));
""",
    "an unused name and one that the body declares": """
const at = ["x", "y"].map((_, place) => { const double = place * 2; return double; });
const caught = (() => {
  try { throw new Error("no"); } catch (error) { const { message } = error; return message; }
})();
told(at, caught, ((unused) => { const used = 3; return used; })(4));
""",
    "patterns, with other names, defaults and what is left": """
const given = { first: 1, second: [2, 3], third: { fourth: 4 }, length: 5, rest: 6 };
const { first, second: [other, last], third: { fourth: fifth = first }, none = other, ...rest } = given;
const shown = ({ first, third: { fourth } }, [second, ...many] = [fifth]) => ({ first, fourth, second, many });
told(first, other, last, fifth, none, rest, shown(given), shown(given, [1, 2, 3]), { first, rest: 1, "last": last });
""",
    "choices between functions": """
const which = 3;
const chosen = (yes) => (yes ? (which) => which + 1 : which);
const other = true ? which => which * 2 : which;
told(chosen(true)(4), chosen(false), other(4), [1, 2].map((one) => one ? one : which), ((a, b) => a ?? b)(null, which));
""",
    "classes": """
class Base { constructor(kept) { this._kept = kept; this.open = kept; } get kept() { return this._kept; } }
class Further extends Base {
  static of(kept) { return new Further(kept); }
  * each() { for (const kept of this._kept) yield kept; }
  async later(kept) { return [kept, ...this.each()]; }
  open = 1;
  some({ _kept }) { return _kept; }
}
const made = Further.of([1, 2]);
told(made.kept, [...made.each()], made.open, made.some(made));
made.later(3).then((kept) => told(kept));
""",
    "texts, patterns and remarks that look like something else": r"""
const kind = "told";
const quote = `a ${kind} ${`b ${kind.replace(/[/"`]\/(?:x)/gu, (all) => `<${all}>`)}`} } \${kind}
${[1].map((kind) => `${kind}`)}`;
const spaces = "two  spaces // no remark";
const divided = 8 / 4 / 2, less = 3 - -2, more = 3 + +2, kept = "it's ';}'";
told(quote, spaces, divided, less, more, kept, "a" in { a: 1 }, typeof kind, void 0, !!1);
""",
    "loops": """
let sum = 0;
for (let at = 0, most = 3; at < most; at += 1) sum += at;
for (const at in { a: 1 }) { sum += at.length; }
let left = [1, 2, 3];
for (let one = left.pop(); one; one = left.pop()) { const at = one; sum += at; }
do { sum += 1; } while (sum < 12);
outer: for (const one of [1]) { if (one) continue outer; }
switch (sum) { case 12: { const at = sum; sum = at + 1; break; } default: sum = 0; }
told(sum);
""",
    "constants in a row, and loops that do nothing": """
const one = 1;
const two = one + 1;
const text = (() => { const a = [two]; const b = { c: a }; if (b) { const d = 4; } const e = 5; return [b, e]; })();
let at = 3; const rest = []; for (const each of [1, 2]) rest.push(each); const last = rest.length;
function run() { let left = 3; while (left--); { for (let to = 0; to < (2); to += 1); } if (left) told(left); }
function none() { if (at) at -= (1); else; }
run(); none();
switch (at) { case 2: { const of = at; const to = of; told(to); } }
told(one, two, text, at, rest, last);
""",
    "what is not declared stays": """
const named = { name: 1, told: 2, get size() { return 3; }, async later() {}, * each() {}, [`a${1}`]: 4, if: 5 };
const both = [[1, 2]].map(([one, other]) => `${one}:${other ? " " : ""}${one + other}`);
function last(length, { size }) { return length + size + named.if; }
told(both, named.name, named.told, named.a1, last(1, named), Object.keys(named), globalThis === undefined);
told(Math.max(1, 2));
""",
}


def printed(scripts: dict[str, str]) -> dict[str, list[str]]:
    """What each of them tells, line by line."""
    require(shutil.which("node") is not None, "short scripts are not tried: install Node 20 or newer.")
    tell = "globalThis.told = (...many) => console.log(JSON.stringify(many));\n"
    return {
        name: subprocess.run(
            ["node", "--eval", f'{tell}(() => {{"use strict";{script}}})();'],
            capture_output=True, text=True, timeout=60, check=True,
        ).stdout.splitlines()
        for name, script in scripts.items()
    }  # fmt: skip


def test_it_does_what_it_did() -> None:
    short = {name: written_short([(names_in(script), {})]) for name, script in SCRIPTS.items()}
    was = printed(SCRIPTS)
    assert all(was.values())
    assert printed(short) == was


def test_modules_that_call_different_things_alike_are_told_apart() -> None:
    below = 'const shown = "below"; const hidden = (shown) => shown + 1;'
    above = 'const hidden = "above"; const sum = (few, shown) => few + shown + seen; told(hidden, sum(1, 2), few(1));'
    script = written_short([(names_in(below), {}), (names_in(above), {"seen": (0, "shown"), "few": (0, "hidden")})])
    assert [json.loads(line) for line in printed({"both": script})["both"]] == [["above", "3below", 2]]


@pytest.mark.parametrize("path", sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js")))
def test_what_a_browser_provides_keeps_its_name(path: str) -> None:
    module = read_module(path)
    names = names_in(module.code)
    imported = {name.split(" as ")[-1].strip() for many, _ in module.imports for name in many.split(",")}
    others = [at for at, role in names.roles.items() if role != "property" and at not in names.scopes]
    assert {names.tokens[at].text for at in others} - imported <= PROVIDED


PROVIDED = frozenset(
    (
        *("Array", "BigInt", "Blob", "Boolean", "DataView", "Date", "Error", "FormData", "Infinity", "Int32Array"),
        *("JSON", "Map", "Math", "Node", "Number", "Object", "Promise", "RegExp", "Response", "Set", "String"),
        *("DOMParser", "Element", "Event", "HTMLAnchorElement", "HTMLButtonElement", "HTMLElement", "HTMLInputElement"),
        *("HTMLScriptElement", "HTMLSelectElement", "TextDecoder", "TextEncoder", "history"),
        *("ResizeObserver", "getComputedStyle", "requestIdleCallback"),
        *("URL", "Uint16Array", "Uint8Array", "WeakMap", "addEventListener", "atob", "btoa", "caches", "crypto"),
        *("document", "fetch", "globalThis", "location", "navigator", "parseInt", "performance", "print", "scrollTo"),
        *("scrollY", "self", "sessionStorage", "setTimeout", "window"),
    )
)


def test_what_is_no_such_script_is_refused() -> None:
    with pytest.raises(ValueError, match="no script as the page's are written"):
        names_in("const text = 'never closed;")
