"""Notices in the words of the State Council, written down from days (示例通知)."""

from collections.abc import Iterable
from datetime import date, timedelta

from luoshi.work.engine.workdays import NamedDay, days_from

NUMERALS = "一二三四五六七八九十"
SIGNS = "一二三四五六日"
NOTICE = """国务院办公厅关于2031年
部分节假日安排的通知
国办发明电〔2030〕9号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2031年元旦、春节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月22日（农历除夕、周三）至29日（农历正月初七、周三）放假调休，共8天。1月19日（周日）、2月8日（周六）上班。鼓励各单位安排职工在除夕（1月22日）提前休息。
三、国庆节：10月1日至7日放假调休，共7天。9月28日（星期日）、10月11日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2030年11月5日
"""


def off(first: date, last: date, name: str) -> list[NamedDay]:
    return [NamedDay(day, False, name) for day in days_from(first, last)]


def worked(*days: date, name: str) -> list[NamedDay]:
    return [NamedDay(day, True, name) for day in days]


OF_2031 = sorted(
    [
        *off(date(2031, 1, 1), date(2031, 1, 1), "元旦"),
        *off(date(2031, 1, 22), date(2031, 1, 29), "春节"),
        *worked(date(2031, 1, 19), date(2031, 2, 8), name="春节"),
        *off(date(2031, 10, 1), date(2031, 10, 7), "国庆节"),
        *worked(date(2031, 9, 28), date(2031, 10, 11), name="国庆节"),
    ],
    key=lambda each: each.day,
)


def written(named: Iterable[NamedDay], *, sign: str = "周") -> str:
    """The days as a notice would put them: an entry for each name, its days off in runs, then those worked."""
    days: dict[str, list[NamedDay]] = {}
    for each in named:
        days.setdefault(each.name, []).append(each)
    return "\n".join(
        f"{NUMERALS[at]}、{name}：{_entry(each, sign)}" for at, (name, each) in enumerate(days.items())
    )


def _entry(days: list[NamedDay], sign: str) -> str:
    free = "".join(
        f"{_span(run, sign)}放假调休，共{len(run)}天。"
        for run in _runs(each.day for each in days if not each.is_working)
    )
    made_up = "、".join(_day(each.day, sign) for each in days if each.is_working)
    return free + (f"{made_up}上班。" if made_up else "")


def _runs(days: Iterable[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _span(run: list[date], sign: str) -> str:
    return _day(run[0], sign) + (f"至{_day(run[-1], sign)}" if len(run) > 1 else "")


def _day(day: date, sign: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日（{sign}{SIGNS[day.weekday()]}）"
