"""A question in the terminal: it is said, and a reply is read."""

from __future__ import annotations

from ..engine.consulting import Answer
from ..engine.language import NUMBER, SEVERAL, UNKNOWN, Question
from ..engine.telling import Wording
from .prompt import LETTERS, Options, Prompt, Reply
from .way import Way


class QuestionDialogue:
    """Questions of a way, put one at a time."""

    def __init__(self, prompt: Prompt, wording: Wording) -> None:
        self._prompt = prompt
        self._talk = prompt.talk
        self._texts = wording.texts
        self._say = wording.say

    def reply(self, way: Way, question: Question) -> int | Reply:
        """Put the question: the number or the positions that are its answer, or what is wished for instead."""
        self._put(way, question)
        asides = tuple(aside for aside in LETTERS if aside != "back" or way.before(question) is not None)
        answer = way.course.answers.get(question.id)
        if question.kind == NUMBER:
            held = None if isinstance(answer, tuple) else answer
            return self._prompt.number(question.low, question.high, held, asides)
        labels = tuple(self._texts("questions", question.id, "options", option) for option in question.options)
        return self._prompt.choose(Options(labels, question.kind == SEVERAL, _chosen(question, answer), asides))

    def in_words(self, question: Question, answer: Answer) -> str:
        """The answer to a question as a person would read it."""
        if answer == UNKNOWN:
            return self._say("question", "unknown")
        if isinstance(answer, int):
            return str(answer)
        chosen = (answer,) if isinstance(answer, str) else answer
        labels = (self._texts("questions", question.id, "options", option) for option in chosen)
        return self._say("question", "and").join(labels) or self._say("question", "none")

    def _put(self, way: Way, question: Question) -> None:
        say = self._talk.say
        say()
        self._talk.begin()
        say(self._progress(way, question), dim=True)
        say(self._texts("questions", question.id, "ask"), bold=True)
        hint = self._texts.get("questions", question.id, "hint")
        if hint:
            say(hint)
        if question.kind == SEVERAL:
            say(self._say("question", "several"))
        say()

    def _progress(self, way: Way, question: Question) -> str:
        number = way.course.asked.index(question.id) + 1
        if question.id in way.course.answers:
            return self._say("question", "progress-again").format(number=number)
        if not way.course.answers:
            # How many may follow takes longer to tell than the first question should wait, and only frightens.
            return self._say("question", "progress-first").format(number=number)
        more = way.course.further
        return self._say("question", "progress" if more else "progress-last").format(number=number, more=more)


def answer_meant(question: Question, reply: int | Reply) -> Answer:
    """The answer to a question that a reply other than a wish is."""
    if isinstance(reply, int):
        return reply
    if isinstance(reply, str):
        return UNKNOWN
    chosen = tuple(question.options[position] for position in reply)
    return chosen if question.kind == SEVERAL else chosen[0]


def _chosen(question: Question, answer: Answer | None) -> Reply | None:
    """The answer given before, as one would choose it now."""
    if answer is None or isinstance(answer, int):
        return None
    if answer == UNKNOWN:
        return UNKNOWN
    chosen = (answer,) if isinstance(answer, str) else answer
    return tuple(question.options.index(option) for option in chosen)
