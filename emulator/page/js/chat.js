// One person's chat with the app: a column on a wide window, the whole of a phone's.

import { bubble } from "./bubbles.js";
import { composer } from "./composer.js";
import { element, icon } from "./dom.js";
import { appAvatar, avatar } from "./people.js";
import { press } from "./server.js";
import { heading } from "./times.js";
import { attempt } from "./toast.js";

const PAUSE = 5 * 60; // seconds of silence after which the time is shown again
const NEAR_THE_END = 80; // px

export class Chat {
  #world;
  #person;
  #drawn = new Map(); // entry id -> node
  #last = null; // the newest entry
  #following = true; // whoever has scrolled up is not pulled down by a new message
  #top = 0; // the last scrollTop
  #lines = element("div", { class: "lines" });
  #talk;
  #arrivals;

  constructor(world, person) {
    this.#world = world;
    this.#person = person;
    this.#arrivals = element(
      "button",
      { type: "button", class: "arrivals", hidden: true, onclick: () => this.#toTheEnd() },
      icon("chevron-down"),
      "新消息",
    );
    this.#talk = this.#scroller();
    this.node = element(
      "section",
      { class: "chat", "aria-label": `${person.name}的企业微信`, "data-userid": person.userid },
      header(person, world.app),
      element("div", { class: "talk-frame" }, this.#talk, this.#arrivals),
      composer(world, person),
    );
    for (const entry of world.entriesOf(person.userid)) this.show(entry);
  }

  /** Adds an entry, or draws it again in its place when it has changed. */
  show(entry) {
    const line = this.#line(entry);
    const before = this.#drawn.get(entry.id);
    this.#drawn.set(entry.id, line);
    if (before) replaceInPlace(before, line);
    else this.#append(entry, line);
  }

  #scroller() {
    const talk = element(
      "div",
      { class: "talk", role: "log", "aria-label": `${this.#person.name}的消息`, tabindex: "0" },
      this.#lines,
    );
    this.#lines.append(nothingYet(this.#person));
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

  #line(entry) {
    if (entry.kind === "dropped") return note("一条消息被悄悄丢弃：一分钟内发给同一人超过 30 条", "warning");
    if (entry.recalled) return note(`${this.#world.app.name}撤回了一条消息`);
    const click = (pressed) => attempt(() => press(entry.userid, entry.id, pressed));
    const mine = entry.sender === "member";
    return element(
      "div",
      { class: `line ${mine ? "mine" : "theirs"} of-${entry.kind}`, "data-entry": entry.id },
      mine ? avatar(this.#person) : appAvatar(),
      element("div", { class: "line-body" }, bubble(entry, click), entry.undelivered && redMark(entry.undelivered)),
    );
  }

  #toTheEnd() {
    this.#talk.scrollTop = this.#talk.scrollHeight;
  }
}

function replaceInPlace(before, line) {
  line.classList.add("changed");
  before.replaceWith(line);
}

function header(person, app) {
  return element(
    "header",
    { class: "chat-head" },
    avatar(person),
    element(
      "div",
      { class: "chat-who" },
      element("h2", {}, person.name),
      element("span", {}, person.position || "成员"),
    ),
    element("span", { class: "chat-app" }, app.name),
  );
}

/** Who stands first in the directory takes the customers' messages. */
function nothingYet({ place }) {
  const words = place === 0 ? "还没有消息，转发一条试试" : "还没有消息，派来的单会出现在这里";
  return element("div", { class: "nothing-yet" }, icon("chat"), element("p", {}, words));
}

function note(text, tone = "") {
  return element("div", { class: `note-line ${tone}` }, text);
}

/** WeCom's red mark beside what could not be delivered; the reason on hover, focus or tap. */
function redMark(reason) {
  return element(
    "span",
    { class: "red-mark", role: "note", tabindex: "0", "aria-label": `没有送达：${reason}` },
    "!",
    element("span", { class: "red-mark-reason" }, reason),
  );
}
