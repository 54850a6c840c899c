"""Characters that are read as another one, each as long as what it stands for."""

from __future__ import annotations

# Traditional and simplified, aligned: the characters of the lexicons, not of the language.
_TRADITIONAL = (
    "電話號碼機聯繫係門壞樓層單棟維修報燈車庫廠區園廣業戶總務經師傅長員醫療設備編維護"
    "漏風熱涼溫製冷調壓閥風扇爐頭廁間廚龍塞擋開關鎖鑰顯屏網絡線纜纏線視頻監攝錄臺"
    "們這個來時後兩點鐘週內請謝麻煩問題壹貳參陸應該過還沒無現場試緊馬趕給幫從進"
    "東寧蘇滬灣縣鎮鄉村莊劉陳張楊趙吳鄭馮蔣韓許魏蕭鄧葉蘇盧蔡賈閻鄒陸龐萬顧羅歐陽諸葛賴龔譚廖"
    "財產資訊輸輪轉發動異響聲雜訊級鏡壁牆頂磚塊窗紗玻璃縫滲濕髒臭煙霧鳴閃爍斷緩慢滅"
    "專櫃賣餐廳廊館會議實驗課學樂體檢診輸營藥劑儀針膠軟硬盤腦筆鍵觸摸屏幕雲"
    "賬帳單據錢價費補償約預訂購買賣貨運達達郵遞遲誤變換舊新訂約簽"
)
_SIMPLIFIED = (
    "电话号码机联系系门坏楼层单栋维修报灯车库厂区园广业户总务经师傅长员医疗设备编维护"
    "漏风热凉温制冷调压阀风扇炉头厕间厨龙塞挡开关锁钥显屏网络线缆缠线视频监摄录台"
    "们这个来时后两点钟周内请谢麻烦问题壹贰叁陆应该过还没无现场试紧马赶给帮从进"
    "东宁苏沪湾县镇乡村庄刘陈张杨赵吴郑冯蒋韩许魏萧邓叶苏卢蔡贾阎邹陆庞万顾罗欧阳诸葛赖龚谭廖"
    "财产资讯输轮转发动异响声杂讯级镜壁墙顶砖块窗纱玻璃缝渗湿脏臭烟雾鸣闪烁断缓慢灭"
    "专柜卖餐厅廊馆会议实验课学乐体检诊输营药剂仪针胶软硬盘脑笔键触摸屏幕云"
    "账账单据钱价费补偿约预订购买卖货运达达邮递迟误变换旧新订约签"
)

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63", "-")

ALIKE: dict[str, str] = {
    **{t: s for t, s in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if t != s},
    **_FULL_WIDTH,
    **_HYPHENS,
    "\u3000": " ",
    "\u00a0": " ",
}

# What stands behind one of these, or behind the end of the text, says nothing about what stands before it.
STOPS = frozenset(("", "\n", "。", "、"))

# How digits are said and written out: 幺 for one, 洞 拐 勾 as on the radio.
SPOKEN_DIGITS: dict[str, str] = {
    spoken: digit
    for digit, forms in zip(
        "0123456789",
        ("零〇○洞", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾"),
        strict=True,
    )
    for spoken in forms
}
