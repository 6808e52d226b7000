"""Reading an answer as a person does."""

import re


def text_of(answer):
    """What a reader sees: no tags, no runs of white space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("&quot;", '"')


def part_of(answer, start, end):
    """The text between two landmarks of the page's source, white space between tags left out."""
    source = re.sub(r">\s+<", "><", answer.content.decode())
    begin = source.index(start)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", source[begin : source.index(end, begin)]))
