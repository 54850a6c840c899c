// Who is on the page: on a phone one person at a time, on a wide window as many columns as one likes.

import { Chat } from "./chat.js";
import { element } from "./dom.js";
import { avatar } from "./people.js";

const AT_FIRST = 3; // columns: the front desk and two technicians, in the directory's order
const REMEMBERED = "columns";
const ONE_AT_A_TIME = matchMedia("(max-width: 859px)");

export class Columns {
  #world;
  #chats = new Map(); // userid -> Chat, for those on the page
  #unread = new Map(); // userid -> number of entries
  #columns = []; // userids chosen for the wide window
  #current = ""; // userid of the phone's person
  tabs = element("nav", { class: "tabs", "aria-label": "扮演谁" });
  node = element("main", { class: "columns" });

  constructor(world) {
    this.#world = world;
    world.on("restart", () => this.#restart());
    world.on("entry", (entry) => this.#arrived(entry));
    ONE_AT_A_TIME.addEventListener("change", () => this.#draw());
  }

  #restart() {
    const known = this.#world.people.map(({ userid }) => userid);
    const remembered = recall().filter((userid) => known.includes(userid));
    this.#columns = remembered.length ? remembered : known.slice(0, AT_FIRST);
    this.#current = known.includes(this.#current) ? this.#current : known[0];
    this.#chats.clear();
    this.node.replaceChildren();
    this.#draw();
  }

  #arrived(entry) {
    const chat = this.#chats.get(entry.userid);
    if (chat) chat.show(entry);
    else if (entry.sender === "app") this.#unread.set(entry.userid, (this.#unread.get(entry.userid) ?? 0) + 1);
    if (!chat) this.#drawTabs();
  }

  #shown() {
    return ONE_AT_A_TIME.matches ? [this.#current] : this.#columns;
  }

  #draw() {
    const people = this.#world.people.filter(({ userid }) => this.#shown().includes(userid));
    const kept = people.map((person) => [
      person.userid,
      this.#chats.get(person.userid) ?? new Chat(this.#world, person),
    ]);
    this.#chats = new Map(kept);
    for (const userid of this.#chats.keys()) this.#unread.delete(userid);
    this.node.replaceChildren(...kept.map(([, chat]) => chat.node));
    this.#drawTabs();
  }

  #drawTabs() {
    this.tabs.replaceChildren(...this.#world.people.map((person) => this.#tab(person)));
  }

  #tab(person) {
    const unread = this.#unread.get(person.userid) ?? 0;
    return element(
      "button",
      {
        type: "button",
        class: "tab",
        "aria-pressed": String(this.#shown().includes(person.userid)),
        "data-userid": person.userid,
        onclick: () => this.#choose(person.userid),
      },
      avatar(person),
      element(
        "span",
        { class: "tab-words" },
        element("span", { class: "tab-name" }, person.name),
        element("span", { class: "tab-position" }, person.position),
      ),
      unread > 0 &&
        element("span", { class: "badge", "aria-label": `${unread} 条未读` }, unread > 99 ? "99+" : String(unread)),
    );
  }

  #choose(userid) {
    if (ONE_AT_A_TIME.matches) this.#current = userid;
    else this.#toggle(userid);
    this.#draw();
    this.tabs.querySelector(`[data-userid="${CSS.escape(userid)}"]`)?.focus();
  }

  /** The last column stays: an empty page helps nobody. */
  #toggle(userid) {
    const without = this.#columns.filter((each) => each !== userid);
    const added = without.length === this.#columns.length;
    this.#columns = added ? [...this.#columns, userid] : without.length ? without : this.#columns;
    localStorage.setItem(REMEMBERED, JSON.stringify(this.#columns));
  }
}

function recall() {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED)) ?? [];
  } catch {
    return [];
  }
}
