"""Where everything of the newsroom is."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtail
from wagtail.admin.views.account import LogoutView

from newsroom.api.urls import api
from newsroom.desk import keeping, media, views

urlpatterns = [
    path("", RedirectView.as_view(url="/desk/")),
    # Wagtail's own way in asks for a password alone, and would let in who has a passkey.
    path("desk/login/", login_not_required(RedirectView.as_view(url="/accounts/login/", query_string=True))),
    # Wagtail's forgets who asks even at a GET, which any picture on any page can make a browser send.
    path("desk/logout/", require_POST(LogoutView.as_view())),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("preview/<str:token>/", views.shared, name="desk_shared"),
    path("preview/<str:token>/<slug:mode>/", views.shared, name="desk_shared_mode"),
    path("media/<path:path>", media.media, name="desk_media"),
    path("desk/signed-in/", keeping.signed_in, name="desk_signed_in"),
    path("desk/", include(wagtail)),
]
