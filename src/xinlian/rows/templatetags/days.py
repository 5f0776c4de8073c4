"""Days and times in words: `{% load days %}{{ batch.starts_at|day }}`, `|day_time`, `{% span first last %}`."""

from django import template

from xinlian.rows.days import day_time_words, day_words, span_words

register = template.Library()
register.filter("day", day_words)
register.filter("day_time", day_time_words)
register.simple_tag(span_words, name="span")
