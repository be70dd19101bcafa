"""The facts of the work room, by noun."""

from .asking import Answer, AnswerFile, AskForm, AskFormVersion

__all__ = ["Answer", "AnswerFile", "AskForm", "AskFormVersion"]
