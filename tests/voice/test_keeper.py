"""The one task that keeps a player, at a moment that no real player hits each time."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from intents.state import Music
from voice.players.keeper import Keeper, Outcome


async def _never() -> None:
    await asyncio.Event().wait()


def test_an_order_is_not_answered_with_what_came_of_the_look_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It comes when the look is over and nobody has read its outcome yet."""

    async def ordered() -> Outcome:
        answers: list[asyncio.Future[Outcome]] = []

        async def bring(keeper: Keeper) -> Outcome:
            if answers:
                return Outcome.OBEYED
            over = asyncio.current_task()
            assert over is not None
            over.add_done_callback(lambda _: answers.append(keeper.want(Music.PAUSED)))
            return Outcome.UNCONCERNED

        monkeypatch.setattr(Keeper, "_bring", bring)
        player: Any = SimpleNamespace(identify=_never)
        lowering: Any = SimpleNamespace(muted=False)
        keeper = Keeper(player, lowering, Music.LOUD, late=lambda *_: None, known=lambda: None)
        keeper.stir()
        while not answers:
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            outcome = await answers[0]
        await keeper.close()
        return outcome

    assert asyncio.run(ordered()) is Outcome.OBEYED
