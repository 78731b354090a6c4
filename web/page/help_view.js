/** Whom to call: numbers that are dialled when they are tapped, and all that is known of a help line. */

/** @import { ToldAlarm, ToldHelpLine } from "./engine/plan_words.js" */
/** @import { Wording } from "./engine/wording.js" */

import { element, list } from "./dom.js";
import { isAddress } from "./engine/control_characters.js";
import { dateInWords } from "./engine/number_words.js";
import { toldAlarm } from "./engine/plan_words.js";

/** @import { Outcome } from "./engine/outcome.js" */

/** The address of a telephone number (RFC 3966). @param {string} call @returns {string} */
export const dialled = (call) => `tel:${call.replace(/[^0-9+*#]/g, "").replaceAll("#", "%23")}`;

/** A number to be tapped, below the name of who answers. @param {ToldHelpLine} line */
const numberOf = ({ name, call }) => element("a", { class: "number", href: dialled(call) },
  element("span", { class: "who" }, name), " ", element("b", {}, call));

/** @type {WeakMap<Outcome, ToldAlarm>} */
const alarms = new WeakMap();

/** What is said while the alarm stands, put into words once. @param {Outcome} outcome @param {Wording} wording
 * @returns {ToldAlarm} */
export function alarmInWords(outcome, wording) {
  const told = alarms.get(outcome) ?? toldAlarm(outcome, wording);
  alarms.set(outcome, told);
  return told;
}

/** The numbers to call while the alarm stands, to be tapped. @param {Outcome} outcome @param {Wording} wording
 * @returns {HTMLElement | null} */
export function callsOf(outcome, wording) {
  if (!outcome.alarmed) return null;
  const { calls } = alarmInWords(outcome, wording);
  return calls.length ? element("section", { class: "calls", "aria-labelledby": "calls" },
    element("h2", { id: "calls" }, wording.say("alarm", "calls")), list("numbers", calls.map(numberOf))) : null;
}

/** All that is known of help lines. @param {readonly ToldHelpLine[]} lines @param {Wording} wording */
export const helpOf = (lines, wording) => [
  list("help", lines.map((line) => [
    line.call ? numberOf(line) : element("b", {}, line.name),
    line.hours && element("span", { class: "faint" }, wording.say("plan", "hours", { hours: line.hours })),
    line.note.length > 0 && element("div", {}, line.note),
    line.url && isAddress(line.url) && element("a", {
      class: "outside", href: line.url, rel: "noreferrer noopener", target: "_blank",
    }, line.url),
  ])),
  element("p", { class: "faint" }, wording.say("plan", "checked", { date: dateInWords(lines[0].checked, wording) })),
];
