"""Tables of indicators (主要指标表): one target for each target cell."""

from luoshi.reading.targets.tables.finding import Indicators, indicators

__all__ = ["Indicators", "indicators"]
