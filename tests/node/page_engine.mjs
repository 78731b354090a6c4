// Runs the engine of the page: a JSON request a line on standard input, a JSON answer a line on standard output. A
// request names a rulebook that an earlier one published, and what is to be done with it; `engine` is the folder of the
// script, so that a script with a mistake in it can be tried as well.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { unpacked } from "../../web/page/packing.js";

const MODULES = ["calendar", "case", "case_file", "comparison", "comparison_words", "course", "day", "explanation",
  "interview",
  "markdown", "number", "outcome", "plan_words", "prospect", "review", "review_words", "rulebook", "shaped_text", "trace",
  "wording"];

/** @type {Map<string, Promise<Record<string, any>>>} */
const engines = new Map();
/** @type {Map<string, any>} */
let published = new Map();

function engineIn(folder) {
  if (!engines.has(folder)) {
    const loaded = MODULES.map((name) => import(pathToFileURL(`${folder}/${name}.js`).href));
    engines.set(folder, Promise.all(loaded).then((modules) => Object.assign({}, ...modules)));
  }
  return engines.get(folder);
}

// The JSON of answers is a list of pairs: an object would put ids such as `7` first.
const answersOf = (pairs) => new Map(pairs);
const ids = (many) => Array.from(many, (one) => one.id);

const tasks = {
  outcome: (engine, { rulebook, wording }, { answers }) =>
    engine.traceJson(engine.consult(rulebook, answersOf(answers)), wording),

  plan(engine, { rulebook, wording }, { answers }) {
    const outcome = engine.consult(rulebook, answersOf(answers));
    return { plan: engine.toldPlan(outcome, wording), alarm: engine.toldAlarm(outcome, wording) };
  },

  markdown: (engine, { rulebook, wording }, { answers, action }) =>
    engine.markdownText(engine.consult(rulebook, answersOf(answers)), wording, action),

  explain: (engine, { rulebook, wording }, { answers, action }) =>
    engine.explain(engine.consult(rulebook, answersOf(answers)), action, wording),

  compare(engine, { rulebook, wording }, { before, after }) {
    const outcomes = [before, after].map((answers) => engine.consult(rulebook, answersOf(answers)));
    return engine.toldComparison(engine.compare(...outcomes), wording);
  },

  calendar: (engine, { rulebook, wording }, { answers, made, today, day }) => engine.calendarText(
    engine.consult(rulebook, answersOf(answers)), wording, new Date(made), engine.dayOf(today), day && engine.dayOf(day)),

  // Some one answers what is next, now and then changes what was answered before, and goes on.
  course(engine, { rulebook }, { given }) {
    let course = engine.begun(rulebook);
    const states = [];
    for (const [question, answer] of [[null, null], ...given]) {
      if (question !== null) course = course.answered(question, answer);
      states.push({
        answers: [...course.answers], aside: [...course.aside], question: course.question?.id ?? null,
        further: course.further, alarmedBy: course.alarmedBy, certain: course.outcome.firstStepsCertain,
        hinging: course.asked.slice(-2).map((name) => ids(course.hinging(name))),
        undecided: ids(engine.undecidedActions(rulebook, course.answers)),
      });
    }
    return states;
  },

  review(engine, { rulebook, wording }, { before, after, done }) {
    const [was, is] = [before, after].map((answers) => engine.consult(rulebook, answersOf(answers)));
    const { fresh, done: ticked, ...told } = engine.toldReview(was, is, new Map(done), wording);
    return { new: fresh, done: ticked, ...told };
  },

  // Some one who comes back looks at what is next, answers as before or otherwise, and goes on.
  reviewing(engine, { rulebook }, { before, given }) {
    let review = engine.reviewBegun(rulebook, answersOf(before));
    const states = [];
    for (const [question, answer] of [[null, null], ...given]) {
      if (question !== null) review = review.answered(question, answer);
      states.push({
        question: review.question?.id ?? null, ahead: ids(review.ahead), asked: review.asked,
        answers: [...review.course.answers], before: ids(review.before.plan.map((one) => one.action)),
      });
    }
    return states;
  },

  // As a page makes it ready: a step, a breath, a step.
  prepared(engine, { rulebook }) {
    let steps = 1;
    while (!engine.prepared(rulebook, () => true)) steps += 1;
    return steps;
  },

  checked(engine, { rulebook }, { question, given }) {
    try {
      return { answer: engine.checkAnswer(rulebook.question.get(question), given) };
    } catch (error) {
      return error instanceof engine.CaseError ? null : String(error);
    }
  },

  saved: (engine, { rulebook }, { answers, done, date }) =>
    engine.caseDocument(rulebook, answersOf(answers), { done: new Map(done), date }),

  resumed(engine, { rulebook }, { text }) {
    try {
      const { answers, done, date, dropped } = engine.resumedCase(rulebook, text);
      return { answers: [...answers], done: [...done], date, dropped: dropped.map((one) => one.line) };
    } catch (error) {
      return { why: error.why ?? String(error), line: error.line };
    }
  },

  // In this order: one search is used up by what it is asked.
  prospect(engine, { rulebook }, { answers, branches }) {
    const { given } = engine.checkAnswers(rulebook, answersOf(answers));
    const outlook = engine.madeAtOnce(rulebook, branches);
    const after = outlook.after(given);
    return {
      mattering: ids([...after.mattering()]), undecided: [...after.undecided()].length,
      actions: ids(after.undecidedActions()),
      hinging: rulebook.questions.map((question) => outlook.stakes.visibles
        .filter((visible) => after.tips(visible, question)).map(({ action }) => action.id)),
    };
  },

  shaped: (engine, _, { text, values }) => {
    const known = new Map(values);
    const made = engine.shaped(text, (held, name) => (name === undefined ? held[0] : known.get(name) ?? held));
    return [made, `${made}`, made.withAddresses, made.lines, made.hasLinks];
  },

  number: (engine, _, { text, decimals }) => {
    const number = engine.scaledNumber(text, decimals);
    return number === null ? null : [number, engine.writtenNumber(number, decimals)];
  },

  day: (engine, _, { text }) => {
    const number = engine.dayNumber(text);
    return number === null ? null : [number, engine.writtenDay(number)];
  },
};

async function answered(request) {
  const engine = await engineIn(request.engine);
  if (request.do === "publish") {
    const { rulebook, engine: named, language, texts, phrases, wording } = unpacked(request.published);
    const made = new engine.Rulebook(rulebook, named);
    published.set(request.as, { rulebook: made, wording: new engine.Wording(language, texts, phrases, wording) });
    return null;
  }
  if (request.do === "forget") {
    published = new Map();
    return null;
  }
  return tasks[request.do](engine, published.get(request.of) ?? {}, request);
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { result: await answered(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
