"""What WeCom's servers keep in mind: tokens, codes, sent messages, media, and how often is too often."""
