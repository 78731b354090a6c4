/**
 * The follow-ups of a plan as a calendar (RFC 5545), the bytes that engine/telling/calendar.py writes.
 *
 * Days are counted from 1970, so that no time zone comes into it; `today` is the reader's own.
 */

/** @import { Outcome } from "./outcome.js" */
/** @import { Action, FollowUp } from "./rulebook.js" */
/** @import { Wording } from "./wording.js" */

import { sha1 } from "./checksum.js";
import { controlsShown } from "./control_characters.js";
import { alarmQuestions, questionsToReview } from "./review.js";
import { answeredWording } from "./value_words.js";

const DAY = 86_400_000;
const MOST_OCTETS = 75;
const NAMESPACE_URL = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

/**
 * A follow-up of an action, and the day that it falls on.
 * @typedef {{action: Action, followUp: FollowUp, on: number}} Due
 */

/** The day of a date as forms give it (`2026-11-01`). @param {string} date @returns {number} */
export const dayOf = (date) => Date.parse(`${date}T00:00Z`) / DAY;

/** The day on which a device is at a time. @param {Date} time @returns {number} */
export const dayHere = (time) => Date.UTC(time.getFullYear(), time.getMonth(), time.getDate()) / DAY;

/** The date of a day (`2026-11-01`). @param {number} day @returns {string} */
export const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The follow-ups of the plan's actions, in the plan's order; without any there is no calendar to offer.
 * @param {Outcome} outcome @returns {{action: Action, followUp: FollowUp}[]} */
export const followUps = (outcome) =>
  outcome.plan.flatMap(({ action }) => action.followUps.map((followUp) => ({ action, followUp })));

/**
 * Whether a follow-up counts back from a day that only the person knows.
 * @param {Outcome} outcome @returns {boolean}
 */
export const needsADay = (outcome) => followUps(outcome).some(({ followUp }) => followUp.before !== null);

/**
 * The follow-ups with their days; those that count back from a `day` are left out without one, and where they would lie
 * before today.
 * @param {Outcome} outcome @param {number} today @param {number | null} day @returns {Due[]}
 */
export function dueFollowUps(outcome, today, day = null) {
  return followUps(outcome).flatMap(({ action, followUp }) => {
    if (followUp.after !== null) return [{ action, followUp, on: today + followUp.after }];
    if (followUp.before === null || day === null || day - today < followUp.before) return [];
    return [{ action, followUp, on: day - followUp.before }];
  });
}

/**
 * The calendar with an all-day event and a reminder for each follow-up that is due. Where none is, offer none.
 * @param {Outcome} outcome @param {Wording} words @param {Date} made @param {number} today @param {number | null} day
 * @returns {string}
 */
export function calendarText(outcome, words, made, today, day = null) {
  const wording = answeredWording(words, outcome.rulebook, outcome.case.facts);
  const again = lookAgain(outcome, wording);
  const stamp = `${made.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const events = dueFollowUps(outcome, today, day).flatMap(({ action, followUp, on }) => {
    const shape = wording.shaped("actions", action.id, "follow-ups", followUp.id);
    const text = escaped(controlsShown(`${shape}`));
    const more = shape.hasLinks || shape.lines.length > 1 ? shape.lines : [];
    const description = controlsShown([...more, ...(again ? [again] : [])].join("\n"));
    const uid = nameBased(`nakanaori:${outcome.rulebook.id}/${action.id}/${followUp.id}`);
    return [
      "BEGIN:VEVENT", `SUMMARY:${text}`, `DTSTART;VALUE=DATE:${dateOf(on).replace(/-/g, "")}`, "DURATION:P1D",
      `DTSTAMP:${stamp}`, `UID:${uid}`, "CLASS:PRIVATE",
      ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
      "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
      `DESCRIPTION:${text}`, "TRIGGER:PT9H", "END:VALARM", "END:VEVENT",
    ];
  });
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nakanaori//follow-ups//EN", "CALSCALE:GREGORIAN"];
  return [...head, ...events, "END:VCALENDAR"].map((line) => `${folded(line)}\r\n`).join("");
}

/** Which answers to look at again, as a sentence; empty where none of them can be shared with others.
 * @param {Outcome} outcome @param {Wording} wording @returns {string} */
function lookAgain({ rulebook, case: { facts } }, wording) {
  const shared = alarmQuestions(rulebook);
  const topics = questionsToReview(rulebook, facts).filter(({ id }) => !shared.has(id))
    .map(({ id }) => wording.texts.text("questions", id, "topic")).join(wording.say("answer", "and-so-on"));
  return topics ? controlsShown(wording.say("review", "look-again", { topics })) : "";
}

/** A name-based identifier (RFC 9562, version 5). @param {string} name @returns {string} */
function nameBased(name) {
  const hex = sha1(Uint8Array.of(...NAMESPACE_URL, ...new TextEncoder().encode(name)));
  const variant = ((parseInt(hex[16], 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** @param {string} text @returns {string} */
const escaped = (text) => text.replace(/\\N/g, "\n").replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,")
  .replace(/\r\n|\n/g, "\\n");

/** A content line, folded so that no line has more octets than may be; no character is cut.
 * @param {string} line @returns {string} */
function folded(line) {
  const encoder = new TextEncoder();
  const lines = [""];
  let length = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    const now = lines[lines.length - 1];
    if (now && length + size >= MOST_OCTETS) {
      const cut = now.length > 1 && /[\\^]$/.test(now) ? now.length - 1 : now.length;
      lines.splice(-1, 1, now.slice(0, cut), now.slice(cut));
      length = now.length - cut;
    }
    lines[lines.length - 1] += character;
    length += size;
  }
  return lines.join("\r\n ");
}
