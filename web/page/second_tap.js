/** A tap that comes twice: the second was meant for what stood there before, and chooses nothing of what is there. */

const ONE_TAP_MILLISECONDS = 350;
const ONE_PLACE_PIXELS = 24;

/** Of the last tap, and of the one before: when, and where. */
const NO_TAP = { timeStamp: -Infinity, clientX: 0, clientY: 0 };
let last = NO_TAP;
let previous = NO_TAP;

/** Looks where is tapped. Keys press without a pointer: their clicks have no detail, and what they bring no tap did. */
export const watchesTaps = () => document.addEventListener("click", ({ detail, timeStamp, clientX, clientY }) => {
  [previous, last] = [last, detail > 0 ? { timeStamp, clientX, clientY } : NO_TAP];
}, true);

/** Has what is shown now pass over the second tap on what it came in place of. @param {HTMLElement} shown */
export function passesOverSecondTap(shown) {
  const before = last;
  shown.addEventListener("click", (event) => {
    const isHere = Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) < ONE_PLACE_PIXELS;
    const isSoon = event.timeStamp - before.timeStamp < ONE_TAP_MILLISECONDS;
    if (event.detail > 0 && previous === before && isHere && isSoon) event.preventDefault();
  }, true);
}
