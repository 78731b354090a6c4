"""Pictures read by the parsers that they are meant for, and texts that pictures must survive."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from xml.etree import ElementTree

from house import NODE
from required import require

NASTY = (
    "She said \"no\"; he said 'yes'",
    'a"] --> evil["b',
    'a", fillcolor="red"]; evil -> n1; x [label="',
    'n1]\n  evil --> n2\nsubgraph x["y',
    "[square] (round) {curly} ((circle)) {{hexagon}} [/slanted/] >flag]",
    "#quot; &quot; &amp; &lt;b&gt; &amp;amp; #35; &#35; &nosuch; &",
    "<script>alert(1)</script> <br/> <b>bold</b> <img src=x onerror=alert(1)>",
    "back\\slash \\n \\N \\G \\E \\l \\r \\\\ end with one \\",
    "%% a comment %%{init: {'theme': 'dark'}}%%",
    "a | pipe || b & c --> d -.-> e --- f == g ==> h",
    "end",
    "END end End",
    "graph subgraph style classDef click linkStyle direction default class",
    "style n1 fill:#f00; x",
    "classDef x fill:#f9f; y",
    "1. one",
    "1) one",
    "- dash",
    "+ plus",
    "* star",
    "---",
    "===",
    "# heading",
    "> quoted",
    "**bold** _thin_ __x__ ~~gone~~ `code` ```",
    "[a link](http://example.org) www.example.org me@example.org http://example.org",
    "fa:fa-car fab:fa-x :smile: $$x^2$$ @{ shape: rect }",
    "\ufb02°°60¶ß \ufb02°lt¶ß",
    "「かぎ」（丸）【隅】、。・：；？！＃＆＜＞；｛｝｜％＂＼",
    "絵文字 👩‍👩‍👧‍👦 👍🏽 🇯🇵 ☂️",
    "two\nlines\r\nand\u2028more\x85still",
    "tab\tand\x00null\x07bell\x1b[31m\ufffe\uffff",
    "\u202eright to left\u202c",
    "\u3000全角の\u3000空白\u3000",
    "   ",
    "長い" * 80,
    "long" * 80,
    "'; DROP TABLE n1; --",
    "{topic} {option} {0} %s %(x)s",
)


def mermaid_problems(diagrams: list[str]) -> list[str | None]:
    """What mermaid's own parser says to each diagram; None where it reads it."""
    modules = NODE / "node_modules"
    installed = shutil.which("node") is not None and all((modules / name).is_dir() for name in ("mermaid", "jsdom"))
    require(installed, "mermaid is not there: install Node 20 or newer, and run 'npm install' in tests/node.")
    ran = subprocess.run(
        ["node", "check_mermaid.mjs"],
        cwd=NODE,
        input=json.dumps(diagrams).encode(),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    problems: list[str | None] = json.loads(ran.stdout)
    assert len(problems) == len(diagrams)
    return problems


def dot_pictures(drawings: list[str]) -> list[ElementTree.Element]:
    """The drawings as Graphviz makes them into SVG."""
    require(shutil.which("dot") is not None, "Graphviz is not there: install it so that 'dot' is found.")
    text = "".join(drawings).encode()
    ran = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr.decode()
    pictures = [ElementTree.fromstring("<?xml" + part) for part in ran.stdout.decode().split("<?xml")[1:]]
    assert len(pictures) == len(drawings)
    return pictures


def seen(text: str) -> str:
    """The letters of a text that a drawing must show, without white space, which may have become line breaks."""
    letters = "".join(letter for letter in "".join(text.splitlines()) if not letter.isspace() and letter != "\u2060")
    return re.sub("[\x00-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", letters)
