// Goes through a published page in a document without a browser: the HTML on standard input, the walk as JSON on
// standard output. Every question is answered by its first choice, but where the page is told otherwise by an argument:
// a JSON object from the words of a question to the words of choices.
import { text } from "node:stream/consumers";
import { JSDOM, VirtualConsole } from "jsdom";

const wanted = new Map(Object.entries(JSON.parse(process.argv[2] ?? "{}")));
const errors = [];
const quiet = new VirtualConsole();
quiet.on("jsdomError", (error) => errors.push(String(error?.detail ?? error?.message ?? error)));
const { window } = new JSDOM(await text(process.stdin), {
  runScripts: "dangerously", virtualConsole: quiet, pretendToBeVisual: true,
  beforeParse(made) {
    // What every browser has, and this one lacks.
    Object.assign(made, { TextDecoder, scrollTo() {} });
  },
});
const { document } = window;
const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
const heading = () => words(document.querySelector("#main h1"));
const buttons = () => [...document.querySelectorAll("#main button")];
const pressed = (label) => buttons().find((one) => words(one) === label)?.click();
const walk = { titles: [document.title], start: heading(), asked: [], alarms: 0, focused: true, errors };

function answer(form) {
  const choices = [...form.querySelectorAll("input")];
  const labelOf = (input) => words(form.querySelector(`label[for="${window.CSS?.escape ? window.CSS.escape(input.id) : input.id}"]`));
  const asked = heading();
  const chosen = wanted.has(asked) ? choices.filter((one) => wanted.get(asked).includes(labelOf(one))) : choices.slice(0, 1);
  for (const input of choices) input.checked = false;
  for (const input of chosen) input.click();
  if (chosen.length === 1 && chosen[0].name === "number") chosen[0].value = "7";
  walk.asked.push(asked);
  form.querySelector(".buttons .button").click();
}

const { say } = JSON.parse(process.argv[3]);
pressed(say.begin);
for (let step = 0; step < 200; step += 1) {
  // This one is quicker than the page.
  while (document.querySelector("#main form[aria-busy]")) await new Promise((goOn) => window.setTimeout(goOn));
  walk.focused &&= document.activeElement === document.querySelector("#main h1");
  const form = document.querySelector("#main form");
  const isQuestion = form?.querySelector("fieldset legend h1");
  if (isQuestion) answer(form);
  else if (heading() === say.alarm) {
    walk.alarms += 1;
    walk.calls = [...document.querySelectorAll(".calls a.number")].map((one) => one.getAttribute("href"));
    buttons().filter((one) => one.closest(".options")).at(1).click();
  } else if (heading() === say.certain) {
    walk.certain = [...document.querySelectorAll("ol.first li")].map(words);
    [...document.querySelectorAll(".equal button")].at(-1).click();
  } else if (heading() === say.check) pressed(say.list);
  else break;
}
const isOpen = (one) => one.getAttribute("aria-expanded") === "true";
const rank = (card) => Number(card.id.replace("card-", ""));
const cards = () => [...document.querySelectorAll("article.card")];
walk.open = cards().filter((card) => isOpen(card.querySelector(".head"))).map(rank);
for (const one of document.querySelectorAll(".unfold[aria-expanded=false]")) one.click();
const inOrder = cards().sort((one, other) => rank(one) - rank(other));
walk.plan = { heading: heading(), titles: inOrder.map((card) => words(card.querySelector(".title"))) };
const why = document.querySelector("article.card details.more:last-of-type");
if (why) {
  why.open = true;
  why.dispatchEvent(new window.Event("toggle"));
  walk.why = words(why);
}
document.getElementById("leave").click();
walk.left = words(document.body);
// All of it, before timers that still wait are ended.
process.stdout.write(`${JSON.stringify(walk)}\n`, () => process.exit(0));
