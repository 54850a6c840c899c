// What customers write, as staff would forward it. Every person, place and number is invented.
//
// `messages(at)` gives the messages in the order of sending; `at(minutes)` writes the time that many minutes ago in the way
// in which chat programmes stamp a copied line ("11-20 09:12"), so that a pasted transcript is always a fresh one.

export const SAMPLES = [
  {
    trade: "物业",
    title: "厨房漏水",
    note: "一条消息，样样齐全",
    messages: () => [
      "您好，我是栖霞雅苑 7 幢 2 单元 1103 的业主，姓温。厨房水槽下面的软管漏水，已经滴到楼下了，麻烦尽快来人。电话 13862190547",
    ],
  },
  {
    trade: "电梯",
    title: "困人",
    note: "紧急，不受工作时间限制",
    messages: () => [
      "救命，钱江新城云栖广场 B 座 3 号梯停在 9 楼和 10 楼之间，里面关了两个人，一个孕妇！保安队长老耿 18915430726",
    ],
  },
  {
    trade: "电梯",
    title: "异响，群里聊了几句",
    note: "聊天记录：姓名 日期 时间",
    messages: (at) => [
      transcript(
        [`桂经理 ${at(34)}`, "在吗？听涛公馆 5 号楼西梯最近运行到 12 楼有咯噔咯噔的响声"],
        [`前台小李 ${at(32)}`, "桂经理您好，麻烦报一下设备号和联系电话"],
        [`桂经理 ${at(31)}`, "设备号 TT-DT-0512-07，奥的斯的"],
        [`桂经理 ${at(30)}`, "我电话 13771904386，今天下午三点以后有人"],
      ),
    ],
  },
  {
    trade: "物业",
    title: "连发三条",
    note: "三条消息应合成一张草稿",
    messages: () => ["卫生间灯不亮了", "换过灯泡还是不行，估计是线路", "锦澜花园 12 幢 604，姓庾，15151476208"],
  },
  {
    trade: "汽车",
    title: "空调不冷",
    note: "车牌、车型、预约时间",
    messages: () => [
      "车主郗女士，苏E 7K2M9，19 款迈腾，空调吹出来是热风，开高速水温也偏高。想约明天上午十点进店，电话 13913502874",
    ],
  },
  {
    trade: "电子",
    title: "网关掉线",
    note: "序列号，带英文和型号",
    messages: () => [
      "3 号产线的 PLC 网关又掉线了，型号 EG-520，SN: EG520-24B-008817，重启能好十来分钟。联系厂务嵇工 17798025163，产线停着，急！",
    ],
  },
  {
    trade: "暖通",
    title: "机房报高压",
    note: "聊天记录：姓名：内容",
    messages: () => [
      transcript(
        ["宓主管: 我们酒店 2 号冷水机组报高压故障停机了"],
        ["前台小李: 收到，哪家酒店？机组什么牌子？"],
        ["宓主管: 澄湖假日酒店，地下一层制冷机房，特灵螺杆机"],
        ["宓主管: 宴会厅今晚有婚宴，五点前一定要恢复，找工程部小瞿 18362714059"],
      ),
    ],
  },
  {
    trade: "医疗",
    title: "监护仪黑屏",
    note: "科室、床位、设备编号",
    messages: () => [
      "ICU 6 床迈瑞监护仪黑屏，换过电源线不行，设备编号 JH-ICU-0619，已用备机顶上。设备科晏老师，内线 8307，手机 15962430871",
    ],
  },
  {
    trade: "物业",
    title: "没留电话",
    note: "机器人会追问最要紧的一项",
    messages: () => ["碧波新村 21 幢 302 马桶堵了，水往外冒，家里有老人，能不能今天来？"],
  },
  {
    trade: "暖通",
    title: "奇怪的号码写法",
    note: "空格、横线、+86、全角数字",
    messages: () => ["望亭路 88 号办公楼四楼会议室风机盘管漏水滴到投影仪了，找行政麻小姐 +86 139-1482 ０７６３"],
  },
  {
    trade: "物业",
    title: "又催了",
    note: "同一件事：应并入已有的单子",
    messages: () => ["栖霞雅苑 7 幢 1103 那个温先生又来催了，说楼下邻居找上门了，师傅到哪了？13862190547"],
  },
  {
    trade: "闲聊",
    title: "不是报修",
    note: "不开单，最多客气一句",
    messages: () => ["好的收到，辛苦啦，中午一起吃面？"],
  },
];

export const PLACES = [
  { label: "栖霞雅苑 7 幢", latitude: 31.31982, longitude: 120.61873 },
  { label: "云栖广场 B 座", latitude: 31.29854, longitude: 120.58226 },
  { label: "澄湖假日酒店", latitude: 31.26417, longitude: 120.73509 },
];

export const PAGES = [
  {
    title: "报修登记：锦澜花园 12 幢",
    description: "业主在小程序里填写的报修单",
    url: "https://example.com/repair/1204",
  },
  { title: "EG-520 网关使用手册", description: "第 7 章 故障代码与排查", url: "https://example.com/manual/eg-520" },
];

function transcript(...entries) {
  return entries.flat().join("\n");
}
