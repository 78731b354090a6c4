/** The outcome as a Markdown document, byte for byte as engine/telling/markdown.py writes it. */

/** @import { Explanation, ToldAside } from "./explanation.js" */
/** @import { Outcome } from "./outcome.js" */
/** @import { ToldAction, ToldHelpLine, ToldPlan } from "./plan_words.js" */
/** @import { ToldGround, ToldReason } from "./reason_words.js" */
/** @import { Wording } from "./wording.js" */

import { controlsShown, isAddress, splitLines, stripped } from "./control_characters.js";
import { explain, toldAside } from "./explanation.js";
import { findingInWords } from "./phrasing.js";
import { toldPlan } from "./plan_words.js";
import { toldReasons } from "./reason_words.js";
import { firedReasons, ownFirst } from "./reasons.js";
import { answeredWording } from "./value_words.js";

/** @typedef {(rules: readonly string[], depth: number) => string[]} Lines the lines of rules, so far in */

/**
 * The whole outcome with the reasons below each action, or the explanation of one action.
 * @param {Outcome} outcome @param {Wording} words @param {string | null} action @returns {string}
 */
export function markdownText(outcome, words, action = null) {
  const wording = answeredWording(words, outcome.rulebook, outcome.case.facts);
  const lines = action === null ? documentLines(outcome, wording)
    : explanationLines(explain(outcome, action, wording), wording);
  return controlsShown(`${lines.join("\n")}\n`);
}

/** The text on one line, with everything that Markdown would read as markup made literal.
 * @param {string} text @returns {string} */
