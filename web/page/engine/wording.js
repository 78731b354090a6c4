/** The words of one reader: a rulebook's texts and the program's own phrases, in one language (wording.py, text.py). */

/** @import { ShapedText } from "./shaped_text.js" */

/** Mappings without a prototype, in which any name can be a key.
 * @typedef {{[name: string]: string | Words}} Words */

import { shaped } from "./shaped_text.js";

/** Texts by id. A text that is missing is its id, so that nothing is ever silently empty. */
export class Texts {
  /** @param {Words} words mappings of mappings down to text @param {ReadonlyMap<string, string>} instead of some */
  constructor(words, instead = new Map()) {
    this._words = words;
    this._instead = instead;
  }

  /** These texts, with others in the place of some. @param {Iterable<readonly [readonly string[], string]>} others
   * @returns {Texts} */
  with(others) {
    return new Texts(this._words, new Map([...others].map(([key, text]) => [key.join("\0"), text])));
  }

  /** Every text that is written, by its key. @returns {Iterable<[string[], string]>} */
  * entries() {
    /** @type {[string[], string | Words][]} */
    const pending = [[[], this._words]];
    for (const [key, words] of pending) {
      if (typeof words === "string") yield [key, words];
      else for (const [name, inner] of Object.entries(words)) pending.push([[...key, name], inner]);
    }
  }

  /** The text, or the last id where none is written. @param {...string} key @returns {string} */
  text(...key) {
    return this._found(key) ?? key[key.length - 1];
  }

  /** The text, or the empty string where none is written. @param {...string} key @returns {string} */
  get(...key) {
    return this._found(key) ?? "";
  }

  /** @param {readonly string[]} key @returns {string | undefined} */
  _found(key) {
    const instead = this._instead.size ? this._instead.get(key.join("\0")) : undefined;
    if (instead !== undefined) return instead;
    /** @type {string | Words | undefined} */
    let here = this._words;
    for (const name of key) here = typeof here === "object" ? here[name] : undefined;
    return typeof here === "string" ? here : undefined;
  }
}

/**
 * What a view speaks with: the rulebook's `texts`, and what the program itself has to say. Once they are answered,
 * somebody's answers stand in the texts that hold any.
 */
export class Wording {
  /** @param {string} language @param {Words} texts @param {Words} phrases @param {string} digest of the texts */
  constructor(language, texts, phrases, digest) {
    this.language = language;
    this.texts = new Texts(texts);
    this.phrases = new Texts(phrases);
    this.digest = digest;
    this.isAnswered = false;
    /** @type {Map<string, ShapedText>} */
    this.shapes = new Map();
  }

  /** The same words with answers in some texts, and in the shapes of these.
   * @param {readonly (readonly [readonly string[], string])[]} texts
   * @param {readonly (readonly [readonly string[], ShapedText])[]} shapes @returns {Wording} */
  answered(texts, shapes) {
    const made = Object.assign(/** @type {Wording} */ (Object.create(Wording.prototype)), this);
    const known = new Map(shapes.map(([key, shape]) => [key.join("\0"), shape]));
    return Object.assign(made, { texts: this.texts.with(texts), isAnswered: true, shapes: known });
  }

  /** The text with its shape; a text that is missing is its id. @param {...string} key @returns {ShapedText} */
  shaped(...key) {
    const name = key.join("\0");
    let shape = this.shapes.get(name);
    if (!shape) {
      shape = shaped(this.texts.text(...key));
      this.shapes.set(name, shape);
    }
    return shape;
  }

  /** The text with its shape, or one without anything where none is written. @param {...string} key
   * @returns {ShapedText} */
  shapedIfAny(...key) {
    return this.texts.get(...key) ? this.shaped(...key) : shaped("");
  }

  /**
   * A phrase, its blanks filled in.
   * @param {string} section @param {string} name @param {Readonly<Record<string, unknown>>} [blanks] @returns {string}
   */
  say(section, name, blanks) {
    const phrase = this.phrases.text(section, name);
    return blanks ? filled(phrase, blanks) : phrase;
  }
}

/**
 * A phrase with its blanks filled in; two braces stand for one.
 * @param {string} phrase @param {Readonly<Record<string, unknown>>} blanks @returns {string}
 */
const filled = (phrase, blanks) =>
  phrase.replace(/\{\{|\}\}|\{([\w-]+)\}/g, (all, name) => (name === undefined ? all[0] : String(blanks[name])));
