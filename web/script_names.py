"""The names in a script of the page: which word is one, what it is, and where what declares it holds.

It reads scripts as those of the page are written, with a semicolon after every statement, and no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<word>[A-Za-z_$][\w$]*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<mark>=>|\?\.(?!\d)|\?\?=?|&&=?|\|\|=?|\.\.\.|\+\+|--|\*\*|[=!]==?|[<>]=|<<|>>|[-+*/%|&^]=|[^\w\s\"'`])",
    re.DOTALL,
)
_PATTERN = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_QUASI = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)

KEYWORDS = frozenset(
    (
        *("async", "await", "break", "case", "catch", "class", "const", "continue", "default", "delete", "do", "else"),
        *("export", "extends", "false", "finally", "for", "from", "function", "get", "if", "import", "in"),
        *(
            "instanceof",
            "let",
            "new",
            "null",
            "of",
            "return",
            "set",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "true",
            "try",
        ),
        *("typeof", "undefined", "var", "void", "while", "with", "yield", "arguments", "eval"),
    )
)
_BEFORE_OPERAND = frozenset(("return", "typeof", "case", "in", "of", "yield", "await", "delete", "void", "throw"))
_BEFORE_BLOCK = frozenset((")", "=>", "{", "}", ";", "else", "try", "do", "finally", ""))
_BEFORE_BOUND = frozenset(("(", "{", "[", ",", "...", ":"))
_STATEMENTS = frozenset(("if", "for", "while", "switch"))

WORD, MARK, OTHER = "word", "mark", "other"
VARIABLE, SHORTHAND, PROPERTY = "variable", "shorthand", "property"
_OBJECT, _CLASS, _BLOCK = "object", "class", "block"


class Token(msgspec.Struct, frozen=True):
    """A piece of a script: what it is, and its text."""

    kind: str
    text: str


Scope = tuple[int, int]
"""From which token to which a declaration holds."""

WHOLE: Scope = (-1, -1)


class Names(msgspec.Struct, frozen=True):
    """The tokens of a module, what each word is, and for each name that it declares itself the scope of that."""

    tokens: tuple[Token, ...]
    roles: Mapping[int, str]
    scopes: Mapping[int, Scope]


def names_in(code: str) -> Names:
    """What a module's code, without imports and exports, consists of."""
    tokens = tuple(_tokens(code))
    return _Reading(tokens).names()


def _tokens(code: str) -> Iterator[Token]:
    at, last = 0, Token(MARK, "")
    depth: list[int] = []
    while at < len(code):
        letter = code[at]
        quasi = letter == "`" or (letter == "}" and bool(depth) and depth[-1] == 0)
        if quasi:
            found = _QUASI.match(code, at + 1)
            kind = OTHER
            if letter == "}":
                depth.pop()
            if found is not None and found[0].endswith("${"):
                depth.append(0)
        elif letter == "/" and _begins_operand(last):
            found, kind = _PATTERN.match(code, at), OTHER
        else:
            found = _TOKEN.match(code, at)
            kind = "" if found is None else str(found.lastgroup)
        if found is None:
            raise ValueError(f"no script as the page's are written: {code[at : at + 40]!r}")
        text, at = code[at : found.end()], found.end()
        if kind == "space":
            continue
        if depth and kind == MARK and text in "{}":
            depth[-1] += 1 if text == "{" else -1
        last = Token(kind if kind in (WORD, MARK) else OTHER, text)
        yield last


def _begins_operand(last: Token) -> bool:
    if last.kind == WORD:
        return last.text in _BEFORE_OPERAND
    return (last.kind == MARK and last.text not in ")]}") or last.text.endswith("${")


