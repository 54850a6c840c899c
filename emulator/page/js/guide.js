// Three steps for a first visit. What happens in the company moves it on; the next thing to press glows.

import { element, icon } from "./dom.js";

const DISMISSED = "guide-dismissed";
const CLAIMED_AND_FINISHED = 2; // changes of a technician's card

const STEPS = [
  { title: "转发一条", text: "点「转发」，挑一条客户消息发给机器人。" },
  { title: "看草稿，改一改，提交", text: "草稿已填好；要改就回一句「电话 13800001111」。" },
  { title: "换成技工，接单、完工", text: "到技工的会话里点接单，干完点完工。" },
];

/** Where customers have phones of their own, theirs is the first word. */
const FIRST_OF_CUSTOMERS = {
  title: "客户说一句",
  text: "在客户手机上说哪里坏了，或扫设备上的码；前台也可以点「转发」。",
};

const END = "走通了！接着试试：快进时间看提醒，或者打开故障开关，看机器人扛不扛得住。";

export class Guide {
  #world;
  #node;
  #step = 0;

  constructor(world, node) {
    this.#world = world;
    this.#node = node;
    world.on("restart", () => this.#begin());
    world.on("arrived", () => this.#moveOn());
    world.on("changed", () => this.#moveOn());
  }

  open() {
    localStorage.removeItem(DISMISSED);
    this.#begin();
  }

  #begin() {
    if (localStorage.getItem(DISMISSED)) return;
    this.#step = reached(this.#world);
    this.#draw();
  }

  #moveOn() {
    const step = reached(this.#world);
    if (this.#node.hidden || step === this.#step) return;
    this.#step = step;
    this.#draw();
  }

  #dismiss() {
    localStorage.setItem(DISMISSED, "yes");
    this.#node.hidden = true;
    delete document.body.dataset.step;
  }

  #draw() {
    const finished = this.#step === STEPS.length;
    document.body.dataset.step = String(this.#step);
    this.#node.hidden = false;
    this.#node.replaceChildren(
      finished
        ? element("p", { class: "steps-end" }, END)
        : element(
            "ol",
            { class: "steps" },
            stepsOf(this.#world).map((step, index) => this.#row(step, index)),
          ),
      element(
        "button",
        { type: "button", class: "icon-button", "aria-label": "收起指引", onclick: () => this.#dismiss() },
        icon("close"),
      ),
    );
  }

  #row({ title, text }, index) {
    const state = index < this.#step ? "done" : index === this.#step ? "now" : "later";
    return element(
      "li",
      { class: `step ${state}`, "data-number": index + 1, "aria-current": state === "now" ? "step" : null },
      element("strong", {}, title),
      element("span", {}, text),
    );
  }
}

function stepsOf({ account }) {
  const [first, ...others] = STEPS;
  return [account.connected ? FIRST_OF_CUSTOMERS : first, ...others];
}

/** How many of the steps have been taken. */
function reached(world) {
  const asked = [...world.customers.keys()].some((userid) => wrote(world.entriesOf(userid)));
  const [first, ...others] = world.people.map(({ userid }) => world.entriesOf(userid));
  const cards = others.flat().filter(({ kind }) => kind === "template_card");
  if (cards.some(({ version }) => version >= CLAIMED_AND_FINISHED)) return 3;
  if (cards.length) return 2;
  return asked || wrote(first ?? []) ? 1 : 0;
}

function wrote(entries) {
  return entries.some(({ sender }) => sender === "member");
}
