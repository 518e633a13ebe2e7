"""The Telegram face: the only place that imports `telegram`."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # flood waits as timedelta, as the library will give them
