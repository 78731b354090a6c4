/** The picture of the reasoning: from answers over what they amount to, to actions, with a line for each step. */

/** @import { Child } from "./dom.js" */
/** @import { Stage } from "./stage.js" */

import { button, element, folded, list } from "./dom.js";
import { usedTests } from "./engine/condition.js";
import { answerInWords, findingInWords } from "./engine/phrasing.js";
import { printed } from "./print_sheet.js";

const ON_PAPER = "690px";
const SVG = "http://www.w3.org/2000/svg";

/**
 * A box: how it looks, what stands in it, below which topic, and the boxes that lead to it, by their ids.
 * @typedef {"answer" | "finding" | "action" | "held"} Look
 * @typedef {{id: string, look: Look, text: string, topic: string, from: string[]}} Box
 */

/** @param {Stage} stage @returns {Child[]} */
export function picture(stage) {
  const boxes = boxesOf(stage);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const map = element("div", { class: "map" });
  /** @type {Map<string, HTMLElement>} */
  const drawn = new Map();
  /** What leads to an action, and itself. @param {Box} box @returns {Set<string>} */
  const chain = (box) => new Set([box.id, ...box.from, ...box.from.flatMap((id) => byId.get(id)?.from ?? [])]);
  let only = "";
  const all = button("quiet", stage.say("picture", "all"), () => show(""));
  /** @param {string} id of the action that is shown alone; all where it is empty */
  const show = (id) => {
    only = id;
    const chosen = byId.get(id);
    const shown = chosen ? chain(chosen) : byId;
    for (const [name, made] of drawn) {
      made.hidden = !shown.has(name);
      made.querySelector("button")?.setAttribute("aria-pressed", String(name === id));
    }
    all.hidden = !chosen;
    map.parentElement?.scrollTo(0, 0);
    joined(map, boxes, drawn);
  };
  map.append(...COLUMNS.map(({ phrase, looks }) => element("div", {},
    element("h3", {}, stage.say(...phrase)),
    element("ul", {}, boxes.filter(({ look }) => looks.includes(look)).map((box) => {
      const inside = [box.topic && element("span", { class: "faint" }, box.topic), box.text];
      const press = () => show(only === box.id ? "" : box.id);
      const made = element("li", { class: box.look }, box.look === "action" || box.look === "held"
        ? element("button", { type: "button", "aria-pressed": "false", click: press }, inside)
        : element("div", {}, inside));
      drawn.set(box.id, made);
      return made;
    })))));
  all.hidden = true;
  // Where the boxes stand is known once they are shown, and changes with the window.
  if (typeof ResizeObserver === "function") new ResizeObserver(() => joined(map, boxes, drawn)).observe(map);
  return [
    element("p", { class: "faint" }, stage.say("picture", "how")),
    all,
    element("div", {
      class: "picture", role: "group", "aria-label": stage.say("picture", "heading"), tabindex: 0,
    }, map),
    folded("more", stage.say("picture", "in-words"), () => inWords(stage, boxes, byId)),
    element("p", { class: "aside" }, button("plain", stage.say("picture", "print"), () => {
      // Lines fit boxes of the size for which they were drawn, whatever that of letters on paper is.
      Object.assign(map.style, { width: ON_PAPER, fontSize: getComputedStyle(map).fontSize });
      joined(map, boxes, drawn);
      const copy = map.cloneNode(true);
      Object.assign(map.style, { width: "", fontSize: "" });
      joined(map, boxes, drawn);
      printed(element("div", { class: "picture" }, copy));
    })),
  ];
}

/** @type {{phrase: [string, string], looks: string[]}[]} */
const COLUMNS = [
  { phrase: ["plan", "answers"], looks: ["answer"] },
  { phrase: ["plan", "findings"], looks: ["finding"] },
  { phrase: ["picture", "actions"], looks: ["action", "held"] },
];

/** The boxes: actions, of which rests anything on answers, what that is, and nothing else. @param {Stage} stage
 * @returns {Box[]} */