export function escaped(text) {
  const line = splitLines(text).map(stripped).join(" ").replace(/[\\`*_[\]<>#|~&]/g, "\\$&");
  return line.replace(/^(?:[0-9]+(?=[.)])|(?=[-+=]))/, "$&\\");
}

/** @param {string} address @returns {string} */
const linked = (address) => (isAddress(address) ? `<${address}>` : escaped(address));

/** @param {string} level @param {string} heading @returns {string[]} */
const headed = (level, heading) => [`${level} ${escaped(heading)}`, ""];

/** @param {Outcome} outcome @param {Wording} wording @returns {string[]} */
function documentLines(outcome, wording) {
  const plan = toldPlan(outcome, wording);
  const { rulebook } = outcome;
  const told = toldReasons(firedReasons(outcome, outcome.firedIds), rulebook, wording);
  const fired = new Map(told.map((reason) => [reason.rule, reason]));
  /** @type {Lines} */
  const because = (rules, depth) =>
    reasonLines(ownFirst(rules.map((rule) => /** @type {ToldReason} */ (fired.get(rule)))), depth);
  const aside = toldAside(outcome, wording);
  return [
    ...headed("#", plan.title),
    ...planLines(plan, because, wording),
    ...withheldLines(outcome, because, wording),
    ...findingLines(outcome, because, wording),
    ...headed("##", wording.say("plan", "answers")),
    ...plan.answers.map(({ topic, answer }) => `- ${escaped(topic)}: ${escaped(answer)}`), "",
    ...(aside.length ? [...headed("##", wording.say("explain", "set-aside")), ...asideLines(aside), ""] : []),
    "---", "", escaped(plan.source), "",
    wording.say("markdown", "made", {
      rulebook: escaped(rulebook.id), version: escaped(rulebook.version), sha256: rulebook.sha256.slice(0, 12),
      engine: rulebook.engine.name,
    }),
  ];
}

/** @param {ToldPlan} plan @param {Lines} because @param {Wording} wording @returns {string[]} */
function planLines(plan, because, wording) {
  const open = plan.open.join(wording.say("question", "and"));
  return [
    ...(plan.open.length ? [`> ${wording.say("plan", "provisional")}`, `> ${escaped(open)}`, ""] : []),
    ...(plan.leads ? [
      ...headed("##", wording.say("plan", "first")),
      ...plan.firstSteps.map((action) => `- ${escaped(action.title)}`), "",
    ] : []),
    ...plan.phases.flatMap((phase) => [
      ...headed("##", phase.heading),
      ...[...phase.own, ...phase.basics].flatMap((action) => actionLines(action, because, wording)),
    ]),
  ];
}

/** @param {ToldAction} action @param {Lines} because @param {Wording} wording @returns {string[]} */
function actionLines(action, because, wording) {
  const mark = action.basic ? ` (${wording.say("plan", "basic")})` : "";
  return [
    `### ${action.rank}. ${escaped(action.title)}${mark}`, "",
    ...action.steps.map((step) => `- [ ] ${escaped(step)}`), "",
    ...(action.done ? [`${wording.say("plan", "done")}${escaped(action.done)}`, ""] : []),
    ...(action.followUps.length ? [...action.followUps.map((followUp) => `- ${escaped(followUp)}`), ""] : []),
    ...(action.drafts.length ? [
      `**${wording.say("plan", "drafts")}**`, "",
      ...action.drafts.map((draft) => `- ${escaped(draft.title)} (\`${draft.id}\`): ${escaped(draft.form)}`), "",
    ] : []),
    ...(action.helpLines.length ? helpLineLines(action.helpLines, wording) : []),
    `**${wording.say("plan", "why")}**`, "", ...because(action.because, 0), "",
    ...(action.ledBy.length ? [`**${wording.say("explain", "lead")}**`, "", ...because(action.ledBy, 0), ""] : []),
  ];
}

/** @param {readonly ToldHelpLine[]} lines @param {Wording} wording @returns {string[]} */
function helpLineLines(lines, wording) {
  return [
    ...lines.map((line) => {
      const parts = [escaped(line.call), escaped(line.hours), escaped(line.note), linked(line.url)];
      return `- **${escaped(line.name)}** ${parts.filter(Boolean).join(" · ")}`;
    }),
    "", wording.say("plan", "checked", { date: escaped(lines[0].checked) }), "",
  ];
}

/** @param {Outcome} outcome @param {Lines} because @param {Wording} wording @returns {string[]} */
function withheldLines(outcome, because, wording) {
  if (!outcome.withheld.length) return [];
  return [
    ...headed("##", wording.say("plan", "withheld")),
    ...outcome.withheld.flatMap(({ action, by }) => [
      `- ${escaped(wording.texts.text("actions", action.id, "title"))}`, ...because(by, 1)]), "",
  ];
}

/** @param {Outcome} outcome @param {Lines} because @param {Wording} wording @returns {string[]} */
function findingLines(outcome, because, wording) {
  if (!outcome.findings.size) return [];
  return [
    ...headed("##", wording.say("plan", "findings")),
    ...[...outcome.findings].flatMap(([finding, by]) => [
      `- ${escaped(findingInWords(finding, wording, true))}`, ...because(by, 1)]), "",
  ];
}

/** @param {Explanation} explanation @param {Wording} wording @returns {string[]} */
function explanationLines(explanation, wording) {
  const { further, aside } = explanation;
  return [
    ...headed("#", explanation.title), escaped(explanation.verdict + explanation.proviso), "",
    ...explanation.parts.flatMap((part) => [`**${escaped(part.heading)}**`, "", ...reasonLines(part.reasons), ""]),
    ...(further.length ? [`**${escaped(wording.say("explain", "further"))}**`, "", ...groundLines(further), ""] : []),
    ...(aside.length ? [`**${escaped(wording.say("explain", "set-aside"))}**`, "", ...asideLines(aside), ""] : []),
  ];
}

/** @param {readonly ToldAside[]} aside @returns {string[]} */
const asideLines = (aside) =>
  aside.flatMap((answer) => [`- ${escaped(answer.sentence)}`, ...groundLines(answer.grounds, 1)]);

/** Rules and their grounds as lists within lists. @param {readonly ToldReason[]} reasons @param {number} depth
 * @returns {string[]} */
const reasonLines = (reasons, depth = 0) => reasons.flatMap((reason) => [
  `${"  ".repeat(depth)}- ${escaped(reason.sentence)} (${escaped(reason.sections)})`,
  ...groundLines(reason.grounds, depth + 1),
]);

/** @param {readonly ToldGround[]} grounds @param {number} depth @returns {string[]} */
const groundLines = (grounds, depth = 0) => grounds.flatMap((ground) => [
  `${"  ".repeat(depth)}- ${escaped(ground.sentence)}`, ...reasonLines(ground.reasons, depth + 1)]);
