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
  beforeParse(made) { made.scrollTo = () => {}; },
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
  walk.focused &&= document.activeElement === document.querySelector("#main h1") || document.querySelector("#main legend") !== null;
  const form = document.querySelector("#main form");
  const isQuestion = form?.querySelector("fieldset legend h1");
  if (isQuestion) answer(form);
  else if (heading() === say.alarm) {
    walk.alarms += 1;
    walk.calls = [...document.querySelectorAll(".calls a.call")].map((one) => one.getAttribute("href"));
    buttons().filter((one) => one.closest(".options")).at(1).click();
  } else if (heading() === say.check) pressed(say.list);
  else break;
}
walk.plan = { heading: heading(), titles: [...document.querySelectorAll("article.action h3")].map(words) };
const why = document.querySelector("article.action details.why");
if (why) {
  why.open = true;
  why.dispatchEvent(new window.Event("toggle"));
  walk.why = words(why);
}
document.getElementById("leave").click();
walk.left = words(document.body);
console.log(JSON.stringify(walk));
process.exit(0);
