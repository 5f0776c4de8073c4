"""Small parts of the desk's pages of trips."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from xinlian.enrolment.models import Seat
from xinlian.trips.tables import SEAT_TONES

register = template.Library()


@register.simple_tag
def seat_pill(seat: Seat) -> SafeString:
    """How a seat stands: shape, colour and word."""
    return format_html('<span class="pill {}">{}</span>', SEAT_TONES.get(seat.state, "off"), seat.get_state_display())
