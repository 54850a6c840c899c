// The calls that the page makes. Each action settles when WeCom has taken it, not when the bot has answered.

export class Refused extends Error {} // it cannot be done; the message is for people

export async function getState() {
  const response = await fetch("page/state", { cache: "no-store" });
  if (!response.ok) throw new Error(`page/state: ${response.status}`);
  return response.json();
}

export const say = (userid, content) => post("say", { userid, content });
export const forward = (userid, messages) => post("forward", { userid, messages });
export const sendImage = (userid, filename, data) => post("image", { userid, filename, data });
export const sendVoice = (userid, data) => post("voice", { userid, data });
export const sendLocation = (userid, place) => post("location", { userid, ...place });
export const sendLink = (userid, page) => post("link", { userid, ...page });
export const press = (userid, entry, click) => post("press", { userid, entry, ...click });
export const asCustomer = {
  say,
  sendImage,
  sendVoice: (userid, data, words) => post("customer/voice", { userid, data, words }),
  sendLocation,
  scan: (userid, code) => post("customer/scan", { userid, code }),
  follow: (userid, follows) => post("customer/follow", { userid, follows }),
  clickMenu: (userid, entry) => post("customer/menu", { userid, ...entry }),
  choose: (userid, entry, row) => post("customer/choose", { userid, entry, row }),
  block: (userid, blocks) => post("customer/block", { userid, blocks }),
  allow: (userid, template) => post("customer/allow", { userid, template }),
};
export const contact = {
  add: (userid, customer) => post("contact/add", { userid, customer }),
  delete: (userid, customer, byCustomer = false) =>
    post("contact/delete", { userid, customer, by_customer: byCustomer }),
};
export const advance = (minutes) => post("travel", { minutes });
export const travelToMorning = () => post("travel", { to: "morning" });
export const killTokens = () => post("kill-tokens", {});
export const setSwitch = (name, value) => post("switch", { name, value });

/** On somebody's own phone: in "wechat" or "wecom", whose page logins know whose it is, or in the browser of the "system". */
export const phoneAddress = (userid, address, browser) =>
  `page/open?as=${encodeURIComponent(userid)}&in=${browser}&to=${encodeURIComponent(address)}`;

export const mediaAddress = (mediaId) => `page/media/${encodeURIComponent(mediaId)}`;

async function post(action, body) {
  const response = await fetch(`page/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Refused("连不上模拟器，请稍后再试");
  });
  if (!response.ok) throw new Refused((await response.text()) || `模拟器没有接受（HTTP ${response.status}）`);
}
