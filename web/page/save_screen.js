/** What can be kept: files that are saved on this device, and nothing else. */

/** @import { Child } from "./dom.js" */
/** @import { Outcome } from "./engine/outcome.js" */
/** @import { Stage } from "./stage.js" */

import { carriedForTrace } from "./carried.js";
import { button, element } from "./dom.js";
import { calendarText, dateOf, dayHere, dayOf, dueFollowUps, followUps, needsADay } from "./engine/calendar.js";
import { markdownText } from "./engine/markdown.js";
import { consult } from "./engine/outcome.js";
import { traceJson } from "./engine/trace.js";
import { save } from "./file.js";
import { passphraseField } from "./passphrase_view.js";
import { sealed } from "./seal.js";

/** The names of files tell nothing of what is in them. */
const NAME = "memo";

/** @param {Stage} stage @returns {Child[]} */
export function saveScreen(stage) {
  const { consultation, wording } = stage;
  const { outcome } = consultation;
  const told = element("p", { class: "told", role: "status" });
  return [
    element("h1", {}, stage.say("take", "heading")),
    element("p", {}, stage.say("take", "private")),
    outcome.alarmed && element("p", {}, stage.say("take", "dangerous")),
    continueForm(stage),
    element("section", { class: "part" }, element("h2", {}, stage.say("take", "to-read")),
      element("div", { class: "buttons" },
        button("quiet", stage.say("take", "print-now"), () => print()),
        button("quiet", stage.say("take", "markdown"), () => (
          save(`${NAME}.md`, "text/markdown", markdownText(outcome, wording)))),
        button("quiet", stage.say("take", "json"), async () => {
          const failed = await savesTrace(outcome).catch(() => stage.say("take", "no-network"));
          told.textContent = failed ?? "";
        })), told),
    followUps(outcome).length > 0 && calendarForm(stage),
    element("div", { class: "buttons" }, button("quiet", stage.say("take", "back"), () => stage.go("plan"))),
  ];
}

/** The outcome with every reason, and every id, which the page may have to fetch. @param {Outcome} outcome */
async function savesTrace(outcome) {
  const { rulebook, wording } = await carriedForTrace();
  save(`${NAME}.json`, "application/json", traceJson(consult(rulebook, outcome.case.answers), wording));
}

/** The file with which one goes on another day, sealed on request. @param {Stage} stage */
function continueForm(stage) {
  const canSeal = Boolean(globalThis.crypto?.subtle);
  const phrase = passphraseField(false, "passphrase-hint");
  const told = element("p", { class: "told", role: "status" });
  const get = element("button", { class: "button" }, stage.say("take", "answers-get"));
  return element("form", { class: "part", "aria-labelledby": "continue", submit: async (event) => {
    event.preventDefault();
    const now = new Date();
    const text = stage.consultation.document(now);
    const name = `${NAME}-${dateOf(dayHere(now))}`;
    get.disabled = true;
    if (phrase.value) save(`${name}.sealed`, "application/json", await sealed(text, phrase.value));
    else save(`${name}.yaml`, "application/yaml", text);
    get.disabled = false;
    told.textContent = stage.say("take", "kept");
  } },
  element("h2", { id: "continue" }, stage.say("take", "answers")),
  element("p", {}, stage.say("take", "answers-what")),
  canSeal ? [
    element("p", {}, element("label", { for: "passphrase" }, stage.say("seal", "optional"))), phrase,
    element("p", { class: "faint", id: "passphrase-hint" }, stage.say("seal", "hint")),
  ] : element("p", { class: "faint" }, stage.say("seal", "cannot")),
  element("div", { class: "buttons" }, get), told);
}

/** @param {Stage} stage */
function calendarForm(stage) {
  const { consultation: { outcome }, wording } = stage;
  const day = element("input", { type: "date", id: "day", name: "day", "aria-describedby": "day-hint" });
  const told = element("p", { class: "told", role: "status" });
  return element("form", { class: "part", "aria-labelledby": "calendar", submit: (event) => {
    event.preventDefault();
    const now = new Date();
    const chosen = day.value ? dayOf(day.value) : null;
    const isDue = dueFollowUps(outcome, dayHere(now), chosen).length > 0;
    if (isDue) save(`${NAME}.ics`, "text/calendar", calendarText(outcome, wording, now, dayHere(now), chosen));
    told.textContent = stage.say("take", isDue ? "kept" : "no-day");
  } },
  element("h2", { id: "calendar" }, stage.say("take", "calendar")),
  element("p", {}, stage.say("take", "calendar-what")),
  needsADay(outcome) && [
    element("p", {}, element("label", { for: "day" }, stage.say("take", "day"))), day,
    element("p", { class: "faint", id: "day-hint" }, stage.say("take", "day-hint"))],
  element("div", { class: "buttons" }, element("button", { class: "quiet" }, stage.say("take", "calendar-get"))), told);
}
