"""The notation of a scheme and its evaluation: pure Python, exact, without clock, database or Django.

``reading.read_scheme`` turns a TOML text into a ``Scheme``; ``evaluate.Evaluator`` turns the facts of one subject
into an ``Account``; ``wording.Wording`` renders its sentences.
"""
