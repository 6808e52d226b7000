"""The default of the JSON interface: closed."""

from rest_framework.permissions import BasePermission


class Nobody(BasePermission):
    """Denies everything: a view that forgets to say who may use it is used by nobody."""

    def has_permission(self, request, view):
        """False."""
        return False
