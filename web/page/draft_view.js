/** A draft at its action: filled in where it stands, copied, shared, printed, and stored nowhere. */

/** @import { Child } from "./dom.js" */
/** @import { ToldDraft } from "./engine/plan_words.js" */
/** @import { Stage } from "./stage.js" */

import { button, element } from "./dom.js";
import { blankParts } from "./engine/draft_text.js";
import { printed } from "./print_sheet.js";

/** What ends words or a sentence. */
const MARKS = /^[\p{Pe}\p{Pf}\p{Po}]+/u;

/** A draft with its blanks as fields. @param {Stage} stage @param {ToldDraft} draft @param {string} prefix of ids
 * @returns {Child[]} */
export function draftParts(stage, draft, prefix) {
  const { blanks } = stage.consultation;
  const hints = new Map(draft.blanks.map(({ name, text }) => [name, text]));
  /** @type {HTMLInputElement[]} */
  const fields = [];
  /** @param {string} name */
  const field = (name) => {
    const made = element("input", {
      class: "blank", id: `${prefix}-${fields.length}`, "data-blank": name, placeholder: name, size: size(name),
      "aria-label": hints.get(name) || name, autocomplete: "off", value: blanks.get(name), input: () => {
        blanks.set(name, made.value);
        for (const other of document.querySelectorAll("input.blank")) {
          if (other instanceof HTMLInputElement && other.dataset.blank === name) filled(other, made.value);
        }
      },
    });
    filled(made, blanks.get(name) ?? "");
    fields.push(made);
    return made;
  };
  /** @param {string} name */
  const value = (name) => blanks.get(name) || stage.say("draft", "unfilled", { name });
  const text = () => draft.parts.map((part) => blankParts(part)
    .map(({ text: words, blank }) => (blank === "" ? words : value(blank))).join("")).join("\n\n");
  const told = element("p", { class: "told", role: "status" });
  const canShare = typeof navigator.share === "function";
  return [
    element("p", { class: "faint" }, draft.form),
    element("div", { class: "words" }, draft.parts.map((part) => element("p", {}, withFields(part, field)))),
    draft.blanks.length > 0 && element("p", { class: "faint" }, stage.say("draft", "fill")),
    element("div", { class: "buttons small" },
      button("quiet", stage.say("draft", "copy"), async () => {
        told.textContent = stage.say("draft", await copied(text()) ? "copied" : "not-copied");
      }),
      canShare && button("quiet", stage.say("draft", "share"), () => {
        navigator.share({ text: text() }).catch(() => {});
      }),
      button("quiet", stage.say("draft", "print"), () => printed(element("div", { class: "words" },
        element("h1", {}, draft.title), text().split("\n").map((line) => element("p", {}, line)))))),
    told,
  ];
}

/** The words of a part with a field in each blank; a mark behind one never begins a line.
 * @param {string} part @param {(name: string) => HTMLInputElement} field @returns {Child[]} */
const withFields = (part, field) => blankParts(part).map(({ text, blank }, at, all) => {
  if (blank === "") return at > 0 ? text.replace(MARKS, "") : text;
  return element("span", { class: "glued" }, field(blank), MARKS.exec(all[at + 1]?.text ?? "")?.[0]);
});

/** How many letters fit into a blank; those of Japanese are twice as wide. @param {string} text */
function size(text) {
  const letters = [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 1);
  return Math.min(Math.max(letters, 4), 24);
}

/** @param {HTMLInputElement} field @param {string} value */
function filled(field, value) {
  if (field.value !== value) field.value = value;
  field.size = size(value || field.placeholder);
}

/** Copies a text, also where only an old way is allowed, as in some files; whether it worked.
 * @param {string} text @returns {Promise<boolean>} */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const held = element("textarea", { readonly: true, class: "out-of-sight" });
    held.value = text;
    document.body.append(held);
    held.select();
    const works = document.execCommand("copy");
    held.remove();
    if (before instanceof HTMLElement) before.focus();
    return works;
  }
}
