// What a line of the wire log says where the official account, or the gateway for text messages, is spoken with.

export const EVENTS = {
  subscribe: "关注了公众号",
  unsubscribe: "取消了关注",
  SCAN: "扫了带参数的二维码",
  CLICK: "点了公众号菜单",
  VIEW: "打开菜单里的网页",
  LOCATION: "上报地理位置",
  TEMPLATESENDJOBFINISH: "的模板消息有了结果",
  subscribe_msg_popup_event: "允许了一次订阅通知",
};

export const CALLS = {
  token: "取 access_token",
  stable_token: "取稳定版 access_token",
  "message/custom/send": "发客服消息",
  "message/template/send": "发模板消息",
  "message/subscribe/bizsend": "发订阅通知",
  "template/get_all_private_template": "读模板列表",
  "qrcode/create": "生成带参数的二维码",
  showqrcode: "取二维码图片",
  "user/info": "读关注者资料",
  "user/get": "读关注者列表",
  "menu/create": "设置公众号菜单",
  "menu/get": "读公众号菜单",
  "menu/delete": "删除公众号菜单",
  "media/get": "下载素材",
  "media/upload": "上传临时素材",
  "ticket/getticket": "取 JS-SDK 票据",
  "/sns/oauth2/access_token": "用网页授权 code 换 openid",
  "/sns/oauth2/refresh_token": "刷新网页授权凭证",
  "/sms/send": "发短信",
};

export const HINTS = {
  token: "每取一次，上一个 5 分钟后作废；一天 2000 次。推荐改用 stable_token。",
  stable_token: "有效期内重复取得到同一个，到期前 5 分钟换新；强制刷新一天 20 次、间隔 30 秒。",
  "message/custom/send":
    "客户发消息后 48 小时内 5 条；点菜单、关注、扫码后 1 分钟内 3 条。窗口外是 45015，条数用完是 45047。",
  "message/template/send": "不受窗口限制，字段按前缀校验（47003）；真正的结果由 TEMPLATESENDJOBFINISH 事件告知。",
  "message/subscribe/bizsend": "客户每点一次允许，只能发一条，用完是 43101。",
  "qrcode/create": "扫码事件带回场景值：没关注的先关注，EventKey 前面有 qrscene_。",
  "/sns/oauth2/access_token": "code 只能用一次，5 分钟内有效；snsapi_base 静默，只得到 openid。",
  "/sms/send": "X-Signature 是对时间戳、随机串和正文的 HMAC-SHA256；不在微信之内，任何短信网关都可以这样接。",
  callback:
    "5 秒内应答 success 或空串，否则再投，一共三次；还不行，客户会看到「该公众号暂时无法提供服务」。事件按 FromUserName + CreateTime 去重。",
};

export const ERRORS = {
  "-1": "系统繁忙，稍后再试",
  40001: "access_token 无效或已被更新的一个顶替，重新取一次再试",
  40003: "不是本公众号的 openid",
  40007: "media_id 无效或已过三天",
  40013: "AppID 不对",
  40014: "access_token 无效",
  40036: "模板 ID 长度不对",
  40037: "模板 ID 不对",
  40125: "AppSecret 不对",
  40164: "IP 不在公众号白名单",
  41030: "小程序页面不存在",
  42001: "access_token 过期，重新取一次再试",
  43004: "客户没有关注",
  43101: "客户没有允许，或者允许的次数用完了",
  45009: "调用太频繁",
  45015: "窗口已关：客户 48 小时内没有互动，改用模板消息",
  45047: "这个窗口里的条数用完了，等客户再说话，或改用模板消息",
  45109: "这类账号没有这个接口",
  47001: "JSON 不合法",
  47003: "模板字段不合规则，errmsg 里有字段名",
};
