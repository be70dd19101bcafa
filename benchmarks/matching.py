"""python benchmarks/matching.py: how fast the matcher finds names among 100,000, and how many it gets right.

Names are made by script: areas times functions for agencies, two-word trade names for firms. Each question is
a known name written as people write it: without its place, short, with another legal form, with a slip.
"""

import time
from itertools import product

from luoshi.kernel.matching import Index, Record, Verdict, body_names

FUNCTIONS = [
    "工业和信息化局",
    "发展和改革委员会",
    "人力资源和社会保障局",
    "市场监督管理局",
    "财政局",
    "交通运输局",
    "科学技术局",
    "商务局",
]
TRADES = [
    "机床",
    "电器",
    "阀门",
    "轴承",
    "电子",
    "药业",
    "食品",
    "建材",
    "仪表",
    "化工",
    "物流",
    "包装",
    "轻工",
    "科技",
    "装备",
    "能源",
]
FORMS = ["有限公司", "股份有限公司", "有限责任公司", "集团有限公司"]
SIGNS = "华长天星海云岭锻开光洋秦渭陇祁岷洮金银铜铁永恒昌盛宏达瑞丰泰安顺广福祥兴茂庆远"
NUMBER, QUESTIONS = 100_000, 2_000


def main() -> None:
    places = [f"{first}{second}县" for first, second in product(SIGNS[:30], SIGNS[:36])]
    comparison, records = body_names(places), make_records(places)
    begun = time.perf_counter()
    index = Index(records, comparison=comparison)
    print(f"{len(records):,} names filed in {time.perf_counter() - begun:.1f} s")
    asked = [ask(records[number * 7919 % len(records)], number) for number in range(QUESTIONS)]
    begun = time.perf_counter()
    rankings = [index.rank(record) for record, _key in asked]
    spent = time.perf_counter() - begun
    first = sum(
        bool(ranking.best) and ranking.best.key == key
        for ranking, (_, key) in zip(rankings, asked, strict=True)
    )
    listed = sum(
        key in [each.key for each in ranking.candidates]
        for ranking, (_, key) in zip(rankings, asked, strict=True)
    )
    wrong = sum(
        ranking.verdict == Verdict.SAME and ranking.best.key != key
        for ranking, (_, key) in zip(rankings, asked, strict=True)
    )
    print(f"{QUESTIONS:,} names asked for in {spent:.1f} s: {1000 * spent / QUESTIONS:.2f} ms each")
    print(f"the right one first: {first}, among five: {listed}, wrongly taken for the same: {wrong}")


def make_records(places: list[str]) -> list[Record]:
    agencies = [
        Record(f"a{at}-{number}", (f"{place}{name}",))
        for at, place in enumerate(places)
        for number, name in enumerate(FUNCTIONS)
    ]
    names = product(SIGNS, SIGNS[::-1], TRADES, FORMS)
    firms = [
        Record(f"f{at}", (f"{places[at % len(places)]}{''.join(parts)}",)) for at, parts in enumerate(names)
    ]
    return [*agencies, *firms][:NUMBER]


def ask(record: Record, number: int) -> tuple[Record, object]:
    """The record's name as somebody else writes it, with the key that it should be found under."""
    name = record.names[0]
    slips = [
        name,
        name.replace("有限公司", "有限责任公司").replace("管理局", "管理局（本级）"),
        name.replace("和", "与"),
        f"{name[:5]} {name[5:]}",
        name[:-3] + name[-2:] if len(name) > 9 else name,
    ]
    return Record("asked", (slips[number % len(slips)],)), record.key


if __name__ == "__main__":
    main()
