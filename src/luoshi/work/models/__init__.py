"""The facts of the work room."""

from luoshi.work.models.notices import Channel, Notice, NoticeChoice, Urgency, Webhook, When

__all__ = ["Channel", "Notice", "NoticeChoice", "Urgency", "Webhook", "When"]