class _Reading:
    """Goes through the tokens, and knows within which brackets each of them stands."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._roles: dict[int, str] = {}
        self._within: list[tuple[int, str]] = []
        self._directly: dict[int, tuple[int, str]] = {}
        self._close: dict[int, int] = {}
        self._open: dict[int, int] = {}
        self._bodies: dict[int, Scope] = {}
        self._declared: dict[str, set[Scope]] = {}

    def names(self) -> Names:
        for at, token in enumerate(self._tokens):
            self._directly[at] = self._within[-1] if self._within else (-1, _BLOCK)
            if token.kind == WORD:
                self._take_word(at)
            elif token.text in ("{", "(", "[") or token.text.endswith("${"):
                # What closes a part of a template can open another.
                if token.text.endswith("${") and token.text.startswith("}"):
                    self._closed(at)
                self._within.append((at, self._kind(at)))
            elif token.text in ("}", ")", "]") or token.text.startswith("}"):
                self._closed(at)
        for at in range(len(self._tokens)):
            self._take_parameters(at)
        for at in range(len(self._tokens)):
            self._take_declaration(at)
        scopes = {at: scope for at, role in self._roles.items() if (scope := self._scope_of(at, role)) is not None}
        return Names(tuple(self._tokens), self._roles, scopes)

    def _closed(self, at: int) -> None:
        begun, _ = self._within.pop()
        self._close[begun] = at
        self._open[at] = begun

    def _text(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _kind(self, at: int) -> str:
        """What a bracket opens."""
        if self._text(at) != "{":
            return self._text(at)
        if "class" in (self._text(at - 2), self._text(at - 1)) or self._text(at - 2) == "extends":
            return _CLASS
        return _BLOCK if self._text(at - 1) in _BEFORE_BLOCK else _OBJECT

    def _take_word(self, at: int) -> None:
        text, before, after = self._text(at), self._text(at - 1), self._text(at + 1)
        if before in (".", "?."):
            self._roles[at] = PROPERTY
            return
        _, within = self._directly[at]
        is_key = within == _OBJECT and before in ("{", ",", "get", "set", "async", "*")
        is_member = within == _CLASS and before in ("{", "}", ";", "static", "get", "set", "async", "*")
        if (is_key and after in (":", "(")) or (is_member and after in ("(", "=", ";")):
            self._roles[at] = PROPERTY
        elif text not in KEYWORDS:
            self._roles[at] = SHORTHAND if is_key and after in (",", "}", "=") else VARIABLE

    def _scope_of(self, at: int, role: str) -> Scope | None:
        """The scope of the declaration that a name is of: of those around it the one that begins last."""
        scopes = () if role == PROPERTY else self._declared.get(self._text(at), ())
        return max((scope for scope in scopes if scope == WHOLE or scope[0] <= at <= scope[1]), default=None)

    # what is declared

    def _take_parameters(self, at: int) -> None:
        """What a function or `catch` is given, which holds from there to the end of its body."""
        if self._text(at) == "(" and self._is_of_parameters(at):
            body = self._close[at] + (2 if self._text(self._close[at] + 1) == "=>" else 1)
            scope = self._bodies[body] = (at, self._end(body))
            self._take_pattern(at, scope)
        elif self._text(at + 1) == "=>" and self._tokens[at].kind == WORD:
            scope = self._bodies[at + 2] = (at, self._end(at + 2))
            self._declare(at, scope)

    def _take_declaration(self, at: int) -> None:
        text = self._text(at)
        if text not in ("const", "let", "class", "function") or self._roles.get(at) == PROPERTY:
            return
        opening, kind = self._directly[at]
        if opening == -1:
            scope = WHOLE
        elif kind == "(":
            scope = (opening, self._end(self._close[opening] + 1))
        else:
            scope = self._bodies.get(opening, (opening, self._close[opening]))
        name = at + (2 if self._text(at + 1) == "*" else 1)
        if self._text(name) in ("{", "["):
            self._take_pattern(name, scope)
        else:
            self._declare(name, scope)
            self._take_further(name, scope)

    def _take_further(self, at: int, scope: Scope) -> None:
        """What the same statement declares besides, behind commas."""
        if self._text(at - 1) not in ("const", "let"):
            return
        while self._text(at) not in (";", "of", "in", ""):
            if self._text(at) == ",":
                self._declare(at + 1, scope)
            at = self._past(at)

    def _declare(self, at: int, scope: Scope) -> None:
        self._declared.setdefault(self._text(at), set()).add(scope)

    def _is_of_parameters(self, at: int) -> bool:
        close, before = self._close[at], self._text(at - 1)
        if self._text(close + 1) == "=>" or before == "catch":
            return True
        is_name = self._tokens[at - 1].kind == WORD and before not in _STATEMENTS
        return self._text(close + 1) == "{" and is_name

    def _take_pattern(self, opening: int, scope: Scope) -> None:
        """The names that a list of parameters or a pattern gives to what it gets."""
        for at in range(opening + 1, self._close[opening]):
            if self._roles.get(at) in (VARIABLE, SHORTHAND) and self._is_bound(at, opening):
                self._declare(at, scope)

    def _is_bound(self, at: int, opening: int) -> bool:
        """Whether a name stands in nothing but patterns: no default is called for it."""
        if self._text(at - 1) not in _BEFORE_BOUND:
            return False
        within, kind = self._directly[at]
        while within != opening:
            if kind not in (_OBJECT, "[") or self._text(within - 1) not in _BEFORE_BOUND:
                return False
            within, kind = self._directly[within]
        return True

    def _past(self, at: int) -> int:
        """What comes after a token, and after all in it where it opens something."""
        while at in self._close:
            at = self._close[at]
        return at + 1

    def _end(self, body: int) -> int:
        """Where the body of a function or loop ends that begins here: a block, an expression or a statement."""
        if self._directly.get(body + 1, (-1, ""))[1] == _BLOCK and self._text(body) == "{":
            return self._close[body]
        at, open_choices = body, 0
        while at < len(self._tokens) and self._text(at) not in (",", ";") and at not in self._open:
            if self._text(at) in ("?", ":"):
                open_choices += 1 if self._text(at) == "?" else -1
            if open_choices < 0:
                break
            at = self._past(at)
        return at
