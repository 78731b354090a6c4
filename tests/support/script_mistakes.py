"""Small mistakes in the page's script, each of which whoever holds it against Python has to notice."""

from __future__ import annotations

import msgspec


class Mistake(msgspec.Struct, frozen=True):
    """What stands in a module, and what somebody might have written instead."""

    module: str
    right: str
    wrong: str

    @property
    def name(self) -> str:
        """The module and what is wrong in it, short."""
        return f"{self.module}: {self.wrong[:40]}"


def _mistakes(module: str, *edits: tuple[str, str]) -> tuple[Mistake, ...]:
    return tuple(Mistake(module, right, wrong) for right, wrong in edits)


MISTAKES = (
    *_mistakes(
        "condition",
        ("if (value === undefined) return false;", 'if (value === undefined) return test.kind === "none-of";'),
        ('return test.kind === "none-of";', "return false;"),
        ("value >= test.least)", "value > test.least)"),
        ("value < test.below)", "value <= test.below)"),
        ("countIn(test.options, value) >= (test.least ?? 0)", "countIn(test.options, value) > (test.least ?? 0)"),
        ("for (const test of condition.unless) if (holds(test, facts, found)) return false;", ""),
        ("condition.any.length && !condition.any.some(", "!condition.any.some("),
        ("if (met(row.own, facts, found)) first = row;", "if (met(row.own, facts, found)) return row;"),
        ("return takenBy(condition, facts, found) === null;", "return true;"),
        ("const held = condition.any.filter((tests) => allHold(tests, facts, found));", "const held = condition.any;"),
    ),
    *_mistakes(
        "counting",
        ("allHold(question.onlyIf, counting, NOTHING_FOUND)", "allHold(question.onlyIf, facts, NOTHING_FOUND)"),
    ),
    *_mistakes(
        "case",
        (
            "question.options.filter((option) => given.includes(option))",
            "given.filter((option) => question.options.includes(option))",
        ),
        ("&& chosen.size >= question.least;", ";"),
        ("return answerOf(question, number);", "return given;"),
        ("return given * 10 ** question.decimals;", "return given;"),
    ),
    *_mistakes(
        "outcome",
        ("&& !heldBack.has(action.id))", ")"),
        ("if (!rule.basic) for (const action", "for (const action"),
        ("Number(own.has(two.id)) - Number(own.has(one.id)) ||", ""),
        ("one.phasePosition - two.phasePosition\n        ||", "0\n        ||"),
        ("? 0 : one.ledBy.length ? 1 : 2)", "? 0 : 1)"),
        ("one.action.phase === urgent ? 0", "one.action.phase === undefined ? 0"),
        ("rulebook.firstSteps ? rule.lead : []", "rule.lead"),
        ("allHold(step.when, made.facts, findings)", "allHold(step.when, made.given, findings)"),
        (".filter((draft) => met(draft.condition, made.facts, findings))", ""),
        ("draft.parts.filter((part) => allHold(part.when, made.facts, findings))", "draft.parts"),
    ),
    *_mistakes(
        "branching",
        ("bounds.filter((bound) => bound <= value)", "bounds.filter((bound) => bound < value)"),
        ('tests.map((test) => Number(test.options.has(option))).join("")', "tests.length"),
        ("if (isUnknown(value)) return [NOT_KNOWN];", ""),
        ("Math.max(question.least - (question.options.length - options.length), 0)", "0"),
        ("question.least - (question.options.length - options.length)", "question.least"),
    ),
    *_mistakes(
        "diagram",
        ("if (branches.every((branch) => branch === first)) return first;", ""),
        ("found.level >= level) {", "found.level > level) {"),
        ("for (const branch of branches) support |= branch.support;", ""),
    ),
    *_mistakes(
        "diagram_logic",
        ("rows[branching.least][least]]);", "rows[branching.least][0]]);"),
        ("rows[branching.least][least]]);", "rows[0][least]]);"),
        ("before[Math.max(must - 1, 0)]", "before[must]"),
        ("[NEVER, ALWAYS] : [ALWAYS, NEVER]", "[ALWAYS, NEVER] : [ALWAYS, NEVER]"),
        ("if (nodes.length < parts.length) return null;", ""),
        ("return branches <= most;", "return true;"),
        ("this._branchesLeft -= Math.min(branches, most);", ""),
    ),
    *_mistakes(
        "tipping",
        ("if (!one || !other) return this._possible(one ?? other ?? [], null);", "if (!one || !other) return true;"),
        ("if (level >= this._behind) {", "if (level > this._behind) {"),
    ),
    *_mistakes(
        "formula",
        ('for (const part of kept) if (part.kind === "not" && kept.has(part.parts[0])) return !neutral;', ""),
        ('"and" ? parts.every(Boolean) : parts.some(Boolean)', '"and" ? parts.some(Boolean) : parts.every(Boolean)'),
    ),
    *_mistakes(
        "satisfiability",
        ("return decided ? false : null;", "return null;"),
        ('question.kind === "several" ? choosable(question, literals)', 'question.kind === "several" ? [true, 0]'),
        ("number: least - 1 });", "number: least });"),
        ("question.least ? [{ options: new Set(question.options), number: question.least }] : []", "[]"),
        ("yield new Map([[question.id, question.low]]);", ""),
        ("if (verdict === false) return null;", ""),
    ),
    *_mistakes(
        "logic",
        ("if (condition.earlier) excluded.push(", "if (false) excluded.push("),
        ("known.set(row, above ? ", "known.set(row, false ? "),
        ("return test.wanted ? found : logic.negated(found);", "return found;"),
        ("if (!this._counts.has(test.question)) return held;", "return held;"),
        (
            "(findings.has(finding) ? /** @type {M} */ (findings.get(finding)) : logic.either([]))",
            "(findings.get(finding) ?? logic.either([]))",
        ),
    ),
    *_mistakes(
        "stakes",
        ('if (led.length) visibles.push({ action, aspect: "led", parts: [...planned, ...led] });', ""),
        ('if (own.length) visibles.push({ action, aspect: "own", parts: [allowed, ...own] });', ""),
        ('told(step.values, shown("step", where(step.when), planned));', "told(step.values, planned);"),
        ("told(step.values, shown(", "(shown("),
        ('told(line.values, shown("help-line", line.condition, planned));', "told(line.values, planned);"),
        ("told(action.values, planned);", ""),
        ('const offered = shown("draft", draft.condition, planned);', "const offered = planned;"),
        ('for (const part of draft.parts) shown("draft-part", where(part.when), offered);', ""),
        (
            "...everyTest(rulebook.drafts.map((draft) => draft.condition)),\n"
            "    ...rulebook.drafts.flatMap((draft) => draft.parts.flatMap((part) => part.when)),\n",
            "",
        ),
        ("if (urgent.has(action)) visibles.push(", "if (false) visibles.push("),
        ("(urgent.has(action) ? calm : [])", "[]"),
        ("...led.map((part) => logic.negated(part)), ...unlessUrgent", "...unlessUrgent"),
        (
            "if (basic) return [allowed, advised, ...own.map((part) => logic.negated(part))];",
            "if (basic) return [allowed, advised];",
        ),
    ),
    *_mistakes(
        "prospect",
        ("if (taken === this._rulebook.firstSteps) return;", ""),
        ("if (settled) taken += 1;", ""),
        (
            "const part of [this._alarming(), this._leading(told), this._others(told)]",
            "const part of [this._leading(told), this._alarming(), this._others(told)]",
        ),
        ("if (!told.has(question)) yield question;\n    }", "yield question;\n    }"),
        ("MOST_STEPS = 3_000", "MOST_STEPS = 30"),
    ),
    *_mistakes(
        "left",
        ("seen |= this._node(parts).support;", "seen |= support;"),
    ),
    *_mistakes(
        "interview",
        (".filter((name) => name !== but)", ""),
    ),
    *_mistakes(
        "course",
        ("  return question;", "  return null;"),
        (
            "Math.max([...openQuestions(this.rulebook, this.answers)].length - 1, 0)",
            "[...openQuestions(this.rulebook, this.answers)].length",
        ),
        ("if (!question || aside.has(question.id) || !aside.size) return question;", "return question;"),
        ("if (consult(rulebook, soFar).alarmed) return question;", "return question;"),
    ),
    *_mistakes(
        "reasons",
        ("if (told) return { ...one, told };", ""),
        ('const finders = one.kind === "lacked" ?', 'const finders = one.kind !== "lacked" ?'),
        ("[...many].sort((one, two) => Number(one.basic) - Number(two.basic))", "[...many]"),
        ("[...new Set(tests)].map(", "[...tests].map("),
        ("const open = taken?.open ? taken.own.unless : [];", "const open = [];"),
        ("takenBy: taken?.open ? null : taken", "takenBy: taken"),
    ),
    *_mistakes(
        "reason_words",
        ("if (takenBy) {", "if (false) {"),
        ('&& grounds.every((ground) => ground.kind === "used")', ""),
    ),
    *_mistakes(
        "phrasing",
        ("some.size ? some : answer", "answer"),
        ('if (!test.options.size) return wording.say("explain", "any-answer");', ""),
        ('section === BEYOND ? BEYOND : "section"', '"section"'),
        (
            'question.kind === "date" ? ["from-day", "before-day"] : ["at-least", "less-than"]',
            '["at-least", "less-than"]',
        ),
        ("group.options.every((option) => left.has(option))", "group.options.some((option) => left.has(option))"),
        ("for (const option of group.options) left.delete(option);", ""),
    ),
    *_mistakes(
        "number",
        ('.replace(/\\.?0+$/, "")', ""),
        ("decimals - fraction.length", "0"),
        ("whole.length + decimals > MOST_DIGITS", "whole.length > MOST_DIGITS"),
    ),
    *_mistakes(
        "day",
        ("&& date.getUTCMonth() === month - 1", ""),
        ("return year > 0 && ", "return "),
        ("date.setUTCFullYear(year, month - 1, day);", "date.setTime(Date.UTC(year, month - 1, day));"),
    ),
    *_mistakes(
        "number_words",
        ("number === 10 ** question.decimals ? ", "number === 1 ? "),
        ("unit.includes(NUMBER_PLACE) ? unit", "false ? unit"),
    ),
    *_mistakes(
        "shaped_text",
        ("if (isList && last?.bulleted) last.lines.push(...told);\n    else passages", "passages"),
        ("line.startsWith(ITEM) && told.length > ITEM.length", "line.startsWith(ITEM)"),
        ('(!isList || line[0] === " " || line[0] === "\\t")', "!isList"),
        ("lines.push(begins ? tidy(told.slice(ITEM.length)) : told)", "lines.push(told)"),
        ('(!before || (ENDS_WIDE.test(before) && BEGINS_WIDE.test(behind)) ? "" : " ")', '" "'),
        ('.replace(BLANKS, " "));', ");"),
        ("  text += line.slice(end);\n  if (text)", "  if (text)"),
        ("pieces.push({ text: told || address, address });", "pieces.push({ text: told, address });"),
        ("const BEGINS_WIDE = new RegExp(`^${WIDE}`", "const BEGINS_WIDE = new RegExp(`${WIDE}`"),
        ("`${text} (${told})`", "`${text} (${address})`"),
        ("const isTold = text.includes(told)", "const isTold = text === told"),
        ("`https:", "`https?:"),
    ),
    *_mistakes(
        "value_words",
        ("if (name === undefined) return held[0];", "if (name === undefined) return held;"),
        ("wording.isAnswered ? [] : ", ""),
        ('return part === "done" ? !rest.length', 'return part === "done" ? false'),
        ('if (section === "rules") return part === undefined;', ""),
    ),
    *_mistakes("draft_text", ("[...new Set([...text", "[...([...text")),
    *_mistakes(
        "review",
        ("return question?.mayChange ?", "return question ?"),
        ('if (test.kind === "finding") findings.add(test.finding);\n      else ', ""),
        ("if (question.onlyIf.some((test) => tested.has(test.question))) tested.add(question.id);", ""),
    ),
    *_mistakes("plan_parts", ("planned.basic && !first.includes(planned)", "planned.basic")),
    *_mistakes(
        "plan_words",
        ('wording.say("follow-up", days ? kind : "on-the-day"', 'wording.say("follow-up", kind'),
    ),
    *_mistakes(
        "comparison",
        ("rules.filter((rule) => !after.firedIds.has(rule))", "[...rules]"),
        ("was.rank !== is.rank", "was.rank > is.rank"),
        ("were.get(id) !== are.get(id)),", "false),"),
        ("JSON.stringify(step.values.map(told))", '""'),
        ("because.length ? held.by : [...held.advisedBy, ...held.by]", "held.by"),
        ("&& !after.case.answers.has(question.id))", ")"),
    ),
    *_mistakes(
        "comparison_words",
        ('kind === "now" ? this.toldNow : this.toldBefore', "this.toldNow"),
        ('kind === "shown" ? this.toldNow : this.toldBefore', "this.toldNow"),
        ('...changes("rewritten", rewritten)', ""),
    ),
    *_mistakes(
        "trace",
        ("answer: counts ? outcome", "answer: true ? outcome"),
        ("told.ledBy.length ? told.ledBy : undefined", "told.ledBy"),
        ("told.drafts.length ? told.drafts.map(tracedDraft) : undefined", "undefined"),
        ("aside.size ? [...aside.keys()] : undefined", "undefined"),
    ),
    *_mistakes(
        "json_text",
        (
            "value instanceof Map ? value : Object.entries(value)",
            "value instanceof Map ? Object.entries(Object.fromEntries(value)) : Object.entries(value)",
        ),
    ),
    *_mistakes("checksum", ("(bytes.length + 8) >> 6", "(bytes.length + 7) >> 6")),
    *_mistakes(
        "calendar",
        ("const MOST_OCTETS = 75;", "const MOST_OCTETS = 76;"),
        ("day - today < followUp.before", "day - today <= followUp.before"),
        ('.replace(/;/g, "\\\\;")', ""),
        (".filter(({ id }) => !shared.has(id))", ""),
    ),
    *_mistakes(
        "markdown",
        ('replace(/^(?:[0-9]+(?=[.)])|(?=[-+=]))/, "$&\\\\")', "toString()"),
        ("ownFirst(rules.map((rule)", "(rules.map((rule)"),
    ),
    *_mistakes("control_characters", ("\\x08\\x0b-\\x1f", "\\x06\\x0b-\\x1f")),
    *_mistakes(
        "review",
        (".filter((question) => !this.lookedAt.includes(question.id))", ""),
        ("this.lookedAt.filter((name) => this.course.answers.has(name))", "this.lookedAt"),
        ("return resumed(this.course.rulebook, this.given).outcome;", "return this.course.outcome;"),
    ),
    *_mistakes(
        "review_parts",
        (".filter(({ action }) => !done.has(action.id))", ""),
        ("!was.steps.includes(step)", "was.steps.includes(step)"),
        ("one.on < two.on ? -1", "one.on < two.on ? 1"),
    ),
    *_mistakes(
        "review_words",
        ("(withheldBy.length ? [] : lapsed)", "lapsed"),
        ("!after.case.facts.has(question.id) || ", ""),
        ("filter(({ action }) => !done.has(action.id))", "slice()"),
    ),
    *_mistakes(
        "case_file",
        ("&& !NOT_PLAIN.has(text.toLowerCase())", ""),
        ('if (done.size) lines.push("done:");', ""),
    ),
)
