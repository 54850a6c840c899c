"""Encrypted callbacks that others published: Tencent's samples, and real traffic in public test suites."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.crypto import CallbackCrypto, Signature


@dataclass(frozen=True)
class Account:
    token: str
    key: str
    receive_id: str

    def crypto(self) -> CallbackCrypto:
        return CallbackCrypto(self.token, self.key, self.receive_id)


@dataclass(frozen=True)
class Vector:
    account: Account
    signature: Signature
    encrypted: str
    contains: str


TENCENT = Account("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
WEWORKAPI = Account(
    "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo", "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt", "ww1436e0e65a779aee"
)
WECHATPY = Account("123456", "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR", "wx49f0ab532d5d035a")
GO_WORKWX_GET = Account(
    "kjr2TKI8umCBfVF3wAHk8JiPwma5VBme", "4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws", "ww6a112864f8022910"
)
GO_WORKWX_POST = Account("kz7Yx62CH8SaLN", "cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP", "ww6a112864f8022910")
WECHAT_JAVA = Account("pamtest", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wxb11529c136998cb6")
WECHAT_CSHARP = Account("sewapower", "Sd8AFrmKTlF2u5jbQl8vQEYJX57aALEz1OivuIUgD3r", "wx1939f9ee65384f14")

VERIFICATIONS = {
    "tencent": Vector(
        TENCENT,
        Signature("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780"),
        "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
        "1616140317555161061",
    ),
    "weworkapi": Vector(
        WEWORKAPI,
        Signature("012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb", "1476416373", "47744683"),
        "fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFyq6SVHyA==",
        "1288432023552776189",
    ),
    "wechatpy": Vector(
        WECHATPY,
        Signature("dd6b9c95b495b3f7e2901bfbc76c664930ffdb96", "1411443780", "437374425"),
        "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==",
        "5927782489442352469",
    ),
    "go-workwx": Vector(
        GO_WORKWX_GET,
        Signature("1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011", "1583940690", "VHh7ymSeb0jc4lSb"),
        "6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w==",
        "94966531020182955848408",
    ),
}

MESSAGES = {
    "tencent": Vector(
        TENCENT,
        Signature("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149"),
        "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911"
        "L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLx"
        "AUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9"
        "nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/u"
        "h9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
        "<MsgId>4561255354251345929</MsgId>",
    ),
    "weworkapi": Vector(
        WEWORKAPI,
        Signature("0c3914025cb4b4d68103f6bfc8db550f79dcf48e", "1476422779", "1597212914"),
        "Kl7kjoSf6DMD1zh7rtrHjFaDapSCkaOnwu3bqLc5tAybhhMl9pFeK8NslNPVdMwmBQTNoW4mY7AIjeLvEl3NyeTkAgGzBhzT"
        "tRLNshw2AEew+kkYcD+Fq72Kt00fT0WnN87hGrW8SqGc+NcT3mu87Ha3dz1pSDi6GaUA6A0sqfde0VJPQbZ9U+3JWcoD4Z5j"
        "aU0y9GSh010wsHF8KZD24YhmZH4ch4Ka7ilEbjbfvhKkNL65HHL0J6EYJIZUC2pFrdkJ7MhmEbU2qARR4iQHE7wy24qy0cRX"
        "3Mfp6iELcDNfSsPGjUQVDGxQDCWjayJOpcwocugux082f49HKYg84EpHSGXAyh+/oxwaWbvL6aSDPOYuPDGOCI8jmnKiypE+",
        "你好",
    ),
    "go-workwx": Vector(
        GO_WORKWX_POST,
        Signature("f265ae551b1932727204c3d707628d01376a6940", "1583995625", "1584392382"),
        "EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl/T9HD/R309I0P/r5"
        "pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRRw47njfxy5EIqU6R9ZBhlTzfdnhhOhK/n"
        "TwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4Oga"
        "H55Q0AJmUpdT8vNiXpXx+6TxT3TIjySXpDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBm"
        "aQ3F2Tq584xoPj5rIhXAF734ynm4no1g+SdHiNqR328=",
        "x123",
    ),
    "wechat-csharp": Vector(
        WECHAT_CSHARP,
        Signature("c4a5de44f8cfead9f0344023c176204a6283d903", "1552468390", "570040320"),
        "Vu7zu+d43fi2wi35UFAhY5UbNult7drtKnAuWkgEOVSTC+LO9EdsGUBpqsrY44YE6QfPmQ75kg2k2eRyDTQRB57lRHXdLGMu"
        "uJqCCSzgh7k7e+UvvqQ69EwPZBhBv1Td63RCgGPl9UYtSOP4AhWWFHWN1Yw5NOTQVid8pPkWYC3fPymUJ5cRadAoqvOpwIps"
        "YxqBnmv7vVg48x/VyXcEH+/Yj9LiLkVIKFkZBriMeMD9tOthvxX65eSIh5AOtYEBnVHepy3WpEOQSlQ9jSgJVY3uXN9s6IYG"
        "LoPntpIW29jAFlHeNHw1l7dmP29wPvd6QOEQtg1XnYfazpdqU2MLWHtBw9PHAFEKaJvhdoVC0/zyPbRUGeNnBMKagtEekGdt"
        "hM44PQub5mUFC/PjgEj1g4ej2ELwq1RuJvbGnG+R097JIufz76T50ckeDc2QTxVGfJZgKMk//lwjF58PfYfZrA==",
        "TESTCOMPONENT_MSG_TYPE_TEXT",
    ),
}
