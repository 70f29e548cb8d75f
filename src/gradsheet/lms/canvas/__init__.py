"""Canvas: a QTI 1.2 package that its classic quizzes and its New Quizzes read alike."""

from .writer import canvas

__all__ = ["canvas"]
