"""The ids that a rulebook's files declare and name, kept while they are read."""

from __future__ import annotations

from collections import defaultdict
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
    Test,
    closest,
    is_identifier,
    nearest,
)
from .fields import several_words
from .mention import Kind, Mention
from .node import TextNode, text_node

SECTION, PHASE, TAG, QUESTION, OPTION, FINDING = "section", "phase", "tag", "question", "option", "finding"
ACTION, STEP, FOLLOW_UP, RULE, GROUP = "action", "step", "follow-up", "rule", "group"
DRAFT, PART, DRAFT_KIND, BLANK_NAME, UNIT = "draft", "part", "kind of draft", "blank", "unit"
"""What ids are the ids of."""

_FACTS = (QUESTION, FINDING)
_FACT_KINDS = tuple((kind, "") for kind in _FACTS)
_HOMES = {OPTION: "questions.yaml", ACTION: "actions.yaml", FINDING: "rulebook.yaml", SECTION: "rulebook.yaml"}
"""Where those are declared that somebody who fills in a table may make up."""

_RESERVED = ("true", "false", UNKNOWN)


class Vocabulary:
    """The ids declared so far, the questions and actions that some of them stand for, and every problem found.

    Whatever is read is declared here before anything may name it. Where a declaration itself is amiss, what names it is
    taken on trust: an author mends one mistake, not all that follows from it.

    `mentions` are all texts that declared or named something so far, which `keeps_mentions` may say nobody wants kept;
    `owner` is the kind and id of the entry being read. `tests` are those read so far without a problem, by the id that
    each names and what is asked of it in a word.
    """

    def __init__(self, *, keeps_mentions: bool = True) -> None:
        self.problems: list[Problem] = []
        self.mentions: list[Mention] = []
        self.owner = ("", "")
        self.questions: dict[str, Question] = {}
        self.actions: dict[str, Action] = {}
        self.tests: dict[tuple[str, str], Test] = {}
        self._declared: defaultdict[Kind, dict[str, TextNode]] = defaultdict(dict)
        self._in_doubt: set[Kind] = set()
        self._position: dict[str, int] = {}
        self._bearers: dict[tuple[str, str], list[str]] = {}
        self._named: defaultdict[Kind, set[str]] = defaultdict(set)
        self._missed: dict[tuple[tuple[Kind, ...], str], list[Problem]] = {}
        self._facts = [(of[0], self._declared[of], self._named[of]) for of in _FACT_KINDS]
        self._is_further = False
        self.keeps_mentions = keeps_mentions

    @classmethod
    def of(cls, rulebook: Rulebook) -> Vocabulary:
        """The vocabulary of a rulebook already read, for a further file that may use its ids."""
        made = cls()
        made._is_further = True
        for question in rulebook.questions:
            place = question.place
            made._declared.setdefault((OPTION, question.id), _declared_at(place, question.options))
            made._declared[(GROUP, question.id)] = _declared_at(place, (group.id for group in question.groups))
            made.questions[question.id] = question
        for action in rulebook.actions:
            made._declared[(STEP, action.id)] = _declared_at(action.place, (step.id for step in action.steps))
            made.add_action(action)
        for draft in rulebook.drafts:
            made._declared[(PART, draft.id)] = _declared_at(draft.place, (part.id for part in draft.parts))
        head = Place(str(rulebook.folder))
        listed = {SECTION: rulebook.sections, PHASE: rulebook.phases, TAG: rulebook.tags, FINDING: rulebook.findings}
        by_id: dict[str, Iterable[str]] = {QUESTION: rulebook.question, DRAFT: rulebook.draft, ACTION: rulebook.action}
        for kind, ids in {**listed, **by_id}.items():
            made._declared[kind, ""].update(_declared_at(head, ids))
        return made

    # declaring --------------------------------------------------------------------------------------------------------

    def declare(self, text: TextNode, kind: str, within: str = "") -> bool:
        """Take an id in, if it is well formed and not taken by another of its kind; questions and findings are one."""
        refusal = self._refusal(text, kind, within)
        if refusal is not None:
            self.problems.append(refusal)
            self.doubt(kind, within)
            return False
        self._declared[kind, within][text.value] = text
        if self.keeps_mentions:
            self.mention(text, (kind, within), is_declaration=True)
        return True

    def _refusal(self, text: TextNode, kind: str, within: str) -> Problem | None:
        identity = text.value
        if not is_identifier(identity):
            right = several_words(identity) or f"Use {IDENTIFIER_FORM}, at most {LONGEST_IDENTIFIER} characters."
            return Problem(text.place, f"'{identity}' cannot be the id of {a(kind)}.", right)
        if kind in _FACTS and identity in _RESERVED:
            return Problem(text.place, f"'{identity}' has a meaning of its own.", "Choose another id.")
        for taken in _FACTS if kind in _FACTS else (kind,):
            first = self._declared[taken, within].get(identity)
            if first is not None:
                wrong = f"The {kind} '{identity}' has an id that is taken."
                return Problem(text.place, wrong, f"Choose another; the first stands at {first.place}.")
        return None

    def declare_all(self, texts: Iterable[TextNode], kind: str, within: str = "") -> tuple[str, ...]:
        """Those of the ids that could be taken in."""
        return tuple(text.value for text in texts if self.declare(text, kind, within))

    def declares(self, identity: str, *kinds: str) -> bool:
        """Whether there is something of one of these kinds with this id."""
        return any(identity in self._declared.get((kind, ""), ()) for kind in kinds)

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
        if not texts:
            return ()
        known = []
        of = (kind, within)
        declared, named = self._declared.get(of, ()), self._named[of]
        keeps_mentions = self.keeps_mentions
        for text in texts:
            identity = text.value
            if identity in besides:
                known.append(identity)
                if identity in self._declared.get((GROUP, within), ()):
                    self.mention(text, (GROUP, within))
                continue
            if keeps_mentions:
                self.mention(text, of, besides=besides)
            if identity in declared:
                named.add(identity)
                known.append(identity)
            else:
                self._miss(text, (of,), f"{kind} of '{within}'" if within else kind, besides)
        return tuple(known)

    def fact(self, text: TextNode) -> str | None:
        """What a text names, QUESTION or FINDING; or None, which is a problem."""
        if self.keeps_mentions:
            self.mention_fact(text)
        identity = text.value
        for kind, declared, named in self._facts:
            if identity in declared:
                named.add(identity)
                return kind
        self._miss(text, _FACT_KINDS, "question and no finding")
        return None

    def mention(
        self, text: TextNode, *kinds: Kind, is_declaration: bool = False, besides: tuple[str, ...] = ()
    ) -> None:
        """Keep a text as one that is an id of one of these kinds, or would be."""
        if self.keeps_mentions:
            self.mentions.append(Mention(text, kinds, self.owner, is_declaration, besides))

    def mention_fact(self, text: TextNode) -> None:
        """Keep a text as the id of a question or a finding."""
        found = next((of for of in _FACT_KINDS if text.value in self._declared[of]), None)
        self.mention(text, *(_FACT_KINDS if found is None else (found,)))

    def _miss(self, text: TextNode, kinds: tuple[Kind, ...], what: str, besides: tuple[str, ...] = ()) -> None:
        if not self._in_doubt.isdisjoint(kinds):
            return
        right = several_words(text.value)
        if not right and len(self.problems) < MOST_HINTS:
            known = [*chain.from_iterable(self._declared.get(of, {}) for of in kinds), *besides]
            right = nearest(text.value, known)
        home = _HOMES.get(kinds[0][0]) if text.place.is_cell else None
        if home is not None and len(self.problems) < MOST_HINTS:
            right = f"{right} If it is new, add it to {home}.".lstrip()
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

    def _unnamed(self, kinds: Iterable[Kind]) -> dict[str, Place]:
        """What is declared of these kinds and never named; of a further file nothing can be told."""
        return {
            identity: text.place
            for of in (() if self._is_further else kinds)
            for identity, text in self._declared.get(of, {}).items()
            if identity not in self._named.get(of, ())
        }


def _declared_at(place: Place, ids: Iterable[str]) -> dict[str, TextNode]:
    return {identity: text_node(identity, place) for identity in ids}


def _cause(name: str, problems: list[Problem], declared: str, place: Place) -> Problem:
    wrong = problems[0].wrong.removesuffix(".")
    first = min(problem.place for problem in problems)
    wrong = f"{wrong}, but {len(problems)} places name it, the first at {first}."
    return Problem(place, wrong, f"Is '{declared}' here meant to be '{name}'?")


def a(kind: str) -> str:
    """A word with its article."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
