// The emulated company lives in one time zone, wherever the browser is.

const ZONE = "Asia/Shanghai";
const OF_DAY = formatter({ hour: "2-digit", minute: "2-digit" });
const TO_SECOND = formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = formatter({ month: "long", day: "numeric" });
const WEEKDAY = formatter({ weekday: "short" });
const SHORT_DAY = formatter({ month: "2-digit", day: "2-digit" });

/** All take milliseconds since 1970. */
export const timeOfDay = (at) => OF_DAY.format(at);
export const toTheSecond = (at) => TO_SECOND.format(at);
export const day = (at) => `${DAY.format(at)} ${WEEKDAY.format(at)}`;

/** "11-20 09:12", as a copied line of a chat is stamped. */
export function chatStamp(at) {
  return `${SHORT_DAY.format(at).replace("/", "-")} ${timeOfDay(at)}`;
}

/** Today only the time, on other days the day as well. */
export function heading(at, now) {
  return day(at) === day(now) ? timeOfDay(at) : `${day(at)} ${timeOfDay(at)}`;
}

function formatter(options) {
  return new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hourCycle: "h23", ...options });
}
