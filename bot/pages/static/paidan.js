// What pages do beyond what they say by themselves: count down, and follow what happens. Without it everything is still there to read and to send.
"use strict";

function countDown() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const end = Date.now() + Number(place.dataset.until) * 1000;
    delete place.dataset.until;
    place.dataset.end = end;
  }
  for (const place of document.querySelectorAll("[data-end]")) {
    const left = Math.max(0, Math.round((place.dataset.end - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60].map((n) => String(n).padStart(2, "0"));
    place.textContent = place.dataset.words.replace("%", left >= 3600 ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`);
  }
}

// Nobody's half-written words are taken away by an update.
function isWriting() {
  return [...document.querySelectorAll("main textarea, main input:not([type=hidden])")].some((field) =>
    field.type === "radio" ? field.checked : field.type === "file" ? field.files.length : field.value) || document.querySelector("main form[data-sent]");
}

async function update(state) {
  const live = document.getElementById("live");
  if (!live || live.dataset.state === state || isWriting()) return;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh) return location.reload();
  for (const open of live.querySelectorAll("details[open] > summary")) {
    const same = [...fresh.querySelectorAll("summary")].find((each) => each.textContent === open.textContent);
    if (same) same.parentElement.open = true;
  }
  live.replaceWith(fresh);
  countDown();
}

function follow() {
  const live = document.getElementById("live");
  if (!live || !live.dataset.live) return;
  const source = new EventSource(live.dataset.live);
  source.onmessage = (event) => update(event.data);
  source.addEventListener("gone", () => source.close());
}

document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "1";
  for (const button of event.target.querySelectorAll("button")) button.disabled = true;
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});
countDown();
setInterval(countDown, 1000);
follow();
