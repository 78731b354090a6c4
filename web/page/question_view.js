/** A question as a form, and the answer that was given in it. */

/** @import { Answer } from "./engine/case.js" */
/** @import { Question } from "./engine/rulebook.js" */
/** @import { Wording } from "./engine/wording.js" */

import { element } from "./dom.js";
import { UNKNOWN } from "./engine/condition.js";
import { numberInWords } from "./engine/number_words.js";
import { optionLabel } from "./engine/phrasing.js";
import { answerOf, isNumeric, numberRead } from "./engine/rulebook.js";

const NONE = "none";

/** What phrases tell of a question's answers: bounds of a number or day, and how many options at least.
 * @param {Question} question @param {Wording} wording @returns {Record<string, unknown>} */
export function boundsInWords(question, wording) {
  const { low, high, least, decimals } = question;
  if (!isNumeric(question)) return { least };
  return { least, decimals, low: numberInWords(question, low, wording), high: numberInWords(question, high, wording) };
}

/** What a phrase of a number or day is called. @param {Question} question */
const numberKind = ({ kind, decimals }) => (decimals ? `${kind}-decimals` : kind);

/**
 * The fields of a question, with what was answered before.
 * @param {Question} question @param {Answer | undefined} before @param {Wording} wording @param {string} prefix of ids
 * @param {HTMLElement} heading @param {Wording} words with the answers that a hint tells @returns {HTMLFieldSetElement}
 */
export function questionFields(question, before, wording, prefix, heading, words = wording) {
  const hint = words.shapedIfAny("questions", question.id, "hint");
  const several = question.kind === "several";
  const described = [hint.length > 0 && `${prefix}hint`, several && `${prefix}several`].filter(Boolean).join(" ");
  const chosen = typeof before === "object" ? before : before === undefined ? [] : [String(before)];
  /** @param {string} value @param {string} label @param {boolean} apart */
  const choice = (value, label, apart) => {
    const id = `${prefix}${apart ? "alone-" : "option-"}${value}`;
    const checked = value === NONE && apart ? typeof before === "object" && !before.length : chosen.includes(value);
    const type = several || (apart && isNumeric(question)) ? "checkbox" : "radio";
    const input = element("input", { type, id, name: apart && type !== "radio" ? "alone" : "answer", value, checked });
    return element("div", { class: "choice" }, input, element("label", { for: id }, label));
  };
  const number = isNumeric(question) && before !== UNKNOWN ? String(before ?? "") : "";
  const isDate = question.kind === "date";
  return element("fieldset", { "aria-describedby": described || null, change: keptApart },
    element("legend", {}, heading),
    hint.length > 0 && element("div", { id: `${prefix}hint`, class: "hint" }, hint),
    several && element("p", { id: `${prefix}several`, class: "hint" }, wording.say("question", "several")),
    isNumeric(question) && element("p", { class: "number-field" },
      element("label", { for: `${prefix}number` },
        wording.say("question", numberKind(question), boundsInWords(question, wording))),
      element("input", {
        id: `${prefix}number`, name: "number", inputmode: isDate ? "text" : question.decimals ? "decimal" : "numeric",
        autocomplete: "off", size: isDate ? 16 : 8, value: number,
      })),
    question.options.map((option) => choice(option, optionLabel(question, option, wording), false)),
    element("p", { class: "or" }, wording.say("question", "or")),
    several && !question.least && choice(NONE, wording.say("question", "none"), true),
    choice(UNKNOWN, optionLabel(question, UNKNOWN, wording), true));
}

/** "None of these" and "I don't know" stand alone. @param {Event} event */
function keptApart(event) {
  const changed = event.target;
  if (!(changed instanceof HTMLInputElement) || !changed.checked || changed.type !== "checkbox") return;
  for (const other of changed.form?.querySelectorAll("input") ?? []) {
    if (other !== changed && (changed.name === "alone" || other.name === "alone")) other.checked = false;
  }
}

/**
 * What was answered, or why that is no answer: the name of a phrase of the section `question`.
 * @param {Question} question @param {HTMLFormElement} form @returns {{answer: Answer} | {wrong: string}}
 */
export function answerIn(question, form) {
  const fields = new FormData(form);
  const chosen = fields.getAll("answer").map(String);
  const alone = fields.getAll("alone").map(String);
  const typed = String(fields.get("number") ?? "");
  if (alone.length + Number(chosen.length > 0 || typed.trim() !== "") > 1) return { wrong: "either-or" };
  if (alone.length) return { answer: alone[0] === NONE ? [] : UNKNOWN };
  if (isNumeric(question)) {
    const number = numberRead(question, typed);
    const fits = number !== null && question.low <= number && number <= question.high;
    return fits ? { answer: answerOf(question, number) } : { wrong: `choose-${numberKind(question)}` };
  }
  if (chosen.length < question.least) return { wrong: "choose-some" };
  if (!chosen.length) return { wrong: question.kind === "one" ? "choose-one" : "choose-several" };
  return { answer: question.kind === "one" ? chosen[0] : chosen };
}
