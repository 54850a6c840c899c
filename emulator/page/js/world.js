// What the page knows: one snapshot, kept current by the changes that the server sends.
//
// Events: "restart"; "arrived" and "changed" with the entry; "wire" with the record; "switches"; "clock"; "customer" with the
// customer; "account".

const WIRE_KEPT = 2000; // records; the oldest leave first

export class World extends EventTarget {
  people = [];
  app = { name: "" };
  customers = new Map(); // openid -> customer
  account = { name: "", connected: false, menu: [], codes: [], templates: [] };
  conversations = new Map(); // userid -> Map(entry id -> entry)
  wire = [];
  switches = [];
  #now = 0;
  #receivedAt = 0;

  /** Replaces everything by a fresh snapshot. */
  restart({ people, customers, account, app, entries, wire, switches, now }) {
    this.people = people.map((person, place) => ({ ...person, place }));
    this.customers = new Map(
      customers.map((customer, place) => [customer.userid, { ...customer, place, customer: true }]),
    );
    this.account = account;
    this.app = app;
    this.wire = wire;
    this.switches = switches;
    this.conversations = new Map([...people, ...customers].map(({ userid }) => [userid, new Map()]));
    for (const entry of entries) this.#keep(entry);
    this.#setClock(now);
    this.#tell("restart");
  }

  /** Takes in one change: `{what, data}`. */
  apply({ what, data }) {
    const take = {
      entry: () => this.#tell(this.#keep(data) ? "changed" : "arrived", data),
      wire: () => this.#keepWire(data),
      switches: () => (this.switches = data),
      customer: () => Object.assign(this.customers.get(data.userid), data),
      account: () => this.#keepAccount(data),
      clock: () => this.#setClock(data),
    };
    take[what]();
    if (what !== "entry") this.#tell(what, data);
  }

  /** The emulated time, in milliseconds since 1970; it runs on between the server's messages. */
  now() {
    return this.#now * 1000 + performance.now() - this.#receivedAt;
  }

  /** Whom one can play: the customers first, for theirs is the first word. */
  get everybody() {
    return this.account.connected ? [...this.customers.values(), ...this.people] : this.people;
  }

  entriesOf(userid) {
    return [...(this.conversations.get(userid)?.values() ?? [])];
  }

  nameOf(userid) {
    const member = this.people.find((person) => person.userid === userid.toLowerCase());
    return (member ?? this.#customer(userid))?.name ?? userid;
  }

  /** By openid, or by the number that a text message went to. */
  #customer(name) {
    return [...this.customers.values()].find(({ userid, phone }) => name === userid || name.endsWith(phone));
  }

  on(what, listen) {
    this.addEventListener(what, (event) => listen(event.detail));
  }

  /** True if it was known before. */
  #keep(entry) {
    const conversation = this.conversations.get(entry.userid);
    const known = conversation.has(entry.id);
    conversation.set(entry.id, entry);
    return known;
  }

  /** As soon as there is an account that answers, there are customers on the page. */
  #keepAccount(account) {
    const appeared = account.connected && !this.account.connected;
    this.account = account;
    if (appeared) this.#tell("restart");
  }

  #keepWire(record) {
    this.wire.push(record);
    if (this.wire.length > WIRE_KEPT) this.wire.shift();
  }

  #setClock(seconds) {
    this.#now = seconds;
    this.#receivedAt = performance.now();
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
