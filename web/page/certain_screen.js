/** What comes first, as soon as no answer can change it: going on and stopping are equal choices. */

/** @import { Child } from "./dom.js" */
/** @import { Stage } from "./stage.js" */

import { button, element } from "./dom.js";

/** @param {Stage} stage @returns {Child[]} */
export function certainScreen(stage) {
  const { consultation, wording } = stage;
  const { outcome } = consultation;
  consultation.areFirstStepsTold = true;
  return [
   element("h1", {}, stage.say("certain", "heading")),
    element("p", {}, stage.say("certain", "intro")),
    element("ol", { class: "first titles" }, outcome.firstSteps.map(({ action }) => element("li", {},
      wording.texts.text("actions", action.id, "title")))),
    element("p", {}, stage.say("certain", "choose")),
    element("div", { class: "buttons equal" },
      button("quiet", stage.say("certain", "stop"), () => stage.go("plan")),
      button("quiet", stage.say("certain", "go-on", { minutes: consultation.minutes }), () => stage.goOn())),
  ];
}
