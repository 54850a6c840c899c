"""What happens when a customer writes, scans a code or presses the menu: the same drafts and tickets as with staff, and
another conversation.

`messages.WORDS` shows what a text may be, in the order in which that is tried.
"""
