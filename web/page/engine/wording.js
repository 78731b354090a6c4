/** The words of one reader: a rulebook's texts and the program's own phrases, in one language (wording.py, text.py). */

/** @typedef {{[name: string]: string | Words}} Words */

/** Texts by id. A text that is missing is its id, so that nothing is ever silently empty. */
export class Texts {
  /** @param {Words} words mappings of mappings down to text */
  constructor(words) {
    this._words = words;
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
    /** @type {string | Words | undefined} */
    let here = this._words;
    for (const name of key) here = typeof here === "object" && Object.hasOwn(here, name) ? here[name] : undefined;
    return typeof here === "string" ? here : undefined;
  }
}

/** What a view speaks with: the rulebook's `texts`, and what the program itself has to say. */
export class Wording {
  /** @param {string} language @param {Words} texts @param {Words} phrases @param {string} digest of the texts */
  constructor(language, texts, phrases, digest) {
    this.language = language;
    this.texts = new Texts(texts);
    this.phrases = new Texts(phrases);
    this.digest = digest;
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
