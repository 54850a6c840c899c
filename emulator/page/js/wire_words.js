// What a line of the wire log says, in a sentence for somebody who is learning the protocol.

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
  template_card_event: "点了卡片按钮",
  template_card_menu_event: "选了卡片右上角的菜单",
};

const CALLS = {
  gettoken: "取 access_token（7200 秒，勿频繁取）",
  "message/send": "发送消息",
  "message/update_template_card": "更新已发出的卡片（消耗一个 response_code）",
  "message/recall": "撤回消息",
  "media/get": "下载素材（3 天内有效）",
  "media/upload": "上传临时素材",
  "user/get": "读成员资料",
  "user/simplelist": "读部门成员",
  "user/list": "读部门成员详情",
  "user/list_id": "读全部成员 ID",
  "department/list": "读部门列表",
  "department/simplelist": "读部门 ID 列表",
  "department/get": "读部门详情",
  "auth/getuserinfo": "用网页授权 code 换成员身份",
  "agent/get": "读应用详情",
  get_jsapi_ticket: "取 JS-SDK 票据",
  "ticket/get": "取应用的 JS-SDK 票据",
  getcallbackip: "取回调来源 IP 段",
  get_api_domain_ip: "取接口服务器 IP 段",
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
  42014: "task_id 不合法或重复",
  60020: "IP 不在可信名单，去管理后台「企业可信 IP」里加",
  60111: "通讯录里没有这个成员",
  60140: "response_code 无效、已用过或超过 72 小时",
  81013: "收件人全部无效或不可见",
  82001: "没有指定收件人",
};

/** The sentence of the line; `world` knows the people's names. */
export function explain(record, world) {
  if (record.direction === "problem") return "";
  return record.direction === "callback" ? explainCallback(record, world) : explainCall(record, world);
}

/** The names of who speaks to whom. */
export function speakers({ direction }) {
  return direction === "callback" ? ["企业微信", "机器人"] : ["机器人", "企业微信"];
}

export function explainError(errcode) {
  return ERRORS[errcode] ?? "";
}

export function failed({ direction, errcode, status }) {
  return direction === "problem" || Boolean(errcode) || status === 0 || status >= 400;
}

function explainCallback({ method, request, userid }, world) {
  if (method === "GET") return "验证回调地址，应原样返回 echostr 的明文";
  const who = world.nameOf(userid);
  const type = tag(request, "MsgType");
  if (type !== "event") return `收到${who}的${MESSAGES[type] ?? ` ${type} `}消息（加密回调）`;
  const event = tag(request, "Event");
  return `${who}${EVENTS[event] ?? `触发事件 ${event}`}（加密回调）`;
}

function explainCall({ path, request }, world) {
  const call = path.replace(/^\/?cgi-bin\//, "");
  if (call !== "message/send") return CALLS[call] ?? `调用 ${call}`;
  const [, type] = /"msgtype"\s*:\s*"(\w+)"/.exec(request) ?? [];
  return `发送${SENT[type] ?? ""}消息${recipients(request, world)}`;
}

function recipients(request, world) {
  const [, touser] = /"touser"\s*:\s*"([^"]+)"/.exec(request) ?? [];
  const names = touser?.split("|").map((userid) => world.nameOf(userid)) ?? [];
  if (!names.length) return "";
  return names.length > 3 ? `，给${names[0]}等 ${names.length} 人` : `，给${names.join("、")}`;
}

function tag(xml, name) {
  const [, cdata, bare] = new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|([^<]*))</${name}>`).exec(xml) ?? [];
  return cdata ?? bare ?? "";
}
