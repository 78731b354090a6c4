/**
 * The place where somebody is: carried to the page of another language in this window's memory, and kept on this device
 * only for whoever asks for it.
 */

/** @import { Filled } from "./blank_places.js" */
/** @import { Fields } from "./fields.js" */
/** @import { Carried } from "./consultation.js" */
/** @import { Shown, Stage } from "./stage.js" */

import { fillPlaces, filledPlaces } from "./blank_places.js";
import { fieldsIn, fillIn, lookedAt } from "./fields.js";

const KEPT = "place";

/**
 * @typedef {{
 *   of: string, consultation: Carried, shown: Shown, fields: Fields | null,
 *   filled: readonly Filled[],
 * }} Place
 */

/** Keeps and carries the place of one stage. */
export class PlaceKeeper {
  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.isKept = stored() !== null;
  }

  /** Takes up what was carried here or kept, where there is anything. @param {Place | null} carried */
  takeUp(carried) {
    try {
      /** @type {Place} */
      const { of, consultation, shown, fields, filled } = carried ?? JSON.parse(stored() ?? "null") ?? {};
      if (of !== this.stage.consultation.rulebook.sha256 || !Object.hasOwn(this.stage.screens, shown[0])) return;
      this.stage.consultation.resume(consultation);
      fillPlaces(this.stage, filled);
      this.stage.show(...shown);
      if (fields) {
        fillIn(this.stage.main, fields);
        lookedAt(fields);
      }
    } catch {
      this.stage.show("start");
    }
  }

  /** Keeps the place on this device from now on, or no longer; whether that could be done. @param {boolean} keeps */
  keep(keeps) {
    try {
      if (keeps) sessionStorage.setItem(KEPT, JSON.stringify(this.place(false)));
      else sessionStorage.removeItem(KEPT);
      this.isKept = keeps;
      return true;
    } catch {
      return false;
    }
  }

  /** Keeps the place anew, where it is kept. */
  changed() {
    if (this.isKept) this.keep(true);
  }

  /** What is filled into drafts and fields is carried, and never kept. @param {boolean} withFields @returns {Place} */
  place(withFields) {
    const { consultation, shown, main } = this.stage;
    const { carried } = consultation;
    const kept = withFields ? carried : { ...carried, blanks: [] };
    const [fields, filled] = withFields ? [fieldsIn(main), filledPlaces(this.stage)] : [null, []];
    return { of: consultation.rulebook.sha256, consultation: kept, shown, fields, filled };
  }
}

/** Keeps nothing on this device any more. */
export function forgetPlace() {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // Where nothing can be kept, nothing is.
  }
}

/** What is kept, if anything is. @returns {string | null} */
function stored() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
