"""`quotedesk watch` beside the bot, as a process of its own: builds take memory and time that answers need."""

import asyncio
import logging
import os
import sys
from contextlib import suppress

from bot.settings import Settings

_log = logging.getLogger(__name__)

_AGAIN_AFTER, _ENDS_WITHIN = 10.0, 5.0


async def keep_watching(settings: Settings) -> None:
    """Watches the folder and follows the feeds for as long as this is not cancelled; starts again what ended."""
    while True:
        process = await watching_process(settings)
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _ENDS_WITHIN)
            with suppress(ProcessLookupError):
                process.kill()
            raise
        _log.error("watching the folder ended with status %s; starting it again", code)
        await asyncio.sleep(_AGAIN_AFTER)


async def watching_process(settings: Settings) -> asyncio.subprocess.Process:
    """Starts `quotedesk watch`; it has everything but the bot's token."""
    folders = ["--seeds", str(settings.seeds_dir), "--data", str(settings.data_dir)]
    environment = {key: value for key, value in os.environ.items() if key != "QUOTEDESK_TELEGRAM_TOKEN"}
    environment |= {"QUOTEDESK_CACHE_DIR": str(settings.cache_dir)}
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot.faces.cli", "watch", *folders, env=environment)
