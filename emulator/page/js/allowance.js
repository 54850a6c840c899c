// What the account may still send this customer without a template, in a few words.

const HOUR = 3600;
const MINUTE = 60;

/** `now` in seconds since 1970. */
export function allowance({ follows, windows }, now) {
  if (!follows) return { text: "未关注", tone: "none", title: "没有关注，公众号什么都发不到" };
  const open = windows.filter(({ until }) => until > now);
  if (!open.length) {
    return { text: "窗口已关", tone: "none", title: "客户没有新的互动，只能发模板消息，客服消息会得到 45015" };
  }
  const left = Math.max(...open.map((window) => window.left));
  const until = Math.max(...open.map((window) => window.until));
  return {
    text: `${lasting(until - now)}内剩 ${left} 条`,
    tone: left === 0 ? "none" : left === 1 ? "low" : "good",
    title: left ? "还能这样发几条客服消息" : "额度用完，再发会得到 45047",
  };
}

function lasting(seconds) {
  if (seconds > HOUR) return `${Math.ceil(seconds / HOUR)} 小时`;
  if (seconds > MINUTE) return `${Math.ceil(seconds / MINUTE)} 分钟`;
  return `${Math.ceil(seconds)} 秒`;
}
