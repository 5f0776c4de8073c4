"""Tags that draw the parts of a page."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from xinlian.web.templatetags import tables, ui


class Asked(forms.Form):
    phone = forms.CharField(label="手机号", help_text="11 位")
    way = forms.ChoiceField(label="怎么来", choices=[("walk", "走路"), ("ride", "骑车")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="同意", required=False)


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui words tables %}" + source).render(Context(context))


def request(address: str = "/"):
    return RequestFactory().get(address)


def test_an_icon_is_drawn_and_silent():
    html = ui.icon("shower-head")
    assert html.startswith('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"')
    assert "<path" in html


@pytest.mark.parametrize("name", ["no-such-icon", "../apps", "LICENSE", ""])
def test_an_unknown_icon_is_loud(name):
    with pytest.raises(ui.UnknownIcon):
        ui.icon(name)


def test_an_unknown_state_is_loud():
    with pytest.raises(ValueError, match="green"):
        ui.pill("green", "开着")


def test_what_is_said_in_a_pill_is_escaped():
    assert "&lt;b&gt;" in ui.pill("ok", "<b>")


def test_a_field_ties_label_hint_and_keyboard_together():
    html = drawn('{% field form.phone inputmode="tel" autocomplete="tel" %}', form=Asked())
    assert 'for="id_phone"' in html
    assert 'inputmode="tel"' in html
    assert 'aria-describedby="id_phone_helptext"' in html
    assert 'id="id_phone_helptext"' in html


def test_an_error_stands_beside_its_field_and_in_the_summary():
    form = Asked({"phone": ""})
    html = drawn("{% form_errors form %}{% field form.phone %}", form=form)
    assert 'href="#id_phone"' in html
    assert 'id="id_phone_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_chinese_name_in_an_english_error_is_marked_beside_the_field_and_in_the_summary():
    form = Asked({"phone": "1"})
    form.add_error("phone", "There is no trade “焊工”.")
    form.add_error(None, "“<焊工>” is taken.")
    with translation.override("en"):
        html = drawn("{% form_errors form %}{% field form.phone %}", form=form)
    assert html.count('“<span lang="zh-Hans">焊工</span>”') == 2
    assert html.count('“<span lang="zh-Hans">&lt;焊工&gt;</span>”') == 1


def test_radio_buttons_are_a_group_with_a_legend_that_the_summary_can_reach():
    html = drawn("{% form_errors form %}{% field form.way %}", form=Asked({"phone": "1"}))
    assert "<fieldset" in html
    assert "<legend>怎么来" in html
    target = html.split('<a href="#')[1].split('"')[0]
    assert f'id="{target}"' in html


def test_a_form_without_errors_has_no_summary():
    assert drawn("{% form_errors form %}", form=Asked()).strip() == ""


def test_paging_keeps_the_rest_of_the_address():
    page = Paginator(range(100), 10).get_page(3)
    html = drawn("{% pager page %}", page=page, request=request("/x/?q=%E7%AB%99&page=3"))
    assert 'href="?q=%E7%AB%99&amp;page=2"' in html
    assert 'href="?q=%E7%AB%99&amp;page=4"' in html


def test_a_poll_stops_when_the_work_is_done():
    assert "hx-get" in drawn('{% progress 5 10 "读入" url="/p/" %}')
    assert "hx-get" not in drawn('{% progress 10 10 "读入" url="/p/" %}')
    assert "hx-get" in drawn('{% progress 0 0 "读入" url="/p/" %}')


TABLE = {
    "title": "驿站",
    "columns": [
        {"key": "name", "label": "名称", "sort": True},
        {"key": "visits", "label": "到访", "num": True, "sort": True},
        {"key": "code", "label": "编号", "hidden": True},
        {"key": "state", "label": "状态"},
    ],
    "rows": [{"id": 7, "url": "/s/7/", "cells": {"name": "<甲>", "visits": 3, "code": "A1", "state": {"state": "ok", "text": "开着"}}}],
    "totals": {"name": "合计", "visits": 3},
    "bulk": [{"value": "close", "label": "停用"}],
}  # fmt: skip


def test_a_table_shows_escapes_sorts_and_sums():
    html = drawn("{% data_table t %}", t=TABLE, request=request("/desk/?sort=visits&page=2"), csrf_token="tok")
    assert "&lt;甲&gt;" in html
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-visits"' in html
    assert '<tfoot><tr><td></td><td>合计</td><td class="n">3</td>' in html
    assert 'name="ids" value="7"' in html
    assert "A1" not in html


def test_columns_are_chosen_in_the_address():
    data = tables.data_table(Context({"request": request("/desk/?cols=name&cols=code&q=1&page=3")}), TABLE)
    assert [column["key"] for column in data["shown"]] == ["name", "code"]
    assert data["kept"] == [("q", "1")]


def test_a_station_without_a_confirmation_says_to_call_first():
    row = {
        "name": "甲",
        "url": "/s/",
        "distance_m": 380,
        "state": "off",
        "state_words": "没人确认",
        "confirmed_at": None,
    }
    html = drawn("{% station_row row %}", row=row)
    assert "380 <small>米</small>" in html
    assert "去之前先打电话" in html


def test_what_is_out_of_order_is_struck_out_and_said():
    row = {
        "name": "甲",
        "state": "ok",
        "state_words": "开着",
        "facilities": [{"icon": "bed", "label": "床", "working": False}],
    }
    html = drawn("{% station_row row %}", row=row)
    assert 'class="tag no"' in html
    assert "现在没有：" in html
