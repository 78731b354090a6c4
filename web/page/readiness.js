/** What takes long is made a little at a time, while somebody reads and nothing else is to be done. */

/** @import { Rulebook } from "./engine/rulebook.js" */

import { prepared } from "./engine/prospect.js";

const AT_A_TIME = 8;
const AT_A_STRETCH = 50;
const AT_THE_LATEST = 500;

/** Calls `work` once what is on the screen has been drawn and nobody waits, with what tells whether it has taken long
 * enough: whoever presses something meanwhile waits no longer. @param {(isEnough: () => boolean) => void} work */
function whenIdle(work) {
  const begin = () => {
    const until = performance.now() + AT_A_TIME;
    work(() => performance.now() > until);
  };
  if (typeof requestIdleCallback === "function") requestIdleCallback(begin, { timeout: AT_THE_LATEST });
  else setTimeout(begin);
}

/** Goes through the steps a little at a time, then calls `done`. @param {Iterator<void>} steps
 * @param {() => void} done */
export function littleByLittle(steps, done) {
  whenIdle((isEnough) => {
    let isDone = steps.next().done;
    while (!isDone && !isEnough()) isDone = steps.next().done;
    if (isDone) done();
    else littleByLittle(steps, done);
  });
}

/** Calls `done` once everything about the rulebook is ready. @param {Rulebook} rulebook @param {() => void} done */
export function whenReady(rulebook, done) {
  whenIdle((isEnough) => {
    if (prepared(rulebook, isEnough)) done();
    else whenReady(rulebook, done);
  });
}

/** Calls `done` at once where everything about the rulebook is ready; where somebody is quicker than that, `waits` and
 * then `done`, and the page answers all the while. @param {Rulebook} rulebook @param {() => void} waits
 * @param {() => void} done */
export function onceReady(rulebook, waits, done) {
  if (prepared(rulebook, () => true)) {
    done();
    return;
  }
  waits();
  const goOn = () => {
    const until = performance.now() + AT_A_STRETCH;
    if (prepared(rulebook, () => performance.now() > until)) done();
    else setTimeout(goOn);
  };
  setTimeout(goOn);
}
