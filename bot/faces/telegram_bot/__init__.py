"""The Telegram face: the only place that imports `telegram`."""
