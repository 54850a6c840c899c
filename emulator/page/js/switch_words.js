// One sentence for each switch: what it shows. The names are the fields of the emulator's `Switches`.

export const SENTENCES = {
  passive_card_replies: "点卡片按钮时，回调应答里带的新卡片算不算数；官方文档前后不一，机器人不该依赖它。",
  duplicate_callbacks: "同一个回调多投几次：机器人应当只处理一次，不开两张单。",
  late_callbacks: "回调晚到若干秒：消息仍然要进对的那张草稿。",
  callbacks_out_of_order: "相邻两个回调先后对调：连发的几条消息顺序乱了也不出错。",
  lose_callbacks: "回调压根没送到：机器人无从知晓，要靠人再发一次或定时对账。",
  callback_timeout: "等机器人应答的上限，官方是 5 秒；超过就断开重投，机器人要先应答、后干活。",
  retry_after: "两次投递之间等多久；一共投三次。",
  retry_when_not_200: "机器人报错（非 200）时企业微信再投：出错那一刻的消息不会丢。",
  ip_not_trusted: "出口 IP 不在可信名单，接口一律返回 60020：机器人应当报告怎么改配置，而不是空转。",
  refuse_long_text: "超过 2048 字节的文本是悄悄截断还是报错 45002，官方两处说法不一：机器人自己不该发超长的。",
  repetition_gives_code: "查重命中时应答里有没有 response_code，官方没写：没有的话，机器人得另发一张新卡片。",
  outage: "企业微信接口不可用：要发的消息在发件箱里等着，恢复后按顺序补发。",
  slow_answers: "接口慢吞吞：一条慢消息不该拖住别的会话。",
  kill_tokens: "access_token 提前作废（40014）：机器人应当只重新取一次，然后照常。",
};

export const CHOICES = {
  none: "正常",
  closed: "直接断开连接",
  503: "返回 HTTP 503",
  busy: "返回 errcode -1（繁忙）",
  answer_lost: "做了，但应答丢失",
};
