/**
 * What leads to the page and what can be read beside it: one leaves at once there too, and goes back to none of it. It
 * runs before anything is shown: nothing of it is seen by whoever comes back after leaving.
 */

import { escapes, goAway, isAway, isAwayTold, leadsOnWithoutTrace } from "./leaving.js";

const goesAwayAgain = () => isAway() && goAway();

document.documentElement.classList.toggle("away", isAwayTold());
leadsOnWithoutTrace();
escapes(goAway);
addEventListener("hashchange", goesAwayAgain);
document.addEventListener("DOMContentLoaded", goesAwayAgain);
