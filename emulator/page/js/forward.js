// The drawer of ready-made messages: one tap forwards a sample, message by message, as a client does.

import { openDrawer } from "./drawer.js";
import { element, icon } from "./dom.js";
import { SAMPLES } from "./samples.js";
import { forward } from "./server.js";
import { chatStamp } from "./times.js";
import { attempt } from "./toast.js";

/** `fillIn(text)` puts a sample into the person's input box instead of sending it. */
export function openForward(world, person, fillIn) {
  const at = (minutesAgo) => chatStamp(world.now() - minutesAgo * 60_000);
  const drawer = openDrawer(
    "转发客户消息",
    "forward",
    element(
      "p",
      { class: "drawer-hint" },
      `以${person.name}的身份转发给「${world.app.name}」。点一下就发出；人名、地址、号码全是虚构的。`,
    ),
    element(
      "ul",
      { class: "samples" },
      SAMPLES.map((sample) => item(sample, sample.messages(at))),
    ),
  );

  function item(sample, messages) {
    const send = () => {
      drawer.close();
      attempt(() => forward(person.userid, messages));
    };
    const edit = () => {
      drawer.close();
      fillIn(messages.join("\n"));
    };
    return element(
      "li",
      { class: "sample" },
      element(
        "button",
        { type: "button", class: "sample-send", onclick: send },
        element(
          "span",
          { class: "sample-head" },
          element("span", { class: "sample-trade", "data-trade": sample.trade }, sample.trade),
          element("strong", {}, sample.title),
          element("span", { class: "sample-note" }, sample.note),
        ),
        messages.map((message) => element("span", { class: "sample-text" }, message)),
      ),
      element(
        "button",
        {
          type: "button",
          class: "icon-button sample-edit",
          onclick: edit,
          title: "放进输入框，改了再发",
          "aria-label": `把「${sample.title}」放进输入框`,
        },
        icon("pen"),
      ),
    );
  }
}
