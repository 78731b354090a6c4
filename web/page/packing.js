/**
 * What the page carries, unpacked: ids by their places, records by their columns, tests and letters by other letters
 * (packing.py).
 */

import { UNKNOWN } from "./engine/condition.js";

const RANGES = [[0x20, 0x7e], [0xa1, 0xac], [0xae, 0x2ff], [0x370, 0x587]];
const NOT = new Set(`"\\<&`);
const SHORT_LETTERS = RANGES.flatMap(([first, last]) => (
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at)))).filter((one) => !NOT.has(one));
const BETWEEN = "\0", LACKED = "\x01";
const AND = "|";

const PLACE_LETTERS = SHORT_LETTERS.filter((letter) => letter >= "\x80" || /[0-9A-Za-z]/.test(letter));
const PLACES_OF_LETTERS = new Map(PLACE_LETTERS.map((letter, at) => [letter, at]));
const KINDS = new Map(Object.entries({ "+": "one-of", "/": "none-of", "*": "at-least", "~": "between" }));
const TESTED = new Set(["when", "any", "unless", "onlyIf"]);

/** Where `traced` is missing, what only a trace names is called by its place. @param {any} packed @returns {any} */
export function unpacked({
  names, once, shapes, letters, kept, rulebook, places, texts, further, phrases, traced, ...rest
}) {
  const meant = meanings(letters, kept);
  /** @param {string} text */
  const plain = (text) => {
    let made = "";
    for (let at = 0; at < text.length; at += 1) made += meant[text.charCodeAt(at)] ?? text[at];
    return made;
  };
  /** @param {string | readonly string[]} many */
  const ids = (many) => hyphened(typeof many === "string" && letters[1] === undefined ? plain(many) : many);
  const logic = new Reading(ids(names), ids(once), shapes).read(rulebook);
  withIds(logic, traced && hyphened(traced));
  withTests(logic, logic.questions ?? [], logic.findings ?? []);
  const inTurn = plain(texts).split(BETWEEN).values();
  const told = nested([...expected(logic, places), ...keysIn(further)], inTurn);
  return { ...rest, rulebook: logic, texts: told, phrases: nested(keysIn(phrases), inTurn) };
}

/** The keys of texts, of which several may stand in one list. @param {any} keys @param {readonly string[]} above
 * @returns {Iterable<readonly string[]>} */
function* keysIn(keys, above = []) {
  if (keys === null) yield above;
  else if (typeof keys === "string" || Array.isArray(keys)) for (const name of listed(keys)) yield [...above, name];
  else for (const [name, within] of Object.entries(keys)) yield* keysIn(within, [...above, name]);
}

/** Ids, with hyphens for space, and the other way round. @param {string | readonly string[]} many */
const hyphened = (many) => listed(many).map((id) => id.replace(/[- ]/g, (one) => (one === "-" ? " " : "-")));

/** Gives what only a trace names its ids. @param {any} logic @param {readonly string[] | undefined} traced */
function withIds(logic, traced) {
  const { rules = [], actions = [], drafts = [], helpLines = [], findings = [], alarm } = logic;
  const steps = actions.flatMap((/** @type {any} */ one) => one.steps ?? []);
  const parts = drafts.flatMap((/** @type {any} */ one) => one.parts ?? []);
  const named = [...rules, ...steps, ...parts, ...helpLines];
  for (const [at, one] of named.entries()) one.id = traced ? traced[at] : `n${at}`;
  if (!(traced && traced.length > named.length)) return;
  logic.findings = traced.slice(named.length);
  /** @param {string} finding */
  const real = (finding) => logic.findings[findings.indexOf(finding)];
  for (const rule of rules) rule.find = rule.find?.map(real);
  if (alarm) alarm.finding = real(alarm.finding);
}

/** What stands in a list, or in one text. @param {string | readonly string[]} many */
const listed = (many) => (typeof many === "string" ? many.split(AND) : many);

/** The keys of the texts that follow from a rulebook. @param {any} logic @param {any[]} places
 * @returns {Iterable<string[]>} */
function* expected(logic, places) {
  for (const [name, section, parts, inner] of places) {
    for (const one of logic[name] ?? []) {
      for (const part of parts) yield part ? [section, idOf(one), part] : [section, idOf(one)];
      for (const [within, innerSection] of inner) {
        for (const each of one[within] ?? []) yield [section, idOf(one), innerSection, idOf(each)];
      }
    }
  }
}

/** @param {any} one @returns {string} */
const idOf = (one) => one.id ?? one;

/** Texts as mappings of mappings. @param {Iterable<readonly string[]>} keys @param {Iterator<string>} texts in turn */
function nested(keys, texts) {
  // Without a prototype, any name can be a key.
  const root = Object.create(null);
  for (const key of keys) {
    const text = texts.next().value;
    if (text === LACKED) continue;
    let within = root;
    for (const name of key.slice(0, -1)) within = within[name] ??= Object.create(null);
    within[key[key.length - 1]] = text;
  }
  return root;
}

