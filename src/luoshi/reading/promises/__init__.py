"""Promises without a number (定性目标): results that a document promises, each with its kind."""

from luoshi.reading.promises.finding import find

__all__ = ["find"]
