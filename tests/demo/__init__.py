from datetime import date

#: the day the demo is made in most tests: a Sunday, with the end of the year still open
TODAY = date(2026, 11, 22)
