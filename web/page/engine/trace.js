/** The trace: an outcome with every reason and text, byte for byte as engine/telling/trace.py writes it. */

/** @import { Test } from "./condition.js" */
/** @import { Outcome, Planned } from "./outcome.js" */
/** @import { ToldDraft } from "./plan_words.js" */
/** @import { Rule } from "./rulebook.js" */
/** @import { Wording } from "./wording.js" */

import { sha256 } from "./checksum.js";
import { usedTests } from "./condition.js";
import { controlsShown } from "./control_characters.js";
import { jsonText } from "./json_text.js";
import { toldAction } from "./plan_words.js";
import { answeredWording } from "./value_words.js";

const SCHEMA = "nakanaori-outcome/2";

/** The trace as JSON, indented, with a newline at the end; `nakanaori replay` reads it.
 * @param {Outcome} outcome @param {Wording} wording @returns {string} */
export const traceJson = (outcome, wording) => controlsShown(`${jsonText(traced(outcome, wording), 2)}\n`);

/** @param {Outcome} outcome @param {Wording} words */
function traced(outcome, words) {
  const { rulebook } = outcome;
  const wording = answeredWording(words, rulebook, outcome.case.facts);
  const { answers, aside } = outcome.case;
  const { texts } = wording;
  const named = { id: rulebook.id, version: rulebook.version, sha256: rulebook.sha256 };
  return {
    schema: SCHEMA, rulebook: { ...named, wording: wording.digest }, engine: rulebook.engine,
    language: wording.language, answers, aside: aside.size ? [...aside.keys()] : undefined,
    complete: outcome.complete, open_questions: outcome.openQuestions.map((question) => question.id),
    findings: [...outcome.findings].map(([id, by]) => ({ id, text: texts.text("findings", id, "holds"), by })),
    first_steps: outcome.firstSteps.map((planned) => planned.action.id),
    first_steps_certain: outcome.firstStepsCertain,
    actions: outcome.plan.map((planned) => tracedAction(outcome, planned, wording)),
    withheld: outcome.withheld.map(({ action, advisedBy, by }) => (
      { id: action.id, title: texts.text("actions", action.id, "title"), advised_by: advisedBy, by })),
    rules: outcome.fired.map((rule) => tracedRule(outcome, rule, wording)),
    digest: sha256(jsonText([named, answers])),
  };
}

/** @param {Outcome} outcome @param {Planned} planned @param {Wording} wording */
function tracedAction(outcome, planned, wording) {
  const told = toldAction(outcome, planned, wording);
  return {
    id: told.id, phase: planned.action.phase, rank: told.rank, basic: told.basic, title: told.title,
    steps: told.steps.map(({ written }) => written), step_ids: planned.steps.map((step) => step.id), done: told.done,
    help_lines: told.helpLines.map((line) => ({ ...line, note: line.note.written })),
    cites: planned.action.cites, because: told.because, led_by: told.ledBy.length ? told.ledBy : undefined,
    drafts: told.drafts.length ? told.drafts.map(tracedDraft) : undefined,
  };
}

/** @param {ToldDraft} told */
const tracedDraft = ({ id, title, form, parts, partIds, blanks }) =>
  ({ id, title, form, parts, part_ids: partIds, blanks });

/** @param {Outcome} outcome @param {Rule} rule @param {Wording} wording */
function tracedRule(outcome, rule, wording) {
  /** @type {Map<string, object>} */
  const used = new Map();
  for (const test of usedTests(rule.condition, outcome.case.facts, outcome.findings)) {
    used.set(test.kind === "finding" ? `finding ${test.finding}` : `question ${test.question}`, asUsed(outcome, test));
  }
  return { id: rule.id, cites: rule.cites, reason: wording.texts.text("rules", rule.id), because: [...used.values()] };
}

/** @param {Outcome} outcome @param {Test} test */
function asUsed(outcome, test) {
  if (test.kind === "finding") return { finding: test.finding, holds: outcome.findings.has(test.finding) };
  const counts = outcome.case.facts.has(test.question);
  return { question: test.question, answer: counts ? outcome.case.answers.get(test.question) : null };
}
