"""`make run`: one parent that prepares the site, starts its processes and ends them together.

`bootstrap` makes the Python environment with nothing but the standard library; `python -m config.launch` does the rest.
"""
