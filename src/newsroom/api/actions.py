"""What is done with tokens."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q
from wagtail.log_actions import log

from newsroom.api.models import Scope, Token
from newsroom.staff.models import User

# Tells people, and programs that look for secrets, what they have found.
PREFIX = "freesheet_"
SHOWN = len(PREFIX) + 6
# When a token was used is put on record no more often than this.
NOTED = timedelta(minutes=1)


def digest_of(secret: str) -> str:
    """A token has 256 bits by chance, so that one round of a quick hash hides it."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def make_token(*, user: User, name: str, scope: Scope, days: int, now: datetime) -> tuple[Token, str]:
    """A new token, and its secret, which nobody can learn again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        digest=digest_of(secret),
        begins=secret[:SHOWN],
        name=name,
        user=user,
        scope=scope,
        made=now,
        expires=now + timedelta(days=days),
    )
    log(instance=token, action="api.token_made", user=user)
    return token, secret


def revoke(*, token: Token, user: User, now: datetime) -> None:
    """From now on the token opens nothing."""
    Token.objects.filter(pk=token.pk, revoked=None).update(revoked=now)
    log(instance=token, action="api.token_revoked", user=user)


def token_of(*, secret: str, now: datetime) -> Token | None:
    """The token of a secret, if it is in force and its person may still come to the desk; it is noted as used."""
    token = Token.objects.select_related("user").filter(digest=digest_of(secret), revoked=None, expires__gt=now).first()
    if token is None or not token.user.is_active or not token.user.has_perm("wagtailadmin.access_admin"):
        return None
    stale = Q(used=None) | Q(used__lt=now - NOTED)
    if token.used is None or token.used < now - NOTED:
        Token.objects.filter(stale, pk=token.pk).update(used=now)
    return token
