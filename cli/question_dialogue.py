"""A question in the terminal: it is said, and a reply is read."""

from __future__ import annotations

from functools import partial

from ..engine.consulting import Answer, check_answers
from ..engine.language import SEVERAL, UNKNOWN, Question
from ..engine.telling import Wording, answered_wording, number_in_words
from .prompt import LETTERS, Options, Prompt, Reply
from .shaped_view import shaped_shown
from .way import Way


class QuestionDialogue:
    """Questions of a way, put one at a time."""

    def __init__(self, prompt: Prompt, wording: Wording) -> None:
        self._prompt = prompt
        self._talk = prompt.talk
        self._wording = wording
        self._texts = wording.texts
        self._say = wording.say

    def reply(self, way: Way, question: Question) -> int | Reply:
        """Put the question: the number or the positions that are its answer, or what is wished for instead."""
        self._put(way, question)
        asides = tuple(aside for aside in LETTERS if aside != "back" or way.before(question) is not None)
        answer = way.course.answers.get(question.id)
        if question.numeric:
            value = None if answer is None else question.value(answer)
            number = UNKNOWN if isinstance(value, frozenset) else value
            return self._prompt.number(question, partial(self._number, question), number, asides)
        labels = tuple(self._texts("questions", question.id, "options", option) for option in question.options)
        chosen = _chosen(question, answer)
        return self._prompt.choose(Options(labels, question.kind == SEVERAL, chosen, asides, question.least))

    def in_words(self, question: Question, answer: Answer) -> str:
        """The answer to a question as a person would read it."""
        if answer == UNKNOWN:
            return self._say("question", "unknown")
        value = question.value(answer)
        if isinstance(value, int):
            return self._number(question, value)
        chosen = tuple(option for option in question.options if option in value)
        labels = (self._texts("questions", question.id, "options", option) for option in chosen)
        return self._say("question", "and").join(labels) or self._say("question", "none")

    def _number(self, question: Question, number: int) -> str:
        return number_in_words(question, number, self._wording)

    def _put(self, way: Way, question: Question) -> None:
        say = self._talk.say
        say()
        self._talk.begin()
        say(self._progress(way, question), dim=True)
        say(self._texts("questions", question.id, "ask"), bold=True)
        rulebook = way.course.rulebook
        facts = check_answers(rulebook, way.course.answers).facts
        hint = answered_wording(self._wording, rulebook, facts).shaped_if_any("questions", question.id, "hint")
        for paragraph in shaped_shown(hint, self._say) if hint else ():
            self._talk.say_pieces(paragraph.pieces, paragraph.lead)
        if question.kind == SEVERAL:
            say(self._say("question", "several"))
        say()

    def _progress(self, way: Way, question: Question) -> str:
        if way.to_review:
            return self._say("review", "progress").format(more=way.to_review)
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
        return question.answer(reply)
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
