"""One situation's stage: a server behind a proxy, visitors that talk, and the search afterwards."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from eval.forensics.canaries import Canary, Message
from eval.forensics.proxy import Proxy
from eval.forensics.search import Searched, Searcher
from eval.forensics.server import Server, free_port
from eval.forensics.visitor import Gone, Visitor

_PROGRAM = Path(__file__).with_name("run_product.py")
CONTROL = Canary("control", "omvolking", "zonnewiel")
_TRIES = 60


@dataclass
class Stage:
    """All that one situation plants and leaves behind; everything lies under `root`."""

    name: str
    root: Path
    supply: Iterator[Message]
    count: int
    settings: dict[str, str] = field(default_factory=dict)
    limits: dict[int, int] = field(default_factory=dict)
    planted: list[Canary] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    leftovers: list[Callable[[], None]] = field(default_factory=list)
    kills: int = 0

    def __post_init__(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        self.server = Server(self.root, [str(_PROGRAM)], self.settings, limits=self.limits)
        self.proxy = Proxy(free_port(), self.server.port, self.root / "access.log")
        self.folders.append(self.root)

    @property
    def data(self) -> Path:
        """The data folder of the server."""
        return self.root / "data"

    @property
    def address(self) -> str:
        return f"localhost:{self.proxy.port}"

    @property
    def enough(self) -> bool:
        return len(self.planted) >= self.count

    def plant(self) -> Message:
        """Give the next message; from now on its canaries may be on no disk."""
        message = next(self.supply)
        self.planted.extend(message.canaries)
        return message

    def message(self) -> str:
        """Give the text of the next message."""
        return self.plant().text

    async def talk(self, visitors: int = 6, patience: float = 10.0) -> None:
        """Let visitors talk at the same time until all canaries are planted."""
        await asyncio.gather(*(self._talk(patience) for _ in range(visitors)))

    async def visit(self) -> Visitor:
        """Give a visitor that has arrived; waits while the server is being started again."""
        visitor = Visitor(self.address)
        await self._arrive(visitor)
        return visitor

    async def kill_at_random(self, times: int, chance: random.Random) -> None:
        """Kill the server in the midst of its work, and start it again, so many times."""
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0.2, 1.5))
            self.server.kill()
            self.kills += 1
            await asyncio.to_thread(self.server.start)

    def search(self) -> Searched:
        """Search everything that is left for each canary that was planted."""
        return Searcher(self.planted).under(*self.folders)

    def clear(self) -> None:
        """End what still runs and take away what lies outside `root`."""
        self.server.kill()
        for remove in self.leftovers:
            remove()

    def talked(self) -> bool:
        """Whether the conversations themselves are on the disk, so that a search means something."""
        return bool(Searcher([CONTROL]).under(*self.folders).found)

    async def _talk(self, patience: float) -> None:
        visitor = await self.visit()
        said = 0
        while not self.enough:
            try:
                await visitor.say(self.message(), patience)
            except Gone:
                await self._arrive(visitor)
            said += 1
            if said % 3 == 0:  # now and then a new conversation
                await visitor.leave()
                visitor = await self.visit()
        await visitor.leave()

    async def _arrive(self, visitor: Visitor) -> None:
        for _ in range(_TRIES):
            with suppress(Gone):
                return await visitor.arrive()
            await asyncio.sleep(0.5)
        raise Gone


def recognised(messages: Iterable[Message], clean: Callable[[str], str]) -> Iterator[Message]:
    """Leave out messages of which the de-identifier misses a canary.

    How much it finds is measured elsewhere; here, which ways lead around it.
    """
    for message in messages:
        if not any(Searcher(message.canaries).hits(clean(message.text).encode())):
            yield message
