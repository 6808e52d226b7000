"""What it costs, as ratios: `make bench`, or `python -m benchmarks --help`. Nothing here is part of the site."""
