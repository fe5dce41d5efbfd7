"""Orders that look random and depend only on a seed: the same on every machine and every Python."""

from collections.abc import Iterable
from hashlib import sha256


def shuffled(items: Iterable[str], seed: int, purpose: str) -> tuple[str, ...]:
    """The items in an order given by the seed and the purpose. The order they come in does not matter."""

    def rank(item: str) -> tuple[bytes, str]:
        text = f"{seed}\x00{purpose}\x00{item}"
        return sha256(text.encode("utf-8", "surrogatepass")).digest(), item

    return tuple(sorted(items, key=rank))