/** Reads a rulebook's logic, whose ids come by their places, and those that come once in turn. */
class Reading {
  /** @param {readonly string[]} names @param {readonly string[]} once @param {readonly string[][]} shapes */
  constructor(names, once, shapes) {
    this._names = names;
    this._once = once.values();
    this._shapes = shapes;
  }

  /** @param {any} value @returns {any} */
  read(value) {
    if (value === null) return undefined;
    if (typeof value === "number") return this._names[value];
    if (typeof value === "string") return value ? JSON.parse(value.slice(1)) : this._once.next().value;
    if (typeof value === "boolean") return value;
    if (Array.isArray(value)) return value.map((one) => this.read(one));
    const [[shape, written]] = Object.entries(value);
    if (!shape.startsWith("*")) return record(this._shapes[Number(shape)], this.read(written));
    /** @type {any[][]} */
    const columns = written.map((/** @type {any} */ column) => this._column(column));
    return columns[0].map((_, at) => record(this._shapes[Number(shape.slice(1))], columns.map((column) => column[at])));
  }

  /** @param {any} column @returns {any[]} */
  _column(column) {
    if (Array.isArray(column)) return this.read(column);
    if (typeof column !== "string") return cut(this.read(column.flat), column.lengths);
    // Tests, or, behind a mark and the letter of the first of them, ids.
    if (!column.startsWith("@")) return column.split(" ").map((one) => one || undefined);
    const first = placeOf(column[1]);
    return column.slice(2).split(" ").map((one) => (
      one ? [...one].map((letter) => this._names[first + placeOf(letter)]) : undefined));
  }
}

/** @param {string} letter */
const placeOf = (letter) => PLACES_OF_LETTERS.get(letter) ?? 0;

/** @param {readonly string[]} fields @param {readonly any[]} values, undefined where there is none */
const record = (fields, values) => Object.fromEntries(fields.flatMap((field, at) => (
  values[at] === undefined ? [] : [[field, values[at]]])));

/** Several lists that stand one after the other. @param {any[]} flat @param {readonly number[]} lengths */
function cut(flat, lengths) {
  let at = 0;
  return lengths.map((length) => flat.slice(at, at += length));
}

/** Writes out the tests in a rulebook's logic. @param {any} value @param {readonly any[]} questions
 * @param {readonly string[]} findings */
function withTests(value, questions, findings) {
  if (value === null || typeof value !== "object") return;
  for (const [name, inner] of Object.entries(value)) {
    /** @param {string} text */
    const read = (text) => (text.match(/[.!+/*~][^.!+/*~]*/g) ?? []).map((one) => testIn(one, questions, findings));
    if (!TESTED.has(name) || typeof inner !== "string") withTests(inner, questions, findings);
    else value[name] = name === "any" ? inner.split(AND).map(read) : read(inner);
  }
}

/** A test from its text. @param {string} text @param {readonly any[]} questions @param {readonly string[]} findings */
function testIn(text, questions, findings) {
  const kind = KINDS.get(text[0]);
  if (!kind) return text[0] === "!" ? ["not", findings[placeOf(text[1])]] : findings[placeOf(text[1])];
  const { id, options = [] } = questions[placeOf(text[1])];
  const rest = text.slice(2);
  if (kind === "between") return [kind, id, ...rest.split(",").map((one) => (one ? Number(one) : null))];
  const behind = kind === "at-least" ? rest.indexOf(",") + 1 : 0;
  const chosen = [...rest.slice(behind)].map((letter) => options[placeOf(letter)] ?? UNKNOWN);
  return [kind, id, ...(behind ? [Number.parseInt(rest, 10)] : []), chosen];
}

/** What each short letter stands for, by its code; what is written as gaps are letters.
 * @param {readonly string[]} letters @param {string} kept @returns {string[]} */
function meanings([first, gaps], kept) {
  const short = SHORT_LETTERS.filter((one) => !kept.includes(one));
  const all = gaps === undefined ? first.split(AND) : [...first, ...lettersAt(gaps)];
  /** @type {string[]} */
  const meant = [];
  for (const [at, one] of [BETWEEN, LACKED, ...all].entries()) meant[short[at]?.charCodeAt(0)] = one;
  return meant;
}

/** Letters, each by how far it is from the one before. @param {string} gaps @returns {Iterable<string>} */
function* lettersAt(gaps) {
  const most = SHORT_LETTERS.length - 1;
  let code = 0;
  for (const one of gaps) {
    const step = SHORT_LETTERS.indexOf(one);
    code += step;
    if (step < most) yield String.fromCharCode(code);
  }
}
