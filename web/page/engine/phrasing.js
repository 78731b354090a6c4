/** Answers, tests, findings and sections in words (engine/telling/phrasing.py). */

/** @import { Test, Value } from "./condition.js" */
/** @import { Ground } from "./reasons.js" */
/** @import { Question, Rulebook } from "./rulebook.js" */
/** @import { Wording } from "./wording.js" */

import { UNKNOWN } from "./condition.js";
import { numberInWords } from "./number_words.js";
import { isEstablished } from "./reasons.js";
import { BEYOND } from "./rulebook.js";

/** @type {ReadonlySet<string>} */
const NO_OPTIONS = new Set();

/** An option, or `unknown`, as a person reads it. @param {Question} question @param {string} option
 * @param {Wording} wording @returns {string} */
export const optionLabel = (question, option, wording) => (option === UNKNOWN ? wording.say("question", UNKNOWN)
  : wording.texts.text("questions", question.id, "options", option));

/**
 * What was answered, label by label; nothing where the question is open.
 * @param {Question} question @param {Value | undefined} answer @param {Wording} wording @returns {string[]}
 */
export function answerLabels(question, answer, wording) {
  if (answer === undefined) return [];
  if (typeof answer === "number") return [numberInWords(question, answer, wording)];
  const labels = inOrder(question, answer).map((option) => optionLabel(question, option, wording));
  return labels.length ? labels : [wording.say("question", "none")];
}

/**
 * What was answered (nothing: not yet), as a phrase: the chosen options, or those `among` them where any is.
 * @param {Question} question @param {Value | null | undefined} answer @param {Wording} wording
 * @param {ReadonlySet<string>} among @returns {string}
 */
export function answerInWords(question, answer, wording, among = NO_OPTIONS) {
  if (answer === null || answer === undefined) return wording.say("answer", "open");
  if (typeof answer === "number") return numberInWords(question, answer, wording);
  if (!answer.size) return wording.say("answer", "none");
  const some = new Set([...answer].filter((option) => among.has(option)));
  return allOf(question, some.size ? some : answer, wording);
}

/** A sentence that this answer is there and does not count. @param {Question} question @param {Value} answer
 * @param {Wording} wording @returns {string} */
export const asideInWords = (question, answer, wording) => wording.say("explain", "aside", {
  topic: wording.texts.text("questions", question.id, "topic"), answer: answerInWords(question, answer, wording),
});

/**
 * A ground as a sentence: the finding or the answer that its test looked at, what it lacked, what blocked it.
 * @param {Ground} ground @param {Rulebook} rulebook @param {Wording} wording @returns {string}
 */
export function groundInWords(ground, rulebook, wording) {
  const { test } = ground;
  let sentence;
  if (test.kind === "finding") {
    sentence = findingInWords(test.finding, wording, isEstablished(ground));
  } else {
    const question = /** @type {Question} */ (rulebook.question.get(test.question));
    sentence = answered(question, test, ground, wording);
    if (ground.kind === "lacked") {
      const wanted = wantedAnswer(question, test, wording);
      sentence = wording.say("explain", "wanted", { wanted, answered: sentence });
    }
  }
  return ground.kind === "blocking" ? wording.say("explain", "blocking", { sentence }) : sentence;
}

/** A finding as a sentence: that it holds, or that it does not. @param {string} finding @param {Wording} wording
 * @param {boolean} holding @returns {string} */
export const findingInWords = (finding, wording, holding) =>
  wording.texts.text("findings", finding, holding ? "holds" : "fails");

/**
 * What a test of the question asks for, as a phrase.
 * @param {Question} question @param {Test} test @param {Wording} wording @returns {string}
 */
function wantedAnswer(question, test, wording) {
  if (test.kind === "one-of") return anyOf(question, test.options, wording);
  if (test.kind === "none-of") {
    if (!test.options.size) return wording.say("explain", "any-answer");
    const several = question.kind === "several" && !(test.options.size === 1 && test.options.has(UNKNOWN));
    return (several ? noneAmong : noneOf)(question, test.options, wording);
  }
  if (test.kind === "between") return range(question, test, wording);
  const ofAll = test.options.size === question.options.length
    && question.options.every((option) => test.options.has(option));
  const { least } = test;
  if (ofAll) return wording.say("explain", "count", { least });
  return wording.say("explain", "count-of", { least, options: anyOf(question, test.options, wording) });
}

/**
 * The answer that a test looked at; where the test holds, the part of it that the test looks for.
 * @param {Question} question @param {Test} test @param {Ground} ground @param {Wording} wording @returns {string}
 */
