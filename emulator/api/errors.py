"""What WeCom says when it says no."""

from __future__ import annotations

import secrets

TEXTS = {
    -1: "system busy",
    40001: "invalid credential",
    40003: "invalid UserID",
    40004: "invalid media type",
    40005: "invalid type",
    40006: "invalid media size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40011: "invalid video size",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40029: "invalid code",
    40032: "invalid user list size",
    40056: "invalid agentid",
    40057: "invalid callbackurl",
    40058: "invalid Request Parameter",
    40063: "some parameters are empty",
    40074: "news type message can not be safe",
    40096: "invalid external userid",
    40145: "media_id expired",
    40146: "invalid range",
    41001: "access_token missing",
    41002: "corpid missing",
    41004: "corpsecret missing",
    41006: "media_id missing",
    41009: "userid missing",
    41010: "url missing",
    41011: "agentid missing",
    41016: "title missing",
    41033: "description missing",
    42001: "access_token expired",
    42003: "oauth_code expired",
    42014: "task_id invalid",
    42015: "agentid not match with the original message",
    42017: "button key not exist",
    42020: "button name missing",
    42022: "code used",
    42027: "template_card.horizontal_content_list.keyname missing",
    42028: "template_card url missing",
    42029: "template_card media_id missing",
    42030: "template_card appid missing",
    42031: "template_card.card_type invalid",
    42033: "template_card title missing",
    42035: "template_card.horizontal_content_list size out of limit",
    42036: "template_card.vertical_content_list size out of limit",
    42037: "template_card option_list size out of limit",
    42038: "template_card.button_list.text missing or invalid",
    42039: "template_card.button_list.key missing or invalid",
    42040: "template_card option_list.id missing or invalid",
    42041: "template_card option_list.text missing or invalid",
    42042: "template_card.jump_list size out of limit",
    42043: "template_card question_key missing or invalid",
    42044: "template_card.card_image.url missing or invalid",
    42045: "template_card.card_action missing or invalid",
    42046: "template_card.submit_button.key missing or invalid",
    42047: "template_card.select_list size out of limit",
    42049: "template_card.submit_button.text missing or invalid",
    42050: "template_card.horizontal_content_list.userid missing or invalid",
    42051: "template_card.action_menu.action_list.key conflict",
    42052: "msgid expired",
    43012: "app need to set callback url",
    44001: "empty media data",
    44004: "empty content",
    45001: "media size out of limit",
    45002: "content size out of limit",
    45007: "voice playtime out of limit",
    45008: "article size out of limit",
    93000: "invalid webhook url",
    93017: "message content is empty",
    45009: "api freq out of limit",
    45034: "url missing protocol",
    46004: "user not exist",
    48002: "api forbidden",
    48009: "contact sync secret may not read details",
    50001: "redirect_uri is not trusted",
    50003: "app disabled",
    60003: "department not found",
    60011: "no privilege to access/modify contact/party/agent",
    60020: "not allow to access from your ip",
    60030: "user is out of the visible range",
    60111: "userid not found",
    60123: "invalid party id",
    60140: "invalid response_code",
    81013: "user & party & tag all invalid",
    82001: "recipient empty",
    82002: "toparty size out of limit",
    82003: "totag size out of limit",
    82101: "update target empty",
    82102: "update targets are not receivers of the message",
    84014: "user_ticket expired",
    84015: "invalid user_ticket",
    84061: "not external contact",
    830002: "range too large",
    91040: "invalid ticket type",
    301002: "not allow operate another agent with this accesstoken",
}


class ApiError(Exception):
    """`detail` names the field, as the real texts often do."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        super().__init__(f"{errcode} {TEXTS[errcode]} {detail}".rstrip())
        self.errcode = errcode
        self.detail = detail

    def answer(self, ip: str) -> dict[str, object]:
        text = TEXTS[self.errcode] + (f": {self.detail}" if self.detail else "")
        more = f"https://open.work.weixin.qq.com/devtool/query?e={self.errcode}"
        hint = secrets.token_hex(8)
        return {
            "errcode": self.errcode,
            "errmsg": f"{text}, hint: [{hint}], from ip: {ip}, more info at {more}",
        }
