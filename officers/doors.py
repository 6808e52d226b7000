"""Marks on views that say who may come in otherwise than by the front door (officers/middleware.py reads them)."""


def before_all_else(view):
    """May be opened while a new password or a second factor is still owed: the pages on which these are set."""
    view.before_all_else = True
    return view


def on_trusted_phones(view):
    """May be used on a trusted phone without a password. For recording and for reading one's own records alone: on
    such a phone the account holds its grants as officer, deputy and liaison and no others."""
    view.on_trusted_phones = True
    return view