function answered(question, test, ground, wording) {
  if (ground.aside !== null) return asideInWords(question, ground.aside, wording);
  const lookedFor = ground.holds && test.kind !== "none-of" ? test.options : NO_OPTIONS;
  const answer = answerInWords(question, ground.answer, wording, lookedFor);
  const topic = wording.texts.text("questions", question.id, "topic");
  return wording.say("explain", ground.answer === null ? "open" : "given", { topic, answer });
}

/** @param {Question} question @param {Test} test @param {Wording} wording @returns {string} */
function range(question, { least, below }, wording) {
  const [from, before] = question.kind === "date" ? ["from-day", "before-day"] : ["at-least", "less-than"];
  const bounds = [];
  if (least !== null) bounds.push(wording.say("explain", from, { number: numberInWords(question, least, wording) }));
  if (below !== null) bounds.push(wording.say("explain", before, { number: numberInWords(question, below, wording) }));
  return bounds.join(wording.say("answer", "and"));
}

/** @param {Question} question @param {ReadonlySet<string>} options @param {Wording} wording @returns {string} */
const anyOf = (question, options, wording) => named(question, options, wording).join(wording.say("answer", "or"));

/** @param {Question} question @param {ReadonlySet<string>} options @param {Wording} wording @returns {string} */
const noneOf = (question, options, wording) =>
  wording.say("explain", "none-of", { options: anyOf(question, options, wording) });

/**
 * That none of the options is among those chosen, where several can be; `unknown` is never chosen with others.
 * @param {Question} question @param {ReadonlySet<string>} options @param {Wording} wording @returns {string}
 */
function noneAmong(question, options, wording) {
  const known = new Set([...options].filter((option) => option !== UNKNOWN));
  const labels = named(question, known, wording);
  const phrase = labels.length === 1 ? "none-among" : "none-among-several";
  const without = wording.say("explain", phrase, { options: labels.join(wording.say("answer", "nor")) });
  if (!options.has(UNKNOWN)) return without;
  return wording.say("explain", "none-among-known", { without, unknown: anyOf(question, new Set([UNKNOWN]), wording) });
}

/**
 * Options that a test names, those of a group together by its text, where it has one and all of them are named.
 * @param {Question} question @param {ReadonlySet<string>} options @param {Wording} wording @returns {string[]}
 */
function named(question, options, wording) {
  const labels = [];
  const left = new Set(options);
  for (const group of question.groups) {
    const label = wording.texts.get("questions", question.id, "groups", group.id);
    if (!label || !group.options.every((option) => left.has(option))) continue;
    labels.push(label);
    for (const option of group.options) left.delete(option);
  }
  for (const option of inOrder(question, left)) labels.push(optionLabel(question, option, wording));
  return labels.map((label) => wording.say("answer", "quoted", { label }));
}

/** @param {Question} question @param {ReadonlySet<string>} options @param {Wording} wording @returns {string} */
const allOf = (question, options, wording) => inOrder(question, options)
  .map((option) => wording.say("answer", "quoted", { label: optionLabel(question, option, wording) }))
  .join(wording.say("answer", "and"));

/** The options in the order of the question, `unknown` last. @param {Question} question
 * @param {ReadonlySet<string>} options @returns {string[]} */
const inOrder = (question, options) => [...question.options, UNKNOWN].filter((option) => options.has(option));

/**
 * Sections in brackets, by number alone where they have one.
 * @param {readonly string[]} cites @param {Wording} wording @returns {string}
 */
export function cited(cites, wording) {
  const labels = cites.map((section) => sectionLabel(section, wording)).join(wording.say("plan", "and"));
  return labels ? wording.say("plan", "cites", { cites: labels }) : "";
}

/** A section by its number alone, by its heading where it has none, or the mark of what goes beyond the source.
 * @param {string} section @param {Wording} wording @returns {string} */
export const sectionLabel = (section, wording) => (section === BEYOND || isNumbered(section)
  ? wording.say("plan", section === BEYOND ? BEYOND : "section", { number: section })
  : wording.texts.text("sections", section));

/** Whether a section's id is a number, such as `2.1`. @param {string} section @returns {boolean} */
const isNumbered = (section) => /^[0-9]/.test(section);

/** Sections with their headings; what goes beyond the source is marked so. @param {readonly string[]} cites
 * @param {Wording} wording @returns {string} */
export const sectionHeadings = (cites, wording) => cites.map((section) => wording.say(
  "explain", section === BEYOND ? BEYOND : isNumbered(section) ? "section" : "section-named",
  { number: section, heading: wording.texts.text("sections", section) }))
  .join(wording.say("answer", "and-so-on"));
