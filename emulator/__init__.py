"""A stand-in WeCom and WeChat on this machine, which keeps their rules and shares no code with the bot.

Start reading at `server` (the emulator as one thing) and `world` (its state). `api` answers the bot's calls,
`delivery` carries callbacks to the bot, `actions` is what a member can do, `people` the language of scenario tests,
`chat_page` the same in a browser. `wechat` is the customers' side, `sms` their text messages.
"""
