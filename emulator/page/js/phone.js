// A customer's phone: WeChat's chat with the official account, the text messages, and pages that open from either.

import { allowance } from "./allowance.js";
import { composer } from "./composer.js";
import { addedBy, deletions } from "./contacts.js";
import { element, icon } from "./dom.js";
import { openMenu } from "./menus.js";
import { accountAvatar, avatar } from "./people.js";
import { phoneBubble } from "./phone_bubbles.js";
import { menuBar } from "./phone_menu.js";
import { openPage } from "./phone_page.js";
import { phoneTools, scanTool } from "./phone_tools.js";
import { asCustomer } from "./server.js";
import { note, nothingYet, spoken, Talk } from "./talk.js";
import { attempt } from "./toast.js";

const INVITATION = "还没有消息，说一句哪里坏了，或者扫一扫设备上的码";

export class Phone {
  #world;
  #customer;
  #wechat;
  #sms;
  #unread = 0; // text messages
  #bar = element("div", { class: "phone-bar" });
  #about = element("span");
  #foot = element("div", { class: "phone-foot" });
  #door = element("div", { class: "phone-door" }); // in its place for whoever does not follow
  #place = "wechat"; // what is on the screen

  constructor(world, customer) {
    this.#world = world;
    this.#customer = customer;
    const { name, userid } = customer;
    this.#wechat = new Talk(world, `${name}的微信消息`, nothingYet(INVITATION), (entry) => this.#line(entry));
    this.#sms = new Talk(world, `${name}的短信`, nothingYet("还没有短信"), textMessage);
    this.node = element(
      "section",
      { class: "chat phone", "aria-label": `${name}的手机`, "data-userid": userid },
      header(customer, world.account, this.#about),
      this.#bar,
      this.#wechat.node,
      this.#sms.node,
      this.#foot,
      this.#door,
    );
    this.node.addEventListener("click", (event) => this.#follow(event));
    this.#drawFoot();
    this.refresh();
    for (const entry of world.entriesOf(userid)) this.show(entry);
  }

  show(entry) {
    if (entry.kind !== "sms") return this.#wechat.show(entry);
    if (this.#place !== "sms") this.#unread += 1;
    this.#sms.show(entry);
    this.refresh();
  }

  /** Everything but the lines: the customer, the account or what is read has changed. */
  refresh() {
    this.node.dataset.place = this.#place;
    this.#wechat.node.hidden = this.#place !== "wechat";
    this.#foot.hidden = this.#place !== "wechat" || !this.#customer.follows;
    this.#door.hidden = this.#place !== "wechat" || this.#customer.follows;
    this.#sms.node.hidden = this.#place !== "sms";
    const { phone, position } = this.#customer;
    const about = [phone, addedBy(this.#world, this.#customer), position].filter(Boolean).join(" · ");
    this.#about.textContent = about;
    this.#about.title = about;
    this.#bar.replaceChildren(this.#threads(), element("span", { class: "allowance" }), this.#more());
    this.tick();
    this.#foot.firstChild.replaceWith(menuBar(this.#world.account.menu, (entry) => this.#choosesMenu(entry)));
  }

  /** Once: what is being typed must stay. */
  #drawFoot() {
    const { userid } = this.#customer;
    const say = (text) => asCustomer.say(userid, text);
    const tools = (fillIn) => phoneTools(this.#world, this.#customer, fillIn);
    this.#foot.append(element("span"), composer(this.#customer, say, tools));
    const follow = () => attempt(() => asCustomer.follow(userid, true));
    this.#door.append(
      scanTool(this.#world, this.#customer),
      element("button", { type: "button", class: "follow", onclick: follow }, "关注公众号"),
    );
  }

  #threads() {
    return element(
      "div",
      { class: "phone-threads", role: "tablist", "aria-label": "手机里的会话" },
      this.#thread("wechat", this.#world.account.name),
      this.#thread("sms", "短信"),
    );
  }

  #thread(place, name) {
    const unread = place === "sms" && this.#unread > 0;
    const show = () => {
      this.#place = place;
      if (place === "sms") this.#unread = 0;
      this.refresh();
    };
    return element(
      "button",
      { type: "button", role: "tab", "aria-selected": String(this.#place === place), onclick: show },
      name,
      unread && element("span", { class: "badge", "aria-label": `${this.#unread} 条未读` }, String(this.#unread)),
    );
  }

  /** Windows close while nothing happens. */
  tick() {
    const { text, tone, title } = allowance(this.#customer, this.#world.now() / 1000);
    const badge = this.#bar.querySelector(".allowance");
    badge.textContent = text;
    badge.title = title;
    badge.dataset.tone = tone;
  }

  #more() {
    const { userid, follows, blocks_templates: blocks } = this.#customer;
    const choices = [
      follows
        ? { text: "取消关注", choose: () => attempt(() => asCustomer.follow(userid, false)) }
        : { text: "关注公众号", choose: () => attempt(() => asCustomer.follow(userid, true)) },
      {
        text: blocks ? "重新接收服务通知" : "拒收服务通知（模板消息）",
        choose: () => attempt(() => asCustomer.block(userid, !blocks)),
      },
      ...this.#world.account.templates.map(({ id, title }) => ({
        text: `订阅一次：${title}`,
        choose: () => attempt(() => asCustomer.allow(userid, id)),
      })),
      ...deletions(this.#world, this.#customer),
    ];
    const button = element(
      "button",
      { type: "button", class: "icon-button", "aria-label": "公众号设置", "aria-haspopup": "menu" },
      icon("dots"),
    );
    button.addEventListener("click", () => openMenu(button, this.#world.account.name, choices));
    return button;
  }

  #line(entry) {
    if (entry.kind === "notice") return note(entry.body.content);
    const choose = (row) => attempt(() => asCustomer.choose(entry.userid, entry.id, row));
    const face = entry.sender === "member" ? avatar(this.#customer) : accountAvatar();
    return spoken({ entry, avatar: face, body: phoneBubble(entry, choose) });
  }

  #choosesMenu({ key, url }) {
    attempt(() => asCustomer.clickMenu(this.#customer.userid, url ? { url } : { key }));
    if (url) this.#open(url);
  }

  /** A tap on a link stays on the phone; with Ctrl and the like the browser does as it is told. */
  #follow(event) {
    const link = event.target.closest(".talk a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(link.href);
  }

  #open(address) {
    openPage(this.node, this.#customer.userid, address, this.#place === "sms" ? "system" : "wechat");
  }
}

function header(customer, account, about) {
  return element(
    "header",
    { class: "chat-head" },
    avatar(customer),
    element(
      "div",
      { class: "chat-who" },
      element("h2", {}, customer.name),
      about,
    ),
    element("span", { class: "chat-app" }, account.name ? "客户 · 微信" : ""),
  );
}

function textMessage(entry) {
  return spoken({ entry, avatar: "", body: phoneBubble(entry) });
}
