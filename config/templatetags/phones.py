"""How telephone numbers stand on a page."""

from django import template
from django.utils.html import format_html_join

from officers.phones import is_number, masked, masked_address

register = template.Library()


@register.filter
def phone(number, in_full):
    """The number as a link that calls it, or masked for those who need not call."""
    if not number:
        return "—"
    if not in_full:
        return masked(number)
    if not is_number(number):
        return number
    dialled = ((each.replace("-", ""), each) for each in number.split("、"))
    return format_html_join("、", '<a class="nb" href="tel:{}">{}</a>', dialled)


@register.filter
def email(address, in_full):
    """The address, or masked for those who read the telephone number masked."""
    if not address:
        return "—"
    return address if in_full else masked_address(address)
