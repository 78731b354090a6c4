/**
 * The page in its languages. Another one takes the place of the one that is shown, in the same window: what was
 * answered is put nowhere where a page that comes after could read it, and nothing is lost where the other one cannot
 * be had.
 */

import { putAt } from "./carried.js";

const DESCRIBED = "link[rel=manifest]";

/**
 * A page as it is sent, but what runs in it.
 * @typedef {{lang: string, dir: string, title: string, described: string | null, body: readonly Node[]}} Sent
 */

/** Has the pages of all languages: those that were shown, those that this one carries, and where the others are. */
export class Languages {
  constructor() {
    /** @type {Map<string, Sent>} */
    this.pages = new Map([[document.documentElement.lang, sent(document)]]);
    /** @type {Map<string, string>} */
    this.addresses = new Map();
    for (const { hreflang, dataset: { page } } of languageLinks()) if (page) this.addresses.set(hreflang, page);
  }

  /** The page of a language; fails where it can be fetched neither from the host nor from what the browser keeps.
   * @param {string} language @returns {Promise<Sent>} */
  async page(language) {
    const known = this.pages.get(language);
    if (known) return known;
    const carried = document.getElementById(`page-${language}`)?.textContent;
    const text = carried ? JSON.parse(carried) : await putAt(this.addresses.get(language) ?? "", "page");
    const page = sent(new DOMParser().parseFromString(text, "text/html"));
    this.pages.set(language, page);
    return page;
  }
}

/** The links to the languages that are not shown. @returns {HTMLAnchorElement[]} */
export const languageLinks = () => [...document.querySelectorAll("a[hreflang]")]
  .flatMap((one) => (one instanceof HTMLAnchorElement ? [one] : []));

/** Shows a page in place of the one that is shown; the address is its own where it has one. @param {Sent} page
 * @param {string} address */
export function putInPlace({ lang, dir, title, described, body }, address) {
  Object.assign(document.documentElement, { lang, dir });
  document.title = title;
  if (described) document.querySelector(DESCRIBED)?.setAttribute("href", described);
  // What a single file carries of other languages stays.
  const kept = document.querySelectorAll("body > script[id^=page-]");
  document.body.replaceChildren(...body.map((one) => document.importNode(one, true)), ...kept);
  if (!new URL(address).hash) history.replaceState(null, "", address);
}

/** @param {Document} page @returns {Sent} */
function sent({ documentElement: { lang, dir }, title, head, body }) {
  const { childNodes } = /** @type {HTMLElement} */ (body.cloneNode(true));
  return {
    lang, dir, title,
    described: head.querySelector(DESCRIBED)?.getAttribute("href") ?? null,
    body: [...childNodes].filter((one) => !(one instanceof HTMLScriptElement) || one.id === "rulebook"),
  };
}
