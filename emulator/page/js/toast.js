// Short words at the foot of the window when something could not be done.

import { element } from "./dom.js";
import { Refused } from "./server.js";

const SHOWN_FOR = 4000; // ms

export function toast(text) {
  const node = element("div", { class: "toast", role: "alert" }, text);
  const host = document.querySelector("#toasts");
  host.append(node);
  host.hidePopover();
  host.showPopover(); // above a drawer that has opened in the meantime
  setTimeout(() => node.remove(), SHOWN_FOR);
}

/** Does it, and shows the server's reason if it was refused; true if it was done. */
export async function attempt(act) {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    toast(error.message);
    return false;
  }
}
