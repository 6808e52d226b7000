"""Which rows a person may see: a queryset method, empty by default."""

from django.db.models import Q, QuerySet


class ScopedQuerySet(QuerySet):
    """A queryset that knows who may see its rows.

    `visible_to(user)` is the only door for pages. It filters the record's own district column and narrows to own
    rows with EXISTS, never by a join that multiplies rows, so it stays one query whatever the grants.
    """

    #: roles that see every row of the districts their grant reaches
    district_readers = frozenset({"office_director", "office_staff", "leader"})

    def visible_to(self, user):
        """Rows that `user` may see by the grants in force (`User.on(day)`); none without them."""
        parts = [part for grant in user.active_grants if (part := self.scope_of(grant)) is not None]
        if not parts:
            return self.none()
        allowed = parts[0]
        for part in parts[1:]:
            allowed |= part
        return self.filter(allowed)

    def scope_of(self, grant):
        """The condition one grant opens, or None when it opens nothing here."""
        if grant.role in self.district_readers:
            return Q(district_id__in=grant.reach)
        return self.own_rows(grant)

    def own_rows(self, grant):
        """The rows a grant opens because they are the holder's own; models narrow this."""
        return
