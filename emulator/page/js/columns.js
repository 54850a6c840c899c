// Who is on the page: on a phone one person at a time, on a wide window as many columns as one likes.

import { Chat } from "./chat.js";
import { element } from "./dom.js";
import { avatar } from "./people.js";
import { Phone } from "./phone.js";

const AT_FIRST = 3; // columns
const REMEMBERED = "columns";
const ONE_AT_A_TIME = matchMedia("(max-width: 859px)");

export class Columns {
  #world;
  #chats = new Map(); // userid -> Chat; one that is not on the page keeps what was typed into it
  #unread = new Map(); // userid -> number of entries
  #columns = []; // userids chosen for the wide window
  #current = ""; // userid of the phone's person
  tabs = element("nav", { class: "tabs", "aria-label": "扮演谁" });
  node = element("main", { class: "columns" });

  constructor(world) {
    this.#world = world;
    world.on("restart", () => this.#restart());
    world.on("arrived", (entry) => this.#arrived(entry));
    world.on("changed", (entry) => this.#chats.get(entry.userid)?.show(entry));
    world.on("customer", ({ userid }) => this.#chats.get(userid)?.refresh());
    world.on("account", () => this.#everyPhone((phone) => phone.refresh()));
    setInterval(() => this.#everyPhone((phone) => phone.tick()), 1000);
    ONE_AT_A_TIME.addEventListener("change", () => this.#draw());
  }

  #restart() {
    const known = this.#world.everybody.map(({ userid }) => userid);
    const remembered = recall().filter((userid) => known.includes(userid));
    this.#columns = remembered.length ? remembered : this.#firstChosen();
    this.#current = known.includes(this.#current) ? this.#current : known[0];
    this.#chats.clear();
    this.#unread.clear();
    this.#draw();
  }

  #everyPhone(act) {
    for (const chat of this.#chats.values()) if (chat instanceof Phone) act(chat);
  }

  /** A customer, the front desk and a technician; without customers one technician more. */
  #firstChosen() {
    const { everybody, people } = this.#world;
    const [first] = everybody;
    const others = people.filter((person) => person !== first);
    return [first, ...others].slice(0, AT_FIRST).map(({ userid }) => userid);
  }

  #arrived(entry) {
    const { userid } = entry;
    this.#chats.get(userid)?.show(entry);
    if (this.#shown().includes(userid) || entry.sender !== "app") return;
    this.#unread.set(userid, (this.#unread.get(userid) ?? 0) + 1);
    this.#drawTabs();
  }

  #shown() {
    return ONE_AT_A_TIME.matches ? [this.#current] : this.#columns;
  }

  #draw() {
    const people = this.#world.everybody.filter(({ userid }) => this.#shown().includes(userid));
    for (const { userid } of people) this.#unread.delete(userid);
    this.node.replaceChildren(...people.map((person) => this.#chat(person).node));
    this.#drawTabs();
  }

  #chat(person) {
    const open = () => (person.customer ? new Phone(this.#world, person) : new Chat(this.#world, person));
    if (!this.#chats.has(person.userid)) this.#chats.set(person.userid, open());
    return this.#chats.get(person.userid);
  }

  #drawTabs() {
    this.tabs.replaceChildren(...this.#world.everybody.map((person) => this.#tab(person)));
  }

  #tab(person) {
    const unread = this.#unread.get(person.userid) ?? 0;
    return element(
      "button",
      {
        type: "button",
        class: person.customer ? "tab of-customer" : "tab",
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
    const others = this.#columns.filter((each) => each !== userid);
    if (!others.length) return;
    this.#columns = this.#columns.includes(userid) ? others : [...others, userid];
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
