"""A log line is one JSON object, whatever a visitor sent, and gives no link away."""

import json
import logging
import sys

from config.logs import JsonFormatter

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIz_-"


def line(message, *args, **extra) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, message, args, None)
    for name, value in extra.items():
        setattr(record, name, value)
    return JsonFormatter().format(record)


def test_a_line_break_in_a_path_does_not_forge_a_second_line():
    text = line("Not Found: %s", "/x\n{}")
    assert "\n" not in text
    assert json.loads(text)["message"] == "Not Found: /x\n{}"


def test_the_time_is_shanghais_with_its_offset():
    assert json.loads(line("x", created=1_700_000_000.0))["time"] == "2023-11-15T06:13:20.000+08:00"


def test_the_token_of_a_link_is_left_out():
    assert TOKEN not in line("Not Found: /s/%s/", TOKEN)


def test_long_chinese_text_is_kept():
    sentence = "这是一句很长而且没有标点的中文记录用来确认日志不会把它当作链接里的口令而省略掉"
    assert sentence in line(sentence)


def test_a_trace_stays_in_the_same_line_without_tokens():
    try:
        raise ValueError(TOKEN)
    except ValueError:
        text = line("failed", exc_info=sys.exc_info())
    assert "ValueError" in json.loads(text)["trace"]
    assert TOKEN not in text
