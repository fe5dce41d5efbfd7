"""At most so many requests per minute and address; counted in the cache, the address itself is not kept."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac


def too_many(request, action: str, per_minute: int) -> bool:
    """Counts this request in; → whether the address has used up this minute."""
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:  # no address to be had, as in a test or behind a socket
        address = "unknown"
    who = salted_hmac(f"rate limit {action}", address).hexdigest()[:24]
    key = f"rate:{action}:{who}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # the entry went away between the two
        return False
