"""What only serial numbers and house tags look like, where they are set apart: no room, no model, no fault code."""

from __future__ import annotations

from nlp.patterns import Lazy

# What models, orders, rooms and faults begin with.
_OF_OTHERS = (
    r"(?!(?:FR|MR|DS|DH|RG|KFR|CXW|JSQ|JZT|JZY|XQB|XQG|BCD|ACS|DVP|ASD|LXM|CPM|SGD[A-Z]?|PO|SO|WO|HT|DD|BX|GD|WX|PD|RMA"
    r"|GB|JB|TSG|DN|PN|CH|OP|IP|AC|DC|EN|IEC|ISO|S7|VLT|WIFI|RAL|SSID)-)"
    r"(?!(?:ALM?|E|ER{1,2}|ERROR|O[CLVH]|UV|SV|SC|SP|PS|SRVO|INTP|MOTN|SYST|FAULT|NO|TEL|F|H|P|B|L)-?[0-9]{1,4}(?:-|$))"
)
_APART = (
    # AE70-4411-D, C40-0917-B, KG-RTU-1107-3, XD5-24-K0931-77: four digits by themselves within
    r"(?=[A-Z0-9-]*[A-Z])[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,5}){0,2}-[A-Z]?[0-9]{4}(?:-[A-Z0-9]{1,5}){1,2}",
    # 440305-1027-06, 500-1908-0226; 43281-R, 24-60077
    r"(?!1[3-9][0-9]-[0-9]{4}-|0[0-9]{2,3}-|400-|20[0-9]{2}-)(?=[0-9]{6}|[0-9-]{4,13}-0)[0-9]{3,6}-[0-9]{3,6}-[0-9]{2,6}",
    r"[0-9]{5,6}(?:-[0-9])?-[A-Z]|[1-9][0-9]-[0-9]{5}",
    # EL-40377, ZK-D88007, K17-0026, PDX-0457TR
    r"[A-Z]{2,4}(?:-[A-Z][0-9]?)?-[A-Z]?[0-9]{5,7}|[A-Z]{1,4}[0-9]{1,3}-0[0-9]{2,4}[A-Z]{0,2}|[A-Z]{2,4}-0[0-9]{3}[A-Z]{1,2}",
    # JY-XQ-03, FCU-18-005
    r"[A-Z]{2,4}-[A-Z]{2,3}-[0-9]{2}|[A-Z]{2,4}-[0-9]{2}-0[0-9]{2}",
    # 122864US7, AXC23060712K, TLD51100203-7; but WAN282081W is a washing machine
    r"(?![A-Z]{3}[0-9]{6}[A-Z]$)(?=[A-Z0-9-]*[A-Z])[A-Z]{0,4}[0-9]{6,12}(?:[A-Z]{1,2}[0-9]{0,4}|-[0-9]{1,2})",
    r"(?=[0-9A-F]*[A-F])(?=[0-9A-F]*[0-9]{4})[0-9A-F]{14,20}",
    # GW-8F2C-77A1-03, JX-SR-KT-0028, YY7F-A-2290, QJ-CK6150-22
    r"[A-Z]{2,4}(?:-[0-9][A-Z0-9]?[A-Z][0-9A-Z]){1,2}-[0-9]{2,4}|[A-Z]{2,4}(?:-[A-Z]{2,3}){2}-[0-9]{3,4}",
    r"[A-Z]{2,4}[0-9][A-Z]?-[A-Z]-[0-9]{4}|[A-Z]{2,3}-[A-Z]{2,3}[0-9]{3,4}-[0-9]{2}",
    # 000487213
    r"00(?!86)[0-9]{5,18}",
)
SET_APART = Lazy(f"{_OF_OTHERS}(?:{'|'.join(_APART)})")

# TP-ASC/2311/00084, HT-ZB/19/03377, GST-200/061-4417: a slash within, digits behind it.
SLASHED = Lazy(
    r"(?<![A-Za-z0-9/.-])(?!GB/|JB/)[A-Z]{2,5}(?:-[A-Z0-9]{1,5})?(?:/[A-Z0-9]{1,6}){0,2}/[A-Z]?[0-9]{3,6}"
    r"(?:-[0-9]{2,5})?(?![A-Za-z0-9/.-])"
    # AU1·8802·19, CNC/P18-0447
    r"|(?<![A-Za-z0-9])[A-Z]{2,4}[0-9]?·[0-9]{3,4}·[0-9]{2,4}(?![A-Za-z0-9])"
    r"|(?<![A-Za-z0-9-])[A-Z]{2,4}/[A-Z][0-9]{2}-[0-9]{4}(?![A-Za-z0-9-])"
)
