// A web page on somebody's phone: over the chat, as WeChat's and WeCom's own browsers lie over it. A link in a text message opens
// in the browser beside WeChat, where nobody knows whose phone it is.

import { element, icon } from "./dom.js";
import { phoneAddress } from "./server.js";

// The page may do what a page does, but not send the whole window elsewhere.
const MAY = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads";

const NAMES = { wechat: "微信", wecom: "企业微信", system: "浏览器" };

/** Over everything in `phone`, a node with a position of its own. */
export function openPage(phone, userid, address, browser) {
  phone.querySelector(".phone-page")?.remove();
  const src = phoneAddress(userid, address, browser);
  const frame = element("iframe", { src, title: "网页", sandbox: MAY, allow: "geolocation" });
  const page = element("div", { class: "phone-page", role: "dialog", "aria-label": "手机里的网页" });
  const close = () => page.remove();
  page.append(
    element(
      "header",
      {},
      element("button", { type: "button", class: "icon-button", "aria-label": "关闭网页", onclick: close }, icon("close")),
      element("span", { class: "phone-page-name" }, `${NAMES[browser]} · ${new URL(address).host}`),
      element(
        "a",
        { href: src, target: "_blank", class: "text-button", rel: "noopener", title: "这里打不开，就在新窗口打开" },
        "新窗口",
      ),
    ),
    frame,
  );
  page.addEventListener("keydown", (event) => event.key === "Escape" && close());
  phone.append(page);
  page.querySelector("button").focus();
}
