// What a line of the wire log says, in a sentence for somebody who is learning the protocol.

import * as wechat from "./wire_words_wechat.js";

const MESSAGES = {
  text: "文本",
  image: "图片",
  voice: "语音",
  video: "视频",
  location: "位置",
  link: "链接",
  file: "文件",
};

const EVENTS = {
  enter_agent: "打开了会话",
  subscribe: "进入应用可见范围",
  unsubscribe: "离开应用可见范围",
  click: "点了应用菜单",
  view: "打开菜单里的网页",
  LOCATION: "上报地理位置",
  change_external_contact: "的企业微信联系人有变化",
  template_card_event: "点了卡片按钮",
  template_card_menu_event: "选了卡片右上角的菜单",
};

const CALLS = {
  gettoken: "取 access_token",
  "message/recall": "撤回消息",
  "media/get": "下载素材",
  "media/upload": "上传临时素材",
  "user/get": "读成员资料",
  "user/simplelist": "读部门成员",
  "user/list": "读部门成员详情",
  "user/list_id": "读全部成员 ID",
  "department/list": "读部门列表",
  "department/simplelist": "读部门 ID 列表",
  "department/get": "读部门详情",
  "auth/getuserinfo": "用网页授权 code 换成员身份",
  "auth/getuserdetail": "凭 user_ticket 取成员同意给的信息",
  "externalcontact/get_follow_user_list": "读有客户的成员",
  "externalcontact/list": "读一个成员的客户",
  "externalcontact/get": "读客户资料",
  get_jsapi_ticket: "取 JS-SDK 票据",
  "ticket/get": "取应用的 JS-SDK 票据",
  getcallbackip: "取回调来源 IP 段",
  get_api_domain_ip: "取接口服务器 IP 段",
};

const HINTS = {
  gettoken: "7200 秒内重复取，得到的是同一个；各进程共用一份，别频繁取，secret 连错几次会封 IP 一小时。",
  "message/send":
    "可交互的卡片会返回 response_code：以后更新这张卡片要用它。发给同一人超过每分钟 30 条，多的会被悄悄丢掉。",
  "message/update_template_card": "response_code 只能用一次，72 小时内有效；发送时得一个，每次点击又得一个。",
  "media/get": "media_id 三天后失效，收到图片要马上下载保存。",
  "media/upload": "得到的 media_id 三天内有效。",
  "auth/getuserinfo": "code 只能用一次，5 分钟内有效。",
  "auth/getuserdetail": "user_ticket 半小时内有效；管理员没有开放、成员没有勾选的不给。",
  "externalcontact/get":
    "要先在管理后台「客户联系 → 可调用接口的应用」里加上这个应用；企业绑定了微信开放平台才给 unionid，它与公众号的相同。",
  callback: "5 秒内要应答，没有话说就回空的 200，慢活儿放到后台做；没有应答会再投，一共三次，所以要去重。",
  template_card_event: "EventKey 是按钮的 key，TaskId 是发卡片时给的；ResponseCode 可以用来更新这张卡片一次。",
};

const SENT = {
  text: "文本",
  markdown: "Markdown",
  image: "图片",
  voice: "语音",
  video: "视频",
  file: "文件",
  textcard: "文本卡片",
  news: "图文",
  template_card: "模板卡片",
};

const ERRORS = {
  "-1": "系统繁忙，可重试至多三次",
  40001: "secret 不对；不要循环重试，IP 会被封一小时",
  40014: "access_token 无效，重新取一次再试",
  42001: "access_token 过期，重新取一次再试",
  41001: "缺少 access_token",
  40058: "参数不合法",
  45009: "调用太频繁",
  43012: "应用没有配置回调，不能发可交互卡片",
  40096: "没有这个外部联系人",
  42014: "task_id 不合法或重复",
  48002: "应用没有这个接口的权限",
  60020: "IP 不在可信名单，去管理后台「企业可信 IP」里加",
  60111: "通讯录里没有这个成员",
  60140: "response_code 无效、已用过或超过 72 小时",
  81013: "收件人全部无效或不可见",
  84061: "没有成员加了这个客户",
  82001: "没有指定收件人",
};

const SERVERS = { wecom: "企业微信", wechat: "微信", sms: "短信网关" };

/** The sentence of the line; `world` knows the people's names. */
export function explain(record, world) {
  if (record.direction === "problem") return "";
  return record.direction === "callback" ? explainCallback(record, world) : explainCall(record, world);
}

/** The names of who speaks to whom. */
export function speakers({ direction, channel }) {
  const other = SERVERS[channel];
  return direction === "callback" ? [other, "机器人"] : ["机器人", other];
}

/** What an integrator should know about this kind of exchange; empty if there is nothing to say. */
export function hint(record) {
  const hints = record.channel === "wecom" ? HINTS : wechat.HINTS;
  if (record.direction === "api") return hints[callOf(record)] ?? "";
  return hints[tag(record.request, "Event")] ?? hints.callback;
}

export function explainError({ errcode, channel }) {
  return (channel === "wecom" ? ERRORS : wechat.ERRORS)[errcode] ?? "";
}

export function failed({ direction, errcode, status }) {
  return direction === "problem" || Boolean(errcode) || status === 0 || status >= 400;
}

function explainCallback({ method, request, userid, channel, query }, world) {
  const wecom = channel === "wecom";
  if (method === "GET") return wecom ? "验证回调地址，应原样返回 echostr 的明文" : "验证回调地址，应原样返回 echostr";
  const way = query.msg_signature ? "加密回调" : "明文回调";
  const who = world.nameOf(userid);
  const type = tag(request, "MsgType");
  if (type !== "event") return `收到${who}的${MESSAGES[type] ?? ` ${type} `}消息（${way}）`;
  const event = tag(request, "Event");
  return `${who}${(wecom ? EVENTS : wechat.EVENTS)[event] ?? `触发事件 ${event}`}（${way}）`;
}

function explainCall(record, world) {
  const call = callOf(record);
  const { request } = record;
  if (record.channel !== "wecom") return `${wechat.CALLS[call] ?? `调用 ${call}`}${list(addressed(request), world)}`;
  if (call === "message/update_template_card") return `更新卡片${list(updated(request), world)}`;
  if (call !== "message/send") return CALLS[call] ?? `调用 ${call}`;
  const [, type] = /"msgtype"\s*:\s*"(\w+)"/.exec(request) ?? [];
  return `发送${SENT[type] ?? ""}消息${list(addressed(request), world)}`;
}

function callOf({ path }) {
  return path.replace(/^\/?cgi-bin\//, "");
}

function addressed(request) {
  const [, touser] = /"(?:touser|phone)"\s*:\s*"([^"]+)"/.exec(request) ?? [];
  return touser?.split("|") ?? [];
}

function updated(request) {
  const [, userids] = /"userids"\s*:\s*\[([^\]]*)\]/.exec(request) ?? [];
  return [...(userids ?? "").matchAll(/"([^"]+)"/g)].map(([, userid]) => userid);
}

function list(userids, world) {
  const names = userids.map((userid) => world.nameOf(userid));
  if (!names.length) return "";
  return names.length > 3 ? `，给${names[0]}等 ${names.length} 人` : `，给${names.join("、")}`;
}

function tag(xml, name) {
  const [, cdata, bare] = new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|([^<]*))</${name}>`).exec(xml) ?? [];
  return cdata ?? bare ?? "";
}
