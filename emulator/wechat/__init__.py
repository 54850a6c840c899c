"""The official account (服务号) and the people who follow it: a second server behind the same address.

Start at `official` (its state). `api` answers the bot's calls, `postman` carries callbacks to the bot, `actions` is
what a customer can do. Whose server a call is for shows in its path, or in its token where both have the path.
"""
