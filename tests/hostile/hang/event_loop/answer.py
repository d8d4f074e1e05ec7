# An event loop that does not end.

import asyncio

await asyncio.sleep(1000)
