/** Leaving at once: everything is dropped, and nothing of the subject stays in sight, here or when one comes back. */

const AWAY = "tea";
const ESCAPES = 3;
const ESCAPES_WITHIN = 2_000;

/** Whether somebody has left here before, where one can leave at once. @returns {boolean} */
export const isAway = () => isAwayTold() && document.getElementById(AWAY) !== null;

/** Whether the address says so. */
export const isAwayTold = () => location.hash === `#${AWAY}`;

/** Shows a page about tea and nothing else. The address says so, for whoever comes back or forward to it. */
export function goAway() {
  const tea = document.getElementById(AWAY);
  if (!tea) return;
  const shown = document.createElement("main");
  shown.className = AWAY;
  shown.append(...tea.childNodes);
  document.body.replaceChildren(shown);
  document.title = shown.querySelector("h1")?.textContent ?? "";
  if (location.hash !== `#${AWAY}`) location.replace(`#${AWAY}`);
  scrollTo(0, 0);
}

/** Has links within what is published lead on in place of where they stand: who goes back comes to what was before all
 * of it, and once one has left nothing of it is there to go back or forward to. */
export const leadsOnWithoutTrace = () => document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const isOther = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!(link instanceof HTMLAnchorElement) || isOther || link.target) return;
  if (link.protocol !== location.protocol || link.host !== location.host) return;
  event.preventDefault();
  location.replace(link.href);
});

/** Calls `leave` when Escape is pressed three times in a row. @param {() => void} leave */
export function escapes(leave) {
  /** @type {number[]} */
  let pressed = [];
  document.addEventListener("keydown", ({ key, timeStamp }) => {
    const recent = pressed.filter((then) => timeStamp - then < ESCAPES_WITHIN);
    pressed = key === "Escape" ? [...recent, timeStamp] : [];
    if (pressed.length >= ESCAPES) leave();
  });
}
