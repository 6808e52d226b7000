"""Which rows a person may see: a queryset method, empty by default."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet


class ScopedQuerySet(QuerySet):
    """A queryset that knows who may see its rows.

    `visible_to(user)` is the only door for pages. It filters the record's own district column and narrows to own
    rows with EXISTS, never by a join that multiplies rows, so it stays one query whatever the grants.
    """

    #: roles that see every row of the districts their grant reaches
    district_readers = frozenset({"office_director", "office_staff", "leader"})

    #: roles that read every telephone number of their districts in full; others read those of their own rows
    phone_readers = frozenset({"office_director", "office_staff"})

    def visible_to(self, user):
        """Rows that `user` may see by the grants in force (`User.on(day)`); none without them."""
        return self._opened([self.scope_of(grant) for grant in user.active_grants])

    def in_full_for(self, user):
        """The rows whose telephone numbers `user` reads in full; elsewhere they are masked (T72)."""
        return self._opened([self._phones_of(grant) for grant in user.active_grants])

    def _opened(self, parts):
        conditions = [part for part in parts if part is not None]
        return self.filter(reduce(or_, conditions)) if conditions else self.none()

    def _phones_of(self, grant):
        return Q(district_id__in=grant.reach) if grant.role in self.phone_readers else self.called_rows(grant)

    def scope_of(self, grant):
        """The condition one grant opens, or None when it opens nothing here."""
        if grant.role in self.district_readers:
            return Q(district_id__in=grant.reach)
        return self.own_rows(grant)

    def own_rows(self, grant):
        """The rows a grant opens because they are the holder's own; models narrow this."""
        return

    def called_rows(self, grant):
        """The rows whose telephones a grant opens because they are the holder's own."""
        return self.own_rows(grant)
