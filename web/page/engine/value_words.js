/**
 * Answers in the middle of texts: the words of a reader once somebody's answers stand where a text holds them, as
 * `{hours}` (engine/telling/value_words.py, engine/reading/text_values.py).
 */

/** @import { Facts, Value } from "./condition.js" */
/** @import { Question, Rulebook } from "./rulebook.js" */
/** @import { Wording } from "./wording.js" */

import { UNKNOWN } from "./condition.js";
import { SPACE } from "./control_characters.js";
import { numberInWords } from "./number_words.js";
import { answerLabels } from "./phrasing.js";
import { ShapedText, shaped } from "./shaped_text.js";

const BRACES = new RegExp(String.raw`\{\{|\}\}|\{([^{}${SPACE}]+)\}`, "gu");

/** @type {WeakMap<Wording, readonly (readonly string[])[]>} */
const known = new WeakMap();

/**
 * The words with these answers in all texts that hold any; where one is missing, a phrase says so.
 * @param {Wording} wording @param {Rulebook} rulebook @param {Facts} facts @returns {Wording}
 */
export function answeredWording(wording, rulebook, facts) {
  const keys = wording.isAnswered ? [] : keysWithBraces(wording);
  if (!keys.length) return wording;
  /** @param {string} held @param {string | undefined} name */
  const written = (held, name) => {
    if (name === undefined) return held[0];
    const question = rulebook.question.get(name.normalize("NFC"));
    return question ? valueInWords(question, facts.get(question.id), wording) : held;
  };
  const texts = keys.map((key) => /** @type {const} */ ([key, wording.texts.text(...key).replace(BRACES, written)]));
  // Read from what the author wrote: an answer in it makes neither a list nor a link.
  const shapes = texts.filter(([key]) => hasShape(key)).map(([key, text]) => /** @type {const} */ (
    [key, new ShapedText(text, shaped(wording.texts.text(...key), written).passages)]));
  return wording.answered(texts, shapes);
}

/**
 * An answer as it stands within a sentence; without one, and where it is not known, a phrase in its place.
 * @param {Question} question @param {Value | undefined} value @param {Wording} wording @returns {string}
 */
function valueInWords(question, value, wording) {
  if (value === undefined) return wording.say("value", "open");
  if (typeof value === "number") return numberInWords(question, value, wording);
  if (value.has(UNKNOWN)) return wording.say("value", UNKNOWN);
  return answerLabels(question, value, wording).join(wording.say("answer", "and"));
}

/** The keys of the texts that may hold values and in which a brace stands. @param {Wording} wording
 * @returns {readonly (readonly string[])[]} */
function keysWithBraces(wording) {
  let keys = known.get(wording);
  if (!keys) {
    keys = [...wording.texts.entries()].filter(([key, text]) => /[{}]/.test(text) && holdsValues(key))
      .map(([key]) => key);
    known.set(wording, keys);
  }
  return keys;
}

/** Whether a text that may hold values has a shape as well. @param {readonly string[]} key */
const hasShape = ([section, , part]) => section !== "actions" || part !== "done";

/** Whether a text may hold values: it is read where answers are known. @param {readonly string[]} key */
function holdsValues([section, , part, ...rest]) {
  if (section === "rules") return part === undefined;
  if (section === "help-lines") return part === "note" && !rest.length;
  if (section === "questions") return part === "hint" && !rest.length;
  if (section !== "actions") return false;
  return part === "done" ? !rest.length : (part === "steps" || part === "follow-ups") && rest.length === 1;
}
