"""What makers order by, A06B-6114-H201 or SGD7S-5R5A00A002: models that are as long as serial numbers."""

from __future__ import annotations

from nlp.patterns import Lazy

_BEGINNINGS = (
    # Fanuc, Siemens, Yaskawa
    "A06B|A860|A20B|A16B|A02B|A05B|6ES[57]|6SL3|6SE[67]|6AV|6EP|6GK|6FC|6RA|1F[KTW]|1LE|1PH|3R[TVBWUH]|3VA|3WL|3SK|5SY"
    "|SGD|SGM|SGP|CIMR|JUSP|JZRC"
    # Mitsubishi, Omron, Sick, Turck
    "|MR-|FR-|FX[1-5]|Q[0-9]{2}[A-Z]|R88|R7[DM]|CJ[12]|CP[12]|C200|NX[0-9]-|NJ[0-9]"
    "|LMS[0-9]|TBEN|BL20"
    # Rockwell, Schneider, ABB, Danfoss
    "|1756|1769|1746|1734|1794|2711|20[A-F][A-Z]|BMX|TM[2-5]|TSX|ATV|LXM|BMH|BSH|LC1|LRD|NSX|GV[2-9]|XB[2457]|RXM"
    "|ABL|ACS[0-9]|DCS[0-9]|VLT|131[BFHLN]"
    # Delta, Inovance, Invt, Beckhoff, Wago, Panasonic, GE, B&R, Mettler
    "|ASD|ECMA|DVP|VFD|DOP|MD[2-9][0-9]|IS6|SV6|CHF|CHV|CV[23]|MHM|MDM|MSM|MADL|MBDL|MCDL|MDDL|IC69|ACOPOS"
)
_REST = "[A-Z0-9]{0,12}(?:[-/.][A-Z0-9]{1,14}){0,5}"
ORDER_CODE = Lazy(rf"(?:{_BEGINNINGS})(?![A-Z0-9./-]{{0,40}}[0-9]{{4}}(?![0-9A-Z]{{0,20}}-)){_REST}")
