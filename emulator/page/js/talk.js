// The lines of one conversation, and how they scroll.

import { element, icon } from "./dom.js";
import { heading } from "./times.js";

const PAUSE = 5 * 60; // seconds of silence after which the time is shown again
const NEAR_THE_END = 80; // px

export class Talk {
  #world;
  #draw; // entry -> node
  #drawn = new Map(); // entry id -> node
  #last = null; // the newest entry
  #following = true; // whoever has scrolled up is not pulled down by a new message
  #top = 0; // the last scrollTop
  #lines = element("div", { class: "lines" });
  #talk;
  #arrivals;

  /** `nothingYet` is shown until there is a line. */
  constructor(world, label, nothingYet, draw) {
    this.#world = world;
    this.#draw = draw;
    this.#arrivals = element(
      "button",
      { type: "button", class: "arrivals", hidden: true, onclick: () => this.#toTheEnd() },
      icon("chevron-down"),
      "新消息",
    );
    this.#lines.append(nothingYet);
    this.#talk = this.#scroller(label);
    this.node = element("div", { class: "talk-frame" }, this.#talk, this.#arrivals);
  }

  /** Adds an entry, or draws it again in its place when it has changed. */
  show(entry) {
    const line = this.#draw(entry);
    const before = this.#drawn.get(entry.id);
    this.#drawn.set(entry.id, line);
    if (before) replaceInPlace(before, line);
    else this.#append(entry, line);
  }

  #scroller(label) {
    const talk = element("div", { class: "talk", role: "log", "aria-label": label, tabindex: "0" }, this.#lines);
    talk.addEventListener("scroll", () => this.#look(), { passive: true });
    const sizes = new ResizeObserver(() => this.#following && this.#toTheEnd()); // a picture came, the window shrank …
    sizes.observe(talk);
    sizes.observe(this.#lines);
    return talk;
  }

  /** Only a scroll upwards is a wish to stay: content may also have grown since we went to the end. */
  #look() {
    const { scrollTop, scrollHeight, clientHeight } = this.#talk;
    if (scrollHeight - scrollTop - clientHeight < NEAR_THE_END) this.#following = true;
    else if (scrollTop < this.#top) this.#following = false;
    this.#top = scrollTop;
    if (this.#following) this.#arrivals.hidden = true;
  }

  #append(entry, line) {
    this.#lines.querySelector(".nothing-yet")?.remove();
    if (!this.#last || entry.at - this.#last.at > PAUSE) {
      this.#lines.append(element("div", { class: "time-line" }, heading(entry.at * 1000, this.#world.now())));
    }
    this.#lines.append(line);
    this.#last = entry;
    if (entry.sender === "member") this.#following = true;
    this.#arrivals.hidden = this.#following;
  }

  #toTheEnd() {
    this.#talk.scrollTop = this.#talk.scrollHeight;
  }
}

export function nothingYet(words) {
  return element("div", { class: "nothing-yet" }, icon("chat"), element("p", {}, words));
}

/** A line in the middle, which nobody says. */
export function note(text, tone = "") {
  return element("div", { class: `note-line ${tone}` }, text);
}

/** A line with an avatar; `body` is what was said, `undelivered` why it did not get there. */
export function spoken({ entry, avatar, body }) {
  const side = entry.sender === "member" ? "mine" : "theirs";
  return element(
    "div",
    { class: `line ${side} of-${entry.kind}`, "data-entry": entry.id },
    avatar,
    element("div", { class: "line-body" }, body, entry.undelivered && redMark(entry.undelivered)),
  );
}

function replaceInPlace(before, line) {
  line.classList.add("changed");
  before.replaceWith(line);
}

/** The red mark beside what could not be delivered; the reason on hover, focus or tap. */
function redMark(reason) {
  return element(
    "span",
    { class: "red-mark", role: "note", tabindex: "0", "aria-label": `没有送达：${reason}` },
    "!",
    element("span", { class: "red-mark-reason" }, reason),
  );
}
