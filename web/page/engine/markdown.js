/** The outcome as a Markdown document, byte for byte as engine/telling/markdown.py writes it. */

/** @import { Explanation, ToldAside } from "./explanation.js" */
/** @import { Outcome } from "./outcome.js" */
/** @import { ToldAction, ToldDraft, ToldHelpLine, ToldPlan } from "./plan_words.js" */
/** @import { ToldGround, ToldReason } from "./reason_words.js" */
/** @import { Piece, ShapedText } from "./shaped_text.js" */
/** @import { Wording } from "./wording.js" */

import { controlsShown, isAddress, splitLines, stripped } from "./control_characters.js";
import { explain, toldAside } from "./explanation.js";
import { dateInWords } from "./number_words.js";
import { findingInWords } from "./phrasing.js";
import { heldBack } from "./plan_parts.js";
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
  return asBegun(literal(splitLines(text).map(stripped).join(" ")));
}

/** @param {string} text @returns {string} */
const literal = (text) => text.replace(/[\\`*_[\]<>#|~&]/g, "\\$&");

/** The line, of which the beginning is no mark of a list or a heading. @param {string} line @returns {string} */
const asBegun = (line) => line.replace(/^(?:[0-9]+(?=[.)])|(?=[-+=]))/, "$&\\");

/** A text with its shape behind a mark, its other lines so far in; what is `behind` follows its first line.
 * @param {string} mark @param {ShapedText} text @param {string} indent @param {string} behind @returns {string[]} */
function item(mark, text, indent, behind = "") {
  const lines = text.passages.flatMap((passage, at) => [
    ...(at ? [""] : []), ...passage.lines.map((line) => `${passage.bulleted ? "* " : ""}${lineOf(line)}`)]);
  if (!lines.length) return [mark + stripped(behind)];
  return [mark + lines[0] + behind, ...lines.slice(1).map((line) => line && indent + line)];
}

/** @param {readonly Piece[]} pieces @returns {string} */
const lineOf = (pieces) => asBegun(pieces.map(({ text, address }) =>
  (address ? `[${literal(text)}](${address})` : literal(text))).join(""));

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
  /** @type {Map<string, ToldAction>} */
  const offered = new Map();
  return [
    ...(plan.open.length ? [`> ${wording.say("plan", "provisional")}`, `> ${escaped(open)}`, ""] : []),
    ...parts(plan, wording).flatMap(([heading, actions]) => [
      ...headed("##", heading),
      ...actions.flatMap((action) => {
        for (const { id } of action.drafts) if (!offered.has(id)) offered.set(id, action);
        return actionLines(action, offered, because, wording);
      }),
    ]),
  ];
}

/** The actions under their headings, each once: what comes first, and then what else each phase holds.
 * @param {ToldPlan} plan @param {Wording} wording @returns {[string, readonly ToldAction[]][]} */
function parts({ firstSteps, phases }, wording) {
  /** @type {[string, readonly ToldAction[]][]} */
  const all = [[wording.say("plan", "first"), firstSteps]];
  for (const { heading, own, basics } of phases) {
    all.push([heading, [...own, ...basics].filter((action) => !firstSteps.includes(action))]);
  }
  return all.filter(([, actions]) => actions.length);
}

/**
 * The action, with the words of each draft that is `offered` with it first and with no action before.
 * @param {ToldAction} action @param {ReadonlyMap<string, ToldAction>} offered @param {Lines} because
 * @param {Wording} wording @returns {string[]}
 */
function actionLines(action, offered, because, wording) {
  const leading = action.ledBy.filter((rule) => !action.because.includes(rule));
  const mark = action.basic ? ` (${wording.say("plan", "basic")})` : "";
  return [
    `### ${escaped(action.title)}${mark}`, "",
    ...action.steps.flatMap((step) => item("- [ ] ", step, "  ")), "",
    ...(action.done ? [`${wording.say("plan", "done")}${escaped(action.done)}`, ""] : []),
    ...(action.followUps.length ? [...action.followUps.map((followUp) => `- ${escaped(followUp)}`), ""] : []),
    ...(action.drafts.length ? [
      `**${wording.say("plan", "drafts")}**`, "",
      ...action.drafts.flatMap((draft) => {
        const first = offered.get(draft.id) ?? action, named = `- ${escaped(draft.title)} (\`${draft.id}\`)`;
        const above = () => wording.say("plan", "words-above", { title: escaped(first.title) });
        if (first !== action) return [`${named}: ${above()}`, ""];
        return [`${named}: ${escaped(draft.form)}`, "", ...quotedDraft(draft).map((line) => `  ${line}`), ""];
      }),
    ] : []),
    ...(action.helpLines.length ? helpLineLines(action.helpLines, wording) : []),
    `**${wording.say("plan", "why")}**`, "", ...because(action.because, 0), "",
    ...(leading.length ? [`**${wording.say("explain", "lead")}**`, "", ...because(leading, 0), ""] : []),
  ];
}

/** The words of a draft as a quotation, each line of a part on a line of its own.
 * @param {ToldDraft} draft @returns {string[]} */
const quotedDraft = (draft) => draft.parts.flatMap((part, at) => {
  const lines = splitLines(part).map(escaped);
  return [...(at ? [">"] : []), ...lines.slice(0, -1).map((line) => `> ${line}\\`), `> ${lines[lines.length - 1]}`];
});

/** @param {readonly ToldHelpLine[]} lines @param {Wording} wording @returns {string[]} */
function helpLineLines(lines, wording) {
  return [
    ...lines.flatMap((line) => {
      const note = item("", line.note, "");
      const parts = [escaped(line.call), escaped(line.hours), note.length === 1 ? note[0] : "", linked(line.url)];
      const told = `- **${escaped(line.name)}** ${parts.filter(Boolean).join(" · ")}`;
      return note.length === 1 ? [told] : [told, "", ...item("  ", line.note, "  ")];
    }),
    "", wording.say("plan", "checked", { date: escaped(dateInWords(lines[0].checked, wording)) }), "",
  ];
}

/** @param {Outcome} outcome @param {Lines} because @param {Wording} wording @returns {string[]} */
function withheldLines(outcome, because, wording) {
  const groups = heldBack(outcome);
  if (!groups.length) return [];
  return [
    ...headed("##", wording.say("plan", "withheld")),
    ...groups.flatMap(({ by, held }) => [
      `- ${held.map(({ action }) => escaped(wording.texts.text("actions", action.id, "title"))).join(" / ")}`,
      ...because(by, 1)]), "",
  ];
}

/** What the reasons above rest on, each finding once; whoever is in danger is spared the list.
 * @param {Outcome} outcome @param {Lines} because @param {Wording} wording @returns {string[]} */
function findingLines(outcome, because, wording) {
  if (outcome.alarmed || !outcome.findings.size) return [];
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
  ...item(`${"  ".repeat(depth)}- `, reason.sentence, "  ".repeat(depth + 1), ` (${escaped(reason.sections)})`),
  ...groundLines(reason.grounds, depth + 1),
]);

/** @param {readonly ToldGround[]} grounds @param {number} depth @returns {string[]} */
const groundLines = (grounds, depth = 0) => grounds.flatMap((ground) => [
  `${"  ".repeat(depth)}- ${escaped(ground.sentence)}`, ...reasonLines(ground.reasons, depth + 1)]);
