"""The pressroom's place in Wagtail."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from newsroom.pressroom import views


class Press(MenuItem):
    """Shown to who may see what the press did."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("pressroom.view_run")


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("press/", views.runs, name="pressroom_runs"),
        path("press/again/", views.again, name="pressroom_again"),
    ]


@hooks.register("register_admin_menu_item")
def press() -> MenuItem:
    return Press("The press", reverse("pressroom_runs"), icon_name="download", order=400)
