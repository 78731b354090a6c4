"""The ids that a rulebook's files declare and name, kept while they are read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from ..language import (
    IDENTIFIER_FORM,
    LONGEST_IDENTIFIER,
    MOST_HINTS,
    UNKNOWN,
    Action,
    Place,
    Problem,
    Question,
    Rulebook,
    closest,
    is_identifier,
    nearest,
)
from .fields import several_words
from .node import TextNode

SECTION, PHASE, TAG, QUESTION, OPTION, FINDING = "section", "phase", "tag", "question", "option", "finding"
ACTION, STEP, FOLLOW_UP, RULE, GROUP = "action", "step", "follow-up", "rule", "group"
DRAFT, PART = "draft", "part"
"""What ids are the ids of."""

_FACTS = (QUESTION, FINDING)
_FACT_KINDS = tuple((kind, "") for kind in _FACTS)
_RESERVED = ("true", "false", UNKNOWN)

_Kind = tuple[str, str]
"""What an id is the id of, and the question or action within which it stands, if it does."""


class Vocabulary:
    """The ids declared so far, the questions and actions that some of them stand for, and every problem found.

    Whatever is read is declared here before anything may name it. Where a declaration itself is amiss, what names it is
    taken on trust: an author mends one mistake, not all that follows from it.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.questions: dict[str, Question] = {}
        self.actions: dict[str, Action] = {}
        self._declared: dict[_Kind, dict[str, Place]] = {}
        self._in_doubt: set[_Kind] = set()
        self._position: dict[str, int] = {}
        self._bearers: dict[tuple[str, str], list[str]] = {}
        self._named: set[tuple[_Kind, str]] = set()
        self._missed: dict[tuple[tuple[_Kind, ...], str], list[Problem]] = {}
        self._is_further = False

    @classmethod
    def of(cls, rulebook: Rulebook) -> Vocabulary:
        """The vocabulary of a rulebook already read, for a further file that may use its ids."""
        made = cls()
        made._is_further = True
        for question in rulebook.questions:
            made._declared.setdefault((OPTION, question.id), dict.fromkeys(question.options, question.place))
            made.questions[question.id] = question
        for action in rulebook.actions:
            made._declared[(STEP, action.id)] = {step.id: action.place for step in action.steps}
            made.add_action(action)
        head = Place(str(rulebook.folder))
        listed = {SECTION: rulebook.sections, PHASE: rulebook.phases, TAG: rulebook.tags, FINDING: rulebook.findings}
        by_id: dict[str, Iterable[str]] = {QUESTION: rulebook.question, DRAFT: rulebook.draft, ACTION: rulebook.action}
        for kind, ids in {**listed, **by_id}.items():
            made._declared[(kind, "")] = dict.fromkeys(ids, head)
        return made

    # declaring --------------------------------------------------------------------------------------------------------

    def declare(self, text: TextNode, kind: str, within: str = "") -> bool:
        """Take an id in, if it is well formed and not taken by another of its kind; questions and findings are one."""
        refusal = self._refusal(text, kind, within)
        if refusal is not None:
            self.problems.append(refusal)
            self.doubt(kind, within)
            return False
        self._declared.setdefault((kind, within), {})[text.value] = text.place
        return True

    def _refusal(self, text: TextNode, kind: str, within: str) -> Problem | None:
        identity = text.value
        if not is_identifier(identity):
            right = several_words(identity) or f"Use {IDENTIFIER_FORM}, at most {LONGEST_IDENTIFIER} characters."
            return Problem(text.place, f"'{identity}' cannot be the id of {a(kind)}.", right)
        if kind in _FACTS and identity in _RESERVED:
            return Problem(text.place, f"'{identity}' has a meaning of its own.", "Choose another id.")
        for taken in _FACTS if kind in _FACTS else (kind,):
            first = self._declared.get((taken, within), {}).get(identity)
            if first is not None:
                wrong = f"The {kind} '{identity}' has an id that is taken."
                return Problem(text.place, wrong, f"Choose another; the first stands at {first}.")
        return None

    def declare_all(self, texts: Iterable[TextNode], kind: str, within: str = "") -> tuple[str, ...]:
        """Those of the ids that could be taken in."""
        return tuple(text.value for text in texts if self.declare(text, kind, within))

    def declares(self, identity: str, *kinds: str) -> bool:
        """Whether there is something of one of these kinds with this id."""
        return any(identity in self._declared.get((kind, ""), {}) for kind in kinds)

    def ids(self, kind: str) -> Collection[str]:
        """The ids declared of this kind."""
        return self._declared.get((kind, ""), {})

    def add_action(self, action: Action) -> None:
        """Keep an action that is declared, so that it can be found by its phase and tags."""
        self._position[action.id] = len(self.actions)
        self.actions[action.id] = action
        for bearer in ((PHASE, action.phase), *((TAG, tag) for tag in action.tags)):
            self._bearers.setdefault(bearer, []).append(action.id)

    def actions_of(self, kind: str, ids: Iterable[str]) -> Iterator[str]:
        """The ids of the actions that are of one of these phases, or bear one of these tags."""
        for identity in ids:
            yield from self._bearers.get((kind, identity), ())

    def in_order(self, actions: Iterable[str]) -> tuple[str, ...]:
        """The ids of actions in the order in which these were kept."""
        return tuple(sorted(actions, key=self._position.__getitem__))

    def doubt(self, kind: str, within: str = "") -> None:
        """From now on take on trust what names something of this kind: its declarations could not all be read."""
        self._in_doubt.add((kind, within))

    def is_in_doubt(self, kind: str, within: str = "") -> bool:
        """Whether something of this kind may have been declared although it is not known here."""
        return (kind, within) in self._in_doubt

    # naming -----------------------------------------------------------------------------------------------------------

    def named(
        self, texts: Iterable[TextNode], kind: str, within: str = "", *, besides: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Those of the texts that name something declared, or one of `besides`; each other one is a problem."""
        known = []
        for text in texts:
            if text.value in besides or self._is_named(text, (kind, within)):
                known.append(text.value)
            else:
                self._miss(text, ((kind, within),), f"{kind} of '{within}'" if within else kind, besides)
        return tuple(known)

    def fact(self, text: TextNode) -> str | None:
        """What a text names, QUESTION or FINDING; or None, which is a problem."""
        for kind in _FACTS:
            if self._is_named(text, (kind, "")):
                return kind
        self._miss(text, _FACT_KINDS, "question and no finding")
        return None

    def _is_named(self, text: TextNode, of: _Kind) -> bool:
        is_declared = text.value in self._declared.get(of, {})
        if is_declared:
            self._named.add((of, text.value))
        return is_declared

    def _miss(self, text: TextNode, kinds: tuple[_Kind, ...], what: str, besides: tuple[str, ...] = ()) -> None:
        if not self._in_doubt.isdisjoint(kinds):
            return
        right = several_words(text.value)
        if not right and len(self.problems) < MOST_HINTS:
            known = [*chain.from_iterable(self._declared.get(of, {}) for of in kinds), *besides]
            right = nearest(text.value, known)
        problem = Problem(text.place, f"There is no {what} '{text.value}'.", right)
        self.problems.append(problem)
        is_fact = any(kind in _FACTS for kind, _ in kinds)
        self._missed.setdefault((_FACT_KINDS if is_fact else kinds, text.value), []).append(problem)

    # what it comes to -------------------------------------------------------------------------------------------------

    def told(self) -> tuple[Problem, ...]:
        """Every problem; but where several places name something whose declaration is misspelt, that alone.

        A declaration is taken for misspelt where nothing names it as it stands and it is like what is named.
        """
        folded: dict[Problem, Problem] = {}
        repeated = [(missed, problems) for missed, problems in self._missed.items() if len(problems) > 1]
        for (kinds, name), problems in repeated[:MOST_HINTS]:
            unnamed = self._unnamed(kinds)
            meant = closest(name, unnamed)
            if meant is not None:
                folded.update(dict.fromkeys(problems, _cause(name, problems, meant, unnamed[meant])))
        return tuple(dict.fromkeys(folded.get(problem, problem) for problem in self.problems))

    def _unnamed(self, kinds: Iterable[_Kind]) -> dict[str, Place]:
        """What is declared of these kinds and never named; of a further file nothing can be told."""
        return {
            identity: place
            for of in (() if self._is_further else kinds)
            for identity, place in self._declared.get(of, {}).items()
            if (of, identity) not in self._named
        }


def _cause(name: str, problems: list[Problem], declared: str, place: Place) -> Problem:
    wrong = problems[0].wrong.removesuffix(".")
    first = min(problem.place for problem in problems)
    wrong = f"{wrong}, but {len(problems)} places name it, the first at {first}."
    return Problem(place, wrong, f"Is '{declared}' here meant to be '{name}'?")


def a(kind: str) -> str:
    """A word with its article."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
