/** The page: one consultation from the first question to the plan, in this window's memory and nowhere else. */

/** @import { Place } from "./place.js" */

import { alarmScreen, stoppedScreen } from "./alarm_screen.js";
import { carried } from "./carried.js";
import { certainScreen } from "./certain_screen.js";
import { checkScreen } from "./check_screen.js";
import { Consultation } from "./consultation.js";
import { element } from "./dom.js";
import { Languages, languageLinks, putInPlace } from "./languages.js";
import { escapes, goAway, isAway, leadsOnWithoutTrace } from "./leaving.js";
import { keptForOffline, tellsItsAge } from "./offline.js";
import { PlaceKeeper, forgetPlace } from "./place.js";
import { planScreen } from "./plan_screen.js";
import { printsSheets } from "./print_sheet.js";
import { questionScreen } from "./question_screen.js";
import { whenReady } from "./readiness.js";
import { returnScreen, sealedScreen, unreadableScreen } from "./return_screen.js";
import { reviewScreen } from "./review_screen.js";
import { saveScreen } from "./save_screen.js";
import { watchesTaps } from "./second_tap.js";
import { Stage } from "./stage.js";
import { startIsReady, startScreen } from "./start_screen.js";

const SCREENS = {
  start: startScreen, question: questionScreen, alarm: alarmScreen, stopped: stoppedScreen, certain: certainScreen,
  check: checkScreen, plan: planScreen, save: saveScreen, return: returnScreen, sealed: sealedScreen,
  unreadable: unreadableScreen, review: reviewScreen,
};

/** Calls `press` when what has this id is pressed. @param {string} id @param {(event: Event) => void} press */
const pressed = (id, press) => document.getElementById(id)?.addEventListener("click", press);

/** Makes the page that stands here usable, at the place that was carried to it or is kept.
 * @param {Place | null} carriedHere @param {(link: HTMLAnchorElement) => void} switches @param {() => void} leaves */
function opened(carriedHere, switches, leaves) {
  const { rulebook, wording } = carried();
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const stage = new Stage(main, new Consultation(rulebook), wording, SCREENS);
  const keeper = new PlaceKeeper(stage);
  stage.changed = () => keeper.changed();
  startIsReady(stage);
  for (const id of ["leave", "tool-leave", "tool-end"]) {
    pressed(id, (event) => {
      event.preventDefault();
      leaves();
    });
  }
  pressed("skip", (event) => {
    event.preventDefault();
    main.focus();
  });
  pressed("tool-save", () => stage.go("save"));
  pressed("tool-change", () => stage.go("check"));
  pressed("tool-print", () => print());
  for (const link of languageLinks()) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      switches(link);
    });
  }
  const keep = document.getElementById("keep");
  if (keep instanceof HTMLInputElement) {
    keep.checked = keeper.isKept;
    keep.addEventListener("change", () => {
      keep.checked = keeper.keep(keep.checked) && keep.checked;
    });
  }
  keeper.takeUp(carriedHere);
  tellsItsAge();
  whenReady(rulebook, () => {});
  return { rulebook, stage, keeper };
}

function begin() {
  const languages = new Languages();
  // Which language was asked for last; what arrives after another one, or after leaving, is not shown any more.
  let asked = 0;

  /** @param {HTMLAnchorElement} link */
  const switches = async ({ hreflang, href }) => {
    asked += 1;
    const mine = asked;
    const page = await languages.page(hreflang).catch(() => null);
    if (mine !== asked) return;
    const { stage, keeper } = here;
    if (page) {
      const place = keeper.place(true);
      putInPlace(page, href);
      here = opened(place, switches, leave);
    } else if (!stage.main.querySelector(".no-language")) {
      stage.main.prepend(
        element("p", { class: "note no-language", role: "alert" }, stage.say("take", "no-network")));
    }
  };
  const leave = () => {
    asked += 1;
    const { rulebook, stage, keeper } = here;
    keeper.keep(false);
    stage.consultation = new Consultation(rulebook);
    const keep = document.getElementById("keep");
    if (keep instanceof HTMLInputElement) keep.checked = false;
    if (rulebook.quickExit) goAway();
    else stage.go("start");
  };
  let here = opened(null, switches, leave);

  if (here.rulebook.quickExit) {
    escapes(leave);
    leadsOnWithoutTrace();
  }
  addEventListener("hashchange", () => isAway() && leave());
  watchesTaps();
  printsSheets(() => here.stage);
  keptForOffline(() => here.stage.shown[0] === "start" && !here.stage.consultation.course.answers.size);
  document.documentElement.classList.add("ready");
}

if (isAway()) {
  forgetPlace();
  goAway();
} else begin();
