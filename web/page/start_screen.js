/** Where one begins: what this is, whom to call at once, and the ways in. Its words stand in the page itself. */

/** @import { Child } from "./dom.js" */
/** @import { Stage } from "./stage.js" */

import { flat } from "./dom.js";
import { CaseFileError, resumedCase } from "./engine/case_file.js";
import { toldHelpLine } from "./engine/plan_words.js";
import { chosenFile } from "./file.js";
import { helpOf } from "./help_view.js";
import { isSealed } from "./seal.js";

/** @type {WeakMap<Stage, Node[]>} */
const written = new WeakMap();

/** Makes what stands in the page usable. @param {Stage} stage */
export function startIsReady(stage) {
  written.set(stage, [...stage.main.childNodes]);
  for (const one of document.querySelectorAll("[data-with-script]")) one.removeAttribute("hidden");
  const lines = stage.main.querySelector("#all-lines");
  lines?.addEventListener("toggle", () => lines.append(...flat([allLines(stage)])), { once: true });
  lines?.replaceChildren(...lines.querySelectorAll("summary"));
  const begin = stage.main.querySelector("#begin");
  if (begin instanceof HTMLButtonElement) {
    begin.disabled = false;
    begin.textContent = stage.say("start", "begin");
    begin.addEventListener("click", () => stage.goOn());
  }
  stage.main.querySelector("#file")?.addEventListener("change", (event) => {
    const file = chosenFile(event);
    // The same file is chosen anew once it was mended.
    if (event.target instanceof HTMLInputElement) event.target.value = "";
    if (file) file.text().then((text) => opened(stage, text), () => opened(stage, ""));
  });
}

/** All that is known of every help line, for whoever needs one before anything was asked. @param {Stage} stage */
const allLines = ({ wording, consultation: { rulebook } }) => helpOf(
  rulebook.helpLines.map((line) => toldHelpLine(rulebook, line, wording)), wording);

/** @param {Stage} stage @returns {Child[]} */
export function startScreen(stage) {
  const begin = stage.main.ownerDocument.createDocumentFragment();
  begin.append(...written.get(stage) ?? []);
  const button = begin.querySelector("#begin");
  if (button) button.textContent = stage.say("start", stage.consultation.course.answers.size ? "go-on" : "begin");
  return [begin];
}

/** Goes on with the text of a file, or says why that cannot be. @param {Stage} stage @param {string} text */
export function opened(stage, text) {
  if (isSealed(text)) {
    stage.go("sealed", text);
    return;
  }
  try {
    const saved = resumedCase(stage.consultation.rulebook, text);
    stage.consultation.open(saved);
    stage.go("return", saved.dropped.map(({ key, what }) => [what, key]));
  } catch (error) {
    if (!(error instanceof CaseFileError)) throw error;
    stage.go("unreadable", error.why, error.line);
  }
}
