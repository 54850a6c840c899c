// A member's chat with the app: a column on a wide window, the whole of a phone's.

import { bubble } from "./bubbles.js";
import { composer } from "./composer.js";
import { element } from "./dom.js";
import { appAvatar, avatar } from "./people.js";
import { openPage } from "./phone_page.js";
import { press, say } from "./server.js";
import { note, nothingYet, spoken, Talk } from "./talk.js";
import { attempt } from "./toast.js";
import { tools } from "./tools.js";

export class Chat {
  #world;
  #person;
  #talk;

  constructor(world, person) {
    this.#world = world;
    this.#person = person;
    this.#talk = new Talk(world, `${person.name}的消息`, invitation(person), (entry) => this.#line(entry));
    this.node = element(
      "section",
      { class: person.place === 0 ? "chat front" : "chat", "aria-label": `${person.name}的企业微信`, "data-userid": person.userid },
      header(person, world.app),
      this.#talk.node,
      composer(
        person,
        (text) => say(person.userid, text),
        (fillIn) => tools(world, person, fillIn),
      ),
    );
    this.node.addEventListener("click", (event) => this.#follow(event));
    for (const entry of world.entriesOf(person.userid)) this.show(entry);
  }

  /** Adds an entry, or draws it again in its place when it has changed. */
  show(entry) {
    this.#talk.show(entry);
  }

  /** A tap on a link stays within WeCom; with Ctrl and the like the browser does as it is told. */
  #follow(event) {
    const link = event.target.closest(".talk a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPage(this.node, this.#person.userid, link.href, "wecom");
  }

  #line(entry) {
    if (entry.kind === "dropped") return note("一条消息被悄悄丢弃：一分钟内发给同一人超过 30 条", "warning");
    if (entry.recalled) return note(`${this.#world.app.name}撤回了一条消息`);
    const click = (pressed) => attempt(() => press(entry.userid, entry.id, pressed));
    const face = entry.sender === "member" ? avatar(this.#person) : appAvatar();
    return spoken({ entry, avatar: face, body: bubble(entry, click) });
  }
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
function invitation({ place }) {
  return nothingYet(place === 0 ? "还没有消息，转发一条试试" : "还没有消息，派来的单会出现在这里");
}
