"""Published pairs of ciphertext and plaintext, each with the keys it was made with.

A: Tencent's own sample. B: an earlier state of Tencent's Python sample. C: wechatpy's tests. D1, D2: go-workwx's tests,
recorded from a real console.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Keys:
    receive_id: str
    token: str
    aes_key: str


@dataclass(frozen=True, kw_only=True)
class Vector:
    """`holds`: what the plaintext is, or must contain."""

    keys: Keys
    timestamp: str
    nonce: str
    signature: str
    encrypted: str
    holds: tuple[str, ...]


A = Keys(receive_id="wx5823bf96d3bd56c7", token="QDG6eK", aes_key="jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C")
B = Keys(
    receive_id="ww1436e0e65a779aee",
    token="hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo",
    aes_key="6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt",
)
C = Keys(receive_id="wx49f0ab532d5d035a", token="123456", aes_key="kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR")
D1 = Keys(
    receive_id="ww6a112864f8022910",
    token="kjr2TKI8umCBfVF3wAHk8JiPwma5VBme",
    aes_key="4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws",
)
D2 = Keys(
    receive_id="ww6a112864f8022910", token="kz7Yx62CH8SaLN", aes_key="cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP"
)

F = Keys(receive_id="wx1939f9ee65384f14", token="sewapower", aes_key="Sd8AFrmKTlF2u5jbQl8vQEYJX57aALEz1OivuIUgD3r")

A_GET = Vector(
    keys=A,
    timestamp="1409659589",
    nonce="263014780",
    signature="5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    encrypted=("P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="),
    holds=("1616140317555161061",),
)

A_POST = Vector(
    keys=A,
    timestamp="1409659813",
    nonce="1372623149",
    signature="477715d11cdb4164915debcba66cb864d751f3e6",
    encrypted=(
        "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911"
        "L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLx"
        "AUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9"
        "nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/u"
        "h9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
    ),
    holds=("hello", "4561255354251345929", "218"),
)

B_GET = Vector(
    keys=B,
    timestamp="1476416373",
    nonce="47744683",
    signature="012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb",
    encrypted=("fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFyq6SVHyA=="),
    holds=("1288432023552776189",),
)

B_POST = Vector(
    keys=B,
    timestamp="1476422779",
    nonce="1597212914",
    signature="0c3914025cb4b4d68103f6bfc8db550f79dcf48e",
    encrypted=(
        "Kl7kjoSf6DMD1zh7rtrHjFaDapSCkaOnwu3bqLc5tAybhhMl9pFeK8NslNPVdMwmBQTNoW4mY7AIjeLvEl3NyeTkAgGzBhzT"
        "tRLNshw2AEew+kkYcD+Fq72Kt00fT0WnN87hGrW8SqGc+NcT3mu87Ha3dz1pSDi6GaUA6A0sqfde0VJPQbZ9U+3JWcoD4Z5j"
        "aU0y9GSh010wsHF8KZD24YhmZH4ch4Ka7ilEbjbfvhKkNL65HHL0J6EYJIZUC2pFrdkJ7MhmEbU2qARR4iQHE7wy24qy0cRX"
        "3Mfp6iELcDNfSsPGjUQVDGxQDCWjayJOpcwocugux082f49HKYg84EpHSGXAyh+/oxwaWbvL6aSDPOYuPDGOCI8jmnKiypE+"
    ),
    holds=("你好", "ChenJiaShun", "1000002"),
)

C_GET = Vector(
    keys=C,
    timestamp="1411443780",
    nonce="437374425",
    signature="dd6b9c95b495b3f7e2901bfbc76c664930ffdb96",
    encrypted=("4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q=="),
    holds=("5927782489442352469",),
)

D_GET = Vector(
    keys=D1,
    timestamp="1583940690",
    nonce="VHh7ymSeb0jc4lSb",
    signature="1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011",
    encrypted=("6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nIX3ZNt9w=="),
    holds=("94966531020182955848408",),
)

D_POST = Vector(
    keys=D2,
    timestamp="1583995625",
    nonce="1584392382",
    signature="f265ae551b1932727204c3d707628d01376a6940",
    encrypted=(
        "EUCt7xMcNiyASzZj0Hjc5yDjFQrCum6AfQ3ntHiUzjGQ51xieKmbvtrZ40/EcB2W/W8yH0n4Lqx48gJl/T9HD/R309I0P/r5"
        "pIZucK3lyEn48FYMr4YdE0QdL2jIJ3xkcXUr6uzefzCxG6lMvwpAJaOyVCzN7sRRw47njfxy5EIqU6R9ZBhlTzfdnhhOhK/n"
        "TwzrZX3SoGlXFA9OBeZ6ru1NWpXFk76x9DUMe0lcxPPiUqK8ctnQcYXSGUHVqC6DfG7E7mab0OmruNN8cBZY5d3dYOBA4Oga"
        "H55Q0AJmUpdT8vNiXpXx+6TxT3TIjySXpDrHVyrsb772aYywgg/Nu4kUmGkALwFZlzhjNegR7wDwb9lr4ERXsSSS8JZ8lbBm"
        "aQ3F2Tq584xoPj5rIhXAF734ynm4no1g+SdHiNqR328="
    ),
    holds=("x123", "foobar", "2018405441", "1000002"),
)

F_POST = Vector(
    keys=F,
    timestamp="1552468390",
    nonce="570040320",
    signature="c4a5de44f8cfead9f0344023c176204a6283d903",
    encrypted=(
        "Vu7zu+d43fi2wi35UFAhY5UbNult7drtKnAuWkgEOVSTC+LO9EdsGUBpqsrY44YE6QfPmQ75kg2k2eRyDTQRB57lRHXdLGMu"
        "uJqCCSzgh7k7e+UvvqQ69EwPZBhBv1Td63RCgGPl9UYtSOP4AhWWFHWN1Yw5NOTQVid8pPkWYC3fPymUJ5cRadAoqvOpwIps"
        "YxqBnmv7vVg48x/VyXcEH+/Yj9LiLkVIKFkZBriMeMD9tOthvxX65eSIh5AOtYEBnVHepy3WpEOQSlQ9jSgJVY3uXN9s6IYG"
        "LoPntpIW29jAFlHeNHw1l7dmP29wPvd6QOEQtg1XnYfazpdqU2MLWHtBw9PHAFEKaJvhdoVC0/zyPbRUGeNnBMKagtEekGdt"
        "hM44PQub5mUFC/PjgEj1g4ej2ELwq1RuJvbGnG+R097JIufz76T50ckeDc2QTxVGfJZgKMk//lwjF58PfYfZrA=="
    ),
    holds=("TESTCOMPONENT_MSG_TYPE_TEXT", "22226002107809513"),
)

VECTORS = {
    "A GET": A_GET,
    "A POST": A_POST,
    "B GET": B_GET,
    "B POST": B_POST,
    "C GET": C_GET,
    "D GET": D_GET,
    "D POST": D_POST,
    "F POST": F_POST,
}
