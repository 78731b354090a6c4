"""Pictures read by the parsers that they are meant for, and texts that pictures must survive."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from xml.etree import ElementTree

from house import NODE
from nakanaori.engine.language import controls_shown
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
    shown = controls_shown("".join(text.splitlines()))
    return "".join(letter for letter in shown if not letter.isspace() and letter != "\u2060")


def dot_lines(picture: ElementTree.Element, kind: str) -> Iterator[list[str]]:
    """The lines of text that stand on each node or edge in an SVG picture."""
    namespace = "{http://www.w3.org/2000/svg}"
    for group in picture.iter(f"{namespace}g"):
        if group.get("class") == kind:
            yield [text.text or "" for text in group.iter(f"{namespace}text")]


QUOTED = r'"(?:[A-Za-z0-9 ,.?!()/\'-]|[^\x00-\x7f]|#\d+;|<br/>)+"'
MERMAID_LINE = re.compile(
    "|".join(
        (
            r"---|config:|  flowchart:|    wrappingWidth: \d+|flowchart LR",
            rf"  subgraph [a-z-]+-frame\[{QUOTED}\]|  end",
            rf" +n\d+(?:\[{QUOTED}\]|\({QUOTED}\)|\(\[{QUOTED}\]\)|\{{\{{{QUOTED}\}}\}})",
            rf"  n\d+ (?:-->|(?:-\.-x|==>)\|{QUOTED}\|) n\d+",
            r"  classDef [a-z]+ [a-z0-9 :,#-]+|  class n\d+(?:,n\d+)* [a-z]+",
            r"  style [a-z-]+ [a-z0-9:,#]+|  linkStyle \d+(?:,\d+)* [a-z0-9:,#-]+",
        )
    )
)


def mermaid_labels(diagram: str) -> list[str]:
    """The labels of a mermaid diagram as a reader sees them; no line of it is anything but what was meant."""
    lines = diagram.splitlines()
    assert [line for line in lines if not MERMAID_LINE.fullmatch(line)] == []
    quoted = (found[1:-1] for found in re.findall(QUOTED, diagram))
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), re.sub("<br/>|\u2060", "", label)) for label in quoted]
