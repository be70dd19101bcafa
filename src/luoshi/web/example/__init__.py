"""The example city (示例城市): its facts as data, its history built through services."""
