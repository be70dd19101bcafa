"""Units and measure words (计量单位、量词)."""

from __future__ import annotations

import re
from functools import lru_cache

SCALE = r"万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百"
MONEY = r"元人民币|人民币元|美元|欧元|港元|日元|元"
SHARE = r"个百分点|百分点|个基点|基点|%|‰"
TIMES = r"倍|番|成"
TIME = r"岁|个工作日|工作日|个月|个自然日|小时|分钟|秒钟|秒|毫秒|日|天|年|月|周"
PHYSICAL = (
    r"吨标准煤|吨标煤|蒸吨|克标准煤|千克标准煤|吨二氧化碳|平方公里|平方千米|平方米|立方米|公顷|公里|千米|毫米|厘米|米|千瓦时|千瓦"
    r"|兆瓦时|兆瓦|吉瓦时|吉瓦|伏安|千伏|度电|亩次|亩|吨|公斤|市斤|斤|千克|微克|毫克|克|升|标准箱|标箱|箱|分贝|摄氏度|℃|标准立方米"
    r"|EFLOPS|PFLOPS|EFlops|PFlops|Gbps|Mbps|Tbps|TEU|GWh|MWh|kWh|GW|MW|kW|MB|GB|TB|PB|EB|kV|km²"
    r"|m²|m³|km|mg|μg|ug|kg|dB|兆比特/秒|机架|P(?![A-Za-z])"
)
COUNT = (
    r"套\(间\)|个等级|家次|人次|人天|人日|人|件次|架次|辆次|车次|列次|班次|场次|户次|家次|台次|例次|台\(套\)|台/套|台套|套\(台\)|台|套|家|户|个|座|条|项|件|名|位"
    r"|辆|艘|架|所|处|株|头|只|羽|尾|门|种|类|批次|批|支|场|次|期|本|部|张|间|床|例|份|篇|册|班|列|对|块|片|颗|枚|瓶|标准架"
    r"|宗|笔|款|单|席|双|盏|口|眼|孔|组|团|队|栋|幢|层|村|镇|乡|县|轮|道|点|分|卷|标段|公顷次|人份|匹|根|节|株|泊位|学时|课时|门次|群|家\(次\)"
    r"|人\(次\)|个\(处\)|处\(个\)"
)
_PLAIN = rf"(?:{PHYSICAL}|{MONEY}|{TIME}|{COUNT})"
_DENOMINATOR = rf"(?:(?:{SCALE})?(?:{PHYSICAL}|{MONEY}|{TIME}|{COUNT}|日|秒|时))"
UNIT = rf"(?:{SHARE}|{TIMES}|(?:{SCALE})?{_PLAIN}(?:[/／·]{_DENOMINATOR})*|(?:{SCALE}))"

_KINDS = (
    ("share", re.compile(rf"(?:{SHARE})$")),
    ("times", re.compile(rf"(?:{TIMES})$")),
    ("money", re.compile(rf"(?:{SCALE})?(?:{MONEY})$")),
    ("time", re.compile(rf"(?:{TIME})$")),
    ("physical", re.compile(rf"(?:{SCALE})?(?:{PHYSICAL})$")),
)
_RATE = re.compile(r".[/／]")
_LIKE_A_UNIT = re.compile(
    rf"(?:{SCALE})?(?:{UNIT}|[A-Za-zμ²³℃/·]{{1,8}})(?:[/／].{{1,6}})?|1?[/／]\d{{1,3}}万|[万亿千百级起]"
)


@lru_cache(maxsize=4096)
def kind(unit: str) -> str:
    """share, times, money, time, physical, rate, count, or none."""
    if not unit:
        return "none"
    if _RATE.search(unit):
        return "rate"
    for name, pattern in _KINDS:
        if pattern.match(unit):
            return name
    return "count"


def is_unit(text: str) -> bool:
    """Whether a cell or a bracket holds a unit and nothing else."""
    return bool(_LIKE_A_UNIT.fullmatch(text.strip().replace(" ", "")))
