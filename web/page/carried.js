/**
 * What the page carries: a rulebook and its words. A page of a site has the ids that only a trace names in a file
 * beside it, which is fetched when a trace is saved.
 */

import { element } from "./dom.js";
import { Rulebook } from "./engine/rulebook.js";
import { Wording } from "./engine/wording.js";
import { unpacked } from "./packing.js";

/** @param {unknown} [traced] the ids that only a trace names, where the page has been sent without */
export function carried(traced) {
  const packed = JSON.parse(document.getElementById("rulebook")?.textContent ?? "{}");
  const { rulebook, engine, language, texts, phrases, wording } = unpacked({ traced, ...packed });
  return { rulebook: new Rulebook(rulebook, engine), wording: new Wording(language, texts, phrases, wording) };
}

/** The same with every id; fails where these can be fetched neither from the host nor from what the browser keeps. */
export async function carriedForTrace() {
  const { ids } = document.documentElement.dataset;
  return carried(ids && JSON.parse(await putAt(ids, "ids")));
}

/** What the script at this address puts on itself under this name: a page may fetch nothing else.
 * @param {string} address @param {string} name @returns {Promise<string>} */
export const putAt = (address, name) => new Promise((done, failed) => {
  const script = element("script", {
    src: address,
    error: () => {
      script.remove();
      failed(new Error(address));
    },
    load: () => {
      script.remove();
      done(script.dataset[name] ?? "");
    } });
  document.head.append(script);
});
