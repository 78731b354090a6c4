/**
 * Texts with shape: paragraphs, bulleted lists and links, written in a small part of Markdown
 * (engine/reading/shaped_text.py).
 */

import { SPACE } from "./control_characters.js";

/**
 * A piece of text; a link where it has an address.
 * @typedef {{text: string, address: string}} Piece
 *
 * A paragraph, of one line; or a list, of a line for each item.
 * @typedef {{lines: readonly (readonly Piece[])[], bulleted: boolean}} Passage
 *
 * What stands for a name in braces; without a name, for a brace that is written twice.
 * @typedef {(held: string, name: string | undefined) => string} Written
 */

const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f";
const BLANKS = new RegExp(`[${BLANK}]+`, "gu");
const WIDE = "[\\u2e80-\\ua4cf\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uffef\\u{20000}-\\u{3ffff}]";
const ENDS_WIDE = new RegExp(`${WIDE}$`, "u");
const BEGINS_WIDE = new RegExp(`^${WIDE}`, "u");
const PLAIN = "0-9A-Za-z._~:\\/?#@!$&'*+,;=%\\-";
const MAILBOX = PLAIN.replace("@", "");
const ADDRESS = `https:\\/\\/[0-9A-Za-z][${PLAIN}]*|tel:[+*0-9][0-9A-Za-z.*;=%\\-]*|mailto:[${MAILBOX}]+@[${PLAIN}]+`;
const TOKEN = new RegExp(
  `\\\\([!-\\/:-@\\[-\`\\|~])|(\\{\\{)|(\\}\\})|\\{([^{}${SPACE}]+)\\}`
  + `|\\[((?:\\\\.|[^\\[\\]\\\\])+)\\]\\((${ADDRESS})\\)`, "gsu");
const ITEM = "- ";

/** A text as its author has `written` it, and what that amounts to; as a string, all of it on one line. */
export class ShapedText extends String {
  /** @param {string} written @param {readonly Passage[]} passages */
  constructor(written, passages) {
    super(onOneLine(passages, ({ text }) => text));
    this.written = written;
    this.passages = passages;
  }

  /** Whether it is one paragraph without links, which reads the same anywhere. @returns {boolean} */
  get isPlain() {
    return this.passages.length === 1 && !this.passages[0].bulleted && !this.hasLinks;
  }

  /** All of it on one line, with the addresses of links. @returns {string} */
  get withAddresses() {
    return onOneLine(this.passages, withAddress);
  }

  /** Whether there is a link in it. @returns {boolean} */
  get hasLinks() {
    return this.passages.some(({ lines }) => lines.some((line) => line.some(({ address }) => address !== "")));
  }

  /** Its lines with the addresses of links, and a mark before each item. @returns {string[]} */
  get lines() {
    return this.passages.flatMap((passage) => passage.lines.map((line) =>
      (passage.bulleted ? "• " : "") + line.map(withAddress).join("")));
  }

  toJSON() {
    return { written: this.written, passages: this.passages };
  }
}

/**
 * What a text amounts to, with what is `written` for the names in braces.
 * @param {string} text @param {Written} [written] @returns {ShapedText}
 */
export function shaped(text, written = (held) => held) {
  /** @type {{lines: Piece[][], bulleted: boolean}[]} */
  const passages = [];
  for (const { isList, lines } of passagesOf(text)) {
    const told = lines.map((line) => piecesOf(line, written));
    const last = passages[passages.length - 1];
    if (isList && last?.bulleted) last.lines.push(...told);
    else passages.push({ lines: told, bulleted: isList });
  }
  return new ShapedText(text, passages);
}

/** Paragraphs of one line each, and lists of a line for each item. @param {string} text
 * @returns {{isList: boolean, lines: string[]}[]} */
function passagesOf(text) {
  /** @type {{isList: boolean, lines: string[]}[]} */
  const made = [];
  let isList = false;
  /** @type {string[]} */
  let lines = [];
  for (const line of text.split("\n")) {
    const told = tidy(line);
    const begins = line.startsWith(ITEM) && told.length > ITEM.length;
    if (told && !begins && lines.length && (!isList || line[0] === " " || line[0] === "\t")) {
      lines[lines.length - 1] = joined(lines[lines.length - 1], told);
      continue;
    }
    if (lines.length && !(begins && isList)) {
      made.push({ isList, lines });
      lines = [];
    }
    if (told) {
      isList = begins;
      lines.push(begins ? tidy(told.slice(ITEM.length)) : told);
    }
  }
  if (lines.length) made.push({ isList, lines });
  return made;
}

/** The line without blanks at its ends, and with one for several. @param {string} line @returns {string} */
const tidy = (line) => line.replace(BLANKS, " ").replace(/^ | $/g, "");

/** Two pieces on one line, a blank between them where their script has any.
 * @param {string} before @param {string} behind @returns {string} */
const joined = (before, behind) =>
  before + (!before || (ENDS_WIDE.test(before) && BEGINS_WIDE.test(behind)) ? "" : " ") + behind;

/** @param {string} line @param {Written} written @returns {Piece[]} */
function piecesOf(line, written) {
  /** @type {Piece[]} */
  const pieces = [];
  let text = "";
  let end = 0;
  for (const token of line.matchAll(TOKEN)) {
    const [all, sign, opening, closing, name, label, address] = token;
    text += line.slice(end, token.index);
    end = token.index + all.length;
    if (label === undefined) {
      text += sign ?? (opening || closing ? written(all, undefined) : written(all, name).replace(BLANKS, " "));
      continue;
    }
    if (text) pieces.push({ text, address: "" });
    text = "";
    const told = tidy(piecesOf(label, written).map((piece) => piece.text).join(""));
    pieces.push({ text: told || address, address });
  }
  text += line.slice(end);
  if (text) pieces.push({ text, address: "" });
  return pieces;
}

/** The text, and behind it in brackets where it leads, unless that is what it says.
 * @param {Piece} piece @returns {string} */
export function withAddress({ text, address }) {
  const told = address.replace(/^mailto:/, "").replace(/^tel:/, "");
  const digits = told.replace(/[^0-9]/g, "");
  const isTold = text.includes(told)
    || (address.startsWith("tel:") && digits !== "" && text.replace(/[^0-9]/g, "").includes(digits));
  return isTold ? text : `${text} (${told})`;
}

/** @param {readonly Passage[]} passages @param {(piece: Piece) => string} told @returns {string} */
const onOneLine = (passages, told) => passages
  .flatMap((passage) => passage.lines.map((line) => (passage.bulleted ? "• " : "") + line.map(told).join("")))
  .reduce(joined, "");
