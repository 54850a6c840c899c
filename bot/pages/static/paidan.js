// Old phones read this: what they cannot parse would stop all of it, so it is written as in 2018.
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
    if (left === 0 && !place.dataset.over) {
      place.dataset.over = "1"; // what stands there now is said by the server
      update(null);
    }
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
  if (answer.status === 404) return location.reload(); // the link leads nowhere any more
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh) return location.reload();
  for (const open of live.querySelectorAll("details[open] > summary")) {
    const same = [...fresh.querySelectorAll("summary")].find((each) => each.textContent === open.textContent);
    if (same) same.parentElement.open = true;
  }
  const said = live.querySelector(".flash");
  if (said) fresh.prepend(said);
  const focused = live.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const before = live.querySelector("h1").textContent;
  live.replaceWith(fresh);
  countDown();
  const refocused = focused && [...fresh.querySelectorAll("a, button, summary, input, textarea")].find((each) => keyOf(each) === focused);
  if (refocused) refocused.focus();
  const headline = fresh.querySelector("h1").textContent;
  if (headline !== before) document.getElementById("news").textContent = headline; // which screen readers say
}

function keyOf(element) {
  return [element.tagName, element.form && element.form.action, element.name, element.value, element.textContent].join("|");
}

function follow() {
  const live = document.getElementById("live");
  if (!live || !live.dataset.live) return;
  const source = new EventSource(live.dataset.live);
  source.onmessage = (event) => update(event.data);
  source.onerror = () => {
    // Browsers come back by themselves where a connection was lost, but not where somebody refused: a proxy, while we are started again.
    if (source.readyState === EventSource.CLOSED) setTimeout(again, 15000 + Math.random() * 15000);
  };
}

async function again() {
  await update(null).catch(() => {});
  follow();
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

// The front desk's form: what is typed is kept as it is typed, and a scanner's Enter goes on to the next field.
function keep(form) {
  const state = form.querySelector(".state");
  let waiting, pressed = form.querySelector("button.primary"), under_way = false, again = false;
  async function save() {
    if (under_way) { again = true; return; }
    under_way = true;
    const data = new URLSearchParams(new FormData(form));
    data.delete("text");
    try {
      const answer = await fetch(form.dataset.saves, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (answer.status >= 500) throw new Error(answer.statusText);
      if (!answer.ok || !answer.headers.get("Content-Type").startsWith("application/json")) {
        state.textContent = answer.status === 401 ? "没有保存：登录过期了，请先复制写好的内容，再刷新页面登录" : "没有保存，请先复制写好的内容，再刷新页面";
        under_way = false;
        return;
      }
      const said = await answer.json();
      if (said.draft) form.elements.draft.value = said.draft;
      form.elements.form.value = said.mark;
      state.textContent = !said.saved ? "没有保存，请先复制写好的内容，再刷新页面" : said.lacks ? `已保存，还缺：${said.lacks}` : "已保存";
    } catch {
      state.textContent = "没有保存：连不上，会再试";
      again = true;
    }
    under_way = false;
    if (again) { again = false; clearTimeout(waiting); waiting = setTimeout(save, 2000); }
  }
  form.addEventListener("input", (event) => {
    if (event.target.name === "text") return;
    clearTimeout(waiting);
    state.textContent = "正在保存…";
    waiting = setTimeout(save, 600);
  });
  // A report that is being kept for the first time has no number yet: handed in meanwhile, it would be two.
  form.addEventListener("click", (event) => {
    if (event.target.tagName === "BUTTON") pressed = event.target;
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!under_way) return;
    event.preventDefault();
    event.stopPropagation();
    setTimeout(() => pressed.click(), 200);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const fields = [...form.querySelectorAll(".fields input, .fields select, .fields textarea")];
    (fields[fields.indexOf(event.target) + 1] || form.querySelector("button.primary")).focus();
  });
}
document.querySelectorAll("form[data-saves]").forEach(keep);

// On the way: how far it still is, as long as whoever drives wants the customer to know.
function share(button) {
  const state = button.parentElement.querySelector(".state");
  let watch = null, last = 0, sending = Promise.resolve();
  async function stop(why) {
    navigator.geolocation.clearWatch(watch);
    watch = null;
    button.textContent = button.dataset.off;
    await sending;
    const answer = await fetch(`${button.dataset.share}/away`, { method: "POST" }).catch(() => null);
    state.textContent = answer && answer.ok ? why : "已停止共享；网络不通，到场后位置会自动删除。";
  }
  async function send(coords) {
    const body = JSON.stringify({ latitude: coords.latitude, longitude: coords.longitude });
    const answer = await fetch(`${button.dataset.share}/here`, { method: "POST", body }).catch(() => null);
    if (watch === null) return;
    if (answer && answer.status === 409) setTimeout(stop, 0, "已经不在路上，停止共享。");
    else state.textContent = answer && answer.ok ? "客户能看到您还有多远。" : "网络不通，会再试。";
  }
  function tell(place) {
    if (watch === null || Date.now() - last < 15000) return;
    last = Date.now();
    sending = send(place.coords);
  }
  button.addEventListener("click", () => {
    if (watch !== null) return stop("已停止，位置已删除。");
    if (!navigator.geolocation) { state.textContent = "这台手机不能定位。"; return; }
    last = 0;
    button.textContent = button.dataset.on;
    state.textContent = "正在定位…";
    watch = navigator.geolocation.watchPosition(tell, () => stop("没有定位权限，客户看不到距离。"), { enableHighAccuracy: true, maximumAge: 10000 });
  });
}
document.querySelectorAll("[data-share]").forEach(share);
