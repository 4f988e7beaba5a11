"""How days and moments are written in English: in one order everywhere, by a clock of 24 hours, as UTC is told."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
