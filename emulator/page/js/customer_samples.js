// What a customer might say; every place is invented.

export const CODES = 12; // shown in the menu

export const LINES = [
  "厨房水槽下面一直在漏水，地上都湿了",
  "锦绣花园 3 栋 1204",
  "师傅大概什么时候能到？",
  "今天下午三点以后家里有人",
  "还没好，又开始漏了",
  "修好了，谢谢师傅",
];
