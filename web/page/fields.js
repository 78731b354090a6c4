/**
 * What is filled in, ticked and unfolded on a screen, by the ids of its elements, and put back there. What is folded
 * has no id: it is named by its turn within what has one.
 */

/**
 * @typedef {{fields: [string, string | boolean][], open: string[], folds: string[], focus: string, top: number}} Fields
 */

/** @param {Element} root @returns {(HTMLInputElement | HTMLSelectElement)[]} */
const inputsIn = (root) => [...root.querySelectorAll("input:not(.secret, .blank), select")].flatMap((one) => (
  (one instanceof HTMLInputElement && one.type !== "file") || one instanceof HTMLSelectElement ? [one] : []));

/** @param {HTMLInputElement | HTMLSelectElement} one @returns {one is HTMLInputElement} */
const isChecked = (one) => one instanceof HTMLInputElement && (one.type === "checkbox" || one.type === "radio");

/** @param {Element} root @returns {HTMLElement[]} */
const unfolding = (root) => [...root.querySelectorAll("button[aria-expanded]")]
  .flatMap((one) => (one instanceof HTMLElement ? [one] : []));

/** What can be folded, by its place. @param {Element} root @returns {Map<string, HTMLDetailsElement>} */
function foldsIn(root) {
  /** @type {Map<string, HTMLDetailsElement>} */ const found = new Map();
  /** @type {Map<string, number>} */ const turns = new Map();
  for (const one of root.querySelectorAll("details")) {
    const within = one.parentElement?.closest("[id]")?.id ?? "";
    const turn = turns.get(within) ?? 0;
    turns.set(within, turn + 1);
    found.set(`${within}/${turn}`, one);
  }
  return found;
}

/** @param {HTMLElement} root @returns {Fields} */
export const fieldsIn = (root) => ({
  fields: inputsIn(root).filter(({ id }) => id).map((one) => [one.id, isChecked(one) ? one.checked : one.value]),
  open: unfolding(root).filter((one) => one.getAttribute("aria-expanded") === "true").map(({ id }) => id),
  folds: [...foldsIn(root)].filter(([, one]) => one.open).map(([place]) => place),
  focus: document.activeElement?.id ?? "",
  top: scrollY,
});

/** Puts back what was filled in and unfolded; focus and place in the window are left to `lookedAt`.
 * @param {HTMLElement} root @param {Fields} held */
export function fillIn(root, { fields, open, folds }) {
  const wanted = new Set(open);
  for (const one of unfolding(root)) {
    if ((one.getAttribute("aria-expanded") === "true") !== wanted.has(one.id)) one.click();
  }
  for (const place of folds) {
    const one = foldsIn(root).get(place);
    if (!one || one.open) continue;
    one.open = true;
    // Browsers tell of it later, and what is in it may be folded too.
    one.dispatchEvent(new Event("toggle"));
  }
  for (const [id, value] of fields) {
    const one = document.getElementById(id);
    if (!(one instanceof HTMLInputElement || one instanceof HTMLSelectElement) || !root.contains(one)) continue;
    if (isChecked(one)) one.checked = value === true;
    else one.value = String(value);
  }
}

/** Looks where somebody looked: where that was the way to another language, it is the way back from there.
 * @param {Fields} held */
export function lookedAt({ focus, top }) {
  const one = document.getElementById(focus) ?? document.querySelector("a[hreflang]");
  if (focus && one instanceof HTMLElement) one.focus({ preventScroll: true });
  scrollTo(0, top);
}
