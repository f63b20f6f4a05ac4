"""koreacoop: a reference and fact checker on South Korea's international cooperation."""

__version__ = "0.1.0"
