"""WHAT THE ENTERPRISES SAY."""

from .survey import Answer, Question, Response, Survey

__all__ = ["Answer", "Question", "Response", "Survey"]
