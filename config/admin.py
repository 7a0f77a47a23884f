from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404


class SuperuserAdminSite(AdminSite):
    def has_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def login(self, request, extra_context=None):
        """Everybody signs in at one door, with its second factor and its rate limits."""
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
