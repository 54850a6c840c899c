// The five template cards. Which blocks each may hold is for the server to judge; here every block that is present is
// drawn, in the order in which WeCom shows them.

import {
  emphasis,
  heading,
  imageText,
  jumps,
  keyValues,
  newsImage,
  quote,
  source,
  subtitle,
  verticals,
} from "./card_blocks.js";
import { buttonSelection, checkboxes, chosen, selectLists } from "./card_inputs.js";
import { element, link } from "./dom.js";
import { toast } from "./toast.js";

/**
 * A card as its recipient sees it.
 *
 * `shown` is {content, greyed, selected}: the card's JSON, the label of the grey button that replaced its buttons, and
 * what the person had selected ({question_key: [option ids]}).
 * `press({key, selections, menu})` sends the click and settles when the bot has answered it.
 */
export function templateCard(shown, press) {
  const { content } = shown;
  const node = element("article", { class: `card ${content.card_type}`, "aria-label": titleOf(content) });
  const choose = (key) => whileBusy(node, () => press({ key, selections: [], menu: true }));
  const click = (key, button) => {
    if (node.querySelector("input:invalid")) return toast("请先选一项");
    return whileBusy(node, () => press({ key, selections: chosen(node), menu: false }), button);
  };
  node.append(...blocks(shown, click, choose).filter(Boolean));
  return node;
}

function blocks(shown, click, choose) {
  const { content } = shown;
  return [
    source(content.source, content.action_menu, choose),
    heading(content),
    newsImage(content.card_image),
    imageText(content.image_text_area),
    emphasis(content.emphasis_content),
    quote(content.quote_area),
    subtitle(content.sub_title_text),
    keyValues(content.horizontal_content_list),
    verticals(content.vertical_content_list),
    buttonSelection(content.button_selection, shown),
    checkboxes(content.checkbox, shown),
    ...selectLists(content.select_list, shown),
    jumps(content.jump_list),
    shown.greyed ? greyedButton(shown.greyed) : buttons(content, click),
  ];
}

export function titleOf(content) {
  return content.main_title?.title || content.sub_title_text || "卡片";
}

function buttons(content, click) {
  const submit = content.submit_button && { ...content.submit_button, text: content.submit_button.text || "提交" };
  const list = content.button_list ?? (submit ? [submit] : []);
  if (!list.length) return null;
  return element(
    "div",
    { class: `card-buttons of-${list.length}` },
    list.map((button) => cardButton(button, click)),
  );
}

function cardButton({ type, text, style, key, url }, click) {
  const look = `card-button style-${style >= 1 && style <= 4 ? style : 1}`; // absent or wrong: 1
  if (type === 1) return link(url, { class: look }, text);
  const press = (event) => click(key, event.currentTarget);
  return element("button", { type: "button", class: look, onclick: press }, text);
}

function greyedButton(label) {
  return element(
    "div",
    { class: "card-buttons of-1" },
    element("button", { type: "button", class: "card-button greyed", disabled: true }, label),
  );
}

/** One click at a time: everything on the card is still while one is under way. */
async function whileBusy(card, send, button) {
  if (card.ariaBusy === "true") return;
  card.ariaBusy = "true";
  button?.classList.add("in-flight");
  try {
    await send();
  } finally {
    card.ariaBusy = null;
    button?.classList.remove("in-flight");
  }
}