function boxesOf({ consultation: { outcome }, wording }) {
  const { rulebook, findings, case: { facts } } = outcome;
  /** @type {Map<string, Set<string>>} */
  const tested = new Map();
  /** What rules rest on. @param {Iterable<string>} rules */
  const restsOn = (rules) => {
    /** @type {Set<string>} */ const from = new Set();
    for (const name of rules) {
      for (const test of usedTests(/** @type {any} */ (rulebook.rule.get(name)).condition, facts, findings)) {
        if (test.kind === "finding" ? test.wanted && findings.has(test.finding) : facts.has(test.question)) {
          from.add(test.kind === "finding" ? `finding-${test.finding}` : `answer-${test.question}`);
          const options = tested.get(test.question) ?? new Set();
          tested.set(test.question, new Set([...options, ...test.options]));
        }
      }
    }
    return from;
  };
  /** The answers behind a finding, also those behind findings that it rests on. @param {string} finding */
  const answersBehind = (finding) => {
    const pending = [finding];
    const known = new Set(pending);
    /** @type {Set<string>} */ const answers = new Set();
    for (const one of pending) {
      for (const id of restsOn(findings.get(one) ?? [])) {
        const before = id.slice("finding-".length);
        if (id.startsWith("answer-")) answers.add(id);
        else if (!known.has(before)) {
          known.add(before);
          pending.push(before);
        }
      }
    }
    return [...answers];
  };
  /** @param {string} id @param {Look} look @param {Iterable<string>} rules @returns {Box} */
  const actionBox = (id, look, rules) => ({
    id: `action-${id}`, look, text: wording.texts.text("actions", id, "title"), topic: "", from: [...restsOn(rules)],
  });
  const actions = [
    ...outcome.plan.map(({ action, because }) => actionBox(action.id, "action", because)),
    ...outcome.withheld.map(({ action, by }) => actionBox(action.id, "held", by)),
  ].filter(({ from }) => from.length);
  const needed = new Set(actions.flatMap(({ from }) => from));
  /** @type {Box[]} */
  const found = [...findings.keys()].filter((finding) => needed.has(`finding-${finding}`)).map((finding) => ({
    id: `finding-${finding}`, look: "finding", text: findingInWords(finding, wording, true), topic: "",
    from: answersBehind(finding),
  }));
  for (const { from } of found) for (const id of from) needed.add(id);
  /** @type {Box[]} */
  const answers = rulebook.questions.filter(({ id }) => needed.has(`answer-${id}`)).map((question) => ({
    id: `answer-${question.id}`, look: "answer", topic: wording.texts.text("questions", question.id, "topic"),
    text: answerInWords(question, facts.get(question.id), wording, tested.get(question.id)), from: [],
  }));
  return [...answers, ...found, ...actions];
}

/** Draws a line from each box that is shown to those that it leads to. @param {HTMLElement} map
 * @param {readonly Box[]} boxes @param {ReadonlyMap<string, HTMLElement>} drawn */
function joined(map, boxes, drawn) {
  map.querySelector("svg")?.remove();
  const lines = document.createElementNS(SVG, "svg");
  lines.setAttribute("aria-hidden", "true");
  for (const { id, look, from } of boxes) {
    const to = drawn.get(id);
    if (!to?.offsetParent) continue;
    for (const source of from.map((name) => drawn.get(name))) {
      if (!source?.offsetParent) continue;
      const line = document.createElementNS(SVG, "path");
      const [x, y] = [source.offsetLeft + source.offsetWidth, source.offsetTop + source.offsetHeight / 2];
      const [toX, toY] = [to.offsetLeft, to.offsetTop + to.offsetHeight / 2];
      const bend = (toX - x) / 2;
      line.setAttribute("d", `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`);
      line.setAttribute("class", look);
      lines.append(line);
    }
  }
  map.prepend(lines);
}

/** The same as a list: of each action, and of each finding, what it rests on. @param {Stage} stage
 * @param {readonly Box[]} boxes @param {ReadonlyMap<string, Box>} byId @returns {Child} */
const inWords = (stage, boxes, byId) => list("", boxes.filter(({ look }) => look !== "answer").reverse()
  .map(({ text, look, from }) => [
    element("b", {}, look === "held" ? stage.say("picture", "held", { text }) : text),
    list("", from.map((id) => {
      const { topic, text: words } = /** @type {Box} */ (byId.get(id));
      return topic ? stage.say("picture", "answer", { topic, answer: words }) : words;
    })),
  ]));
