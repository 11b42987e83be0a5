"""How often the API may be asked."""

from django.core.cache import caches
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

# A follower of changes asks once a minute, an app's reader a few times; more than two each second is a mistake.
NOBODY, TOKEN = "120/m", "600/m"


class PerAddress(SimpleRateThrottle):
    """For who sends no token. Each process counts for itself, so that a question costs no write to the database."""

    cache = caches["here"]

    def __init__(self) -> None:
        super().__init__(NOBODY)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        return None if getattr(request, "auth", None) else f"api-{self.get_ident(request)}"


class PerToken(PerAddress):
    def __init__(self) -> None:
        SimpleRateThrottle.__init__(self, TOKEN)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        token = getattr(request, "auth", None)
        return f"api-token-{token.pk}" if token else None
