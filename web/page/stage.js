/** The stage: the one screen that is shown, and the way from one to the next. */

/** @import { Consultation } from "./consultation.js" */
/** @import { Child } from "./dom.js" */
/** @import { Question } from "./engine/rulebook.js" */
/** @import { Wording } from "./engine/wording.js" */

import { element } from "./dom.js";
import { fieldsIn, fillIn } from "./fields.js";
import { callsOf } from "./help_view.js";

/**
 * What is shown: the name of a screen, and what it takes, as JSON holds it.
 * @typedef {[string, ...any[]]} Shown
 *
 * Makes the parts of a screen, of which one holds the heading.
 * @typedef {(stage: Stage, ...rest: any[]) => Child[]} Screen
 */

/**
 * Shows one screen after the other in `main`, while there is danger with whom to call above all else. `changed` is
 * called whenever another one is shown.
 */
export class Stage {
  /**
   * @param {HTMLElement} main @param {Consultation} consultation @param {Wording} wording
   * @param {Readonly<Record<string, Screen>>} screens by name
   */
  constructor(main, consultation, wording, screens) {
    this.main = main;
    this.consultation = consultation;
    this.wording = wording;
    this.screens = screens;
    this.title = document.title;
    /** @type {Shown} */ this.shown = ["start"];
    /** @type {() => void} */ this.changed = () => {};
  }

  /** A phrase of the page. @param {string} section @param {string} name
   * @param {Readonly<Record<string, unknown>>} [blanks] */
  say(section, name, blanks) {
    return this.wording.say(section, name, blanks);
  }

  /** What a question is about. @param {Question} question */
  topic(question) {
    return this.wording.texts.text("questions", question.id, "topic");
  }

  /** Shows a screen, and begins at its heading, or at what is wrong with it. @param {Shown} shown */
  go(...shown) {
    this.show(...shown);
    const start = this.main.querySelector(".wrong") ?? this.main.querySelector("h1");
    start?.setAttribute("tabindex", "-1");
    if (start instanceof HTMLElement) start.focus({ preventScroll: true });
    scrollTo(0, 0);
    this.changed();
  }

  /** Shows the same screen otherwise, with what was filled in. @param {Shown} shown */
  goAsItIs(...shown) {
    const held = fieldsIn(this.main);
    this.go(...shown);
    fillIn(this.main, held);
  }

  /** Shows a screen, and leaves focus and window as they are. @param {Shown} shown */
  show(...shown) {
    this.shown = shown;
    const [name, ...rest] = shown;
    const parts = this.screens[name](this, ...rest);
    const isTold = name === "start" || name === "alarm";
    const calls = isTold ? null : callsOf(this.consultation.outcome, this.wording);
    this.main.replaceChildren(element("div", { class: `screen-${name}` }, calls, parts));
    document.body.dataset.screen = name;
    const isWrong = this.main.querySelector(".wrong") !== null;
    const title = isWrong ? this.say("title", "wrong", { title: this.title }) : this.title;
    // What is written anew has to be looked at anew, even where it is the same.
    if (document.title !== title) document.title = title;
  }

  /**
   * What comes next: what is urgent once, what is certain once, then questions, then the answers to be checked.
   * @param {string} from the question that was answered just now, if any: what was asked after it comes after it again
   */
  goOn(from = "") {
    const { consultation } = this;
    const { asked } = consultation.course;
    const next = asked.includes(from) && !consultation.review ? asked[asked.indexOf(from) + 1] : undefined;
    if (consultation.isTimeForAlarm) this.go("alarm");
    else if (consultation.isTimeForFirstSteps) this.go("certain");
    else if (next ?? consultation.question) this.go("question", next ?? consultation.question?.id);
    else this.go(consultation.review ? "review" : "check");
  }
}
