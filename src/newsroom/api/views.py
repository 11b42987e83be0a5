"""The page at the desk where a person makes and revokes tokens of their own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.auth import require_admin_access

from newsroom.api import actions
from newsroom.api.models import Scope, Token

# Enough for a dozen tools; what is more has been forgotten.
MOST = 20


class Making(forms.Form):
    name = forms.CharField(max_length=80, label="What it is for", help_text="Such as “layout script”.")
    scope = forms.ChoiceField(
        choices=Scope.choices, label="What it may do", widget=forms.RadioSelect, initial=Scope.READ
    )
    days = forms.TypedChoiceField(
        choices=[(30, "30 days"), (90, "90 days"), (365, "a year")], coerce=int, label="How long", initial=90
    )


@require_admin_access
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the person; a new one, at a button, whose secret is shown in the answer and never again."""
    form = Making(request.POST if request.method == "POST" else None)
    now, user = timezone.now(), _member(request)
    mine = Token.objects.filter(user=user, revoked=None, expires__gt=now)
    secret = ""
    if form.is_valid() and mine.count() >= MOST:
        form.add_error(None, f"You have {MOST} tokens; revoke one that you do not use.")
    if form.is_valid():
        chosen = form.cleaned_data
        _, secret = actions.make_token(
            user=user, name=chosen["name"], scope=Scope(chosen["scope"]), days=chosen["days"], now=now
        )
        form = Making()
    shown = {"form": form, "secret": secret, "tokens": mine.all()}
    return render(request, "api/tokens.html", shown, status=422 if form.errors else 200)


@require_admin_access
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End a token of the person's own."""
    token, user = get_object_or_404(Token, pk=number, user=_member(request)), _member(request)
    actions.revoke(token=token, user=user, now=timezone.now())
    messages.success(request, f"“{token}” opens nothing any more.")
    return redirect("api_tokens")


def _member(request: HttpRequest) -> Any:
    return request.user
