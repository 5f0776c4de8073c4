"""What the shell's scripts promise, tried on the living page; and that the same works without them."""

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site

pytestmark = pytest.mark.journey


def test_large_type_and_theme_hold_over_pages(phone: Page) -> None:
    root = phone.locator("html")
    phone.goto("/styleguide/")
    phone.get_by_role("button", name="大字").click()
    expect(root).to_have_attribute("data-type", "large")
    phone.get_by_role("button", name="暗", exact=True).click()
    phone.goto("/sign-in/")
    expect(root).to_have_attribute("data-type", "large")
    expect(root).to_have_attribute("data-theme", "dark")
    assert phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(22, abs=0.1)
    phone.get_by_role("button", name="小字").click()
    expect(root).not_to_have_attribute("data-type", "large")


def test_the_preferences_need_no_scripts(phone: Page, site: Site) -> None:
    plain = phone.context.browser.new_context(base_url=site.url, java_script_enabled=False, locale="zh-CN")  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto("/styleguide/desk/")
    page.get_by_role("button", name="大字").click()
    expect(page).to_have_url(re.compile("/styleguide/desk/$"))
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    plain.close()


def test_the_bar_says_when_there_is_no_network(phone: Page) -> None:
    phone.goto("/styleguide/")
    bar = phone.locator("[data-net]")
    expect(bar).to_be_hidden()
    phone.context.set_offline(True)
    expect(bar).to_contain_text("没有网络")
    # Said again and again: the page's own look at what waits may answer late and say something else in between.
    phone.evaluate(
        """() => { window.again = setInterval(() => document.dispatchEvent(new CustomEvent(
            "xinlian:net", { detail: { online: false, ageMinutes: 185, waiting: 2 } })), 50); }"""
    )
    expect(bar).to_contain_text("没有网络 · 数据是 3 小时前的 · 有 2 条待发送")
    phone.evaluate("() => clearInterval(window.again)")
    phone.context.set_offline(False)
    expect(bar).to_be_hidden()


def test_what_was_typed_is_still_there(phone: Page) -> None:
    phone.goto("/styleguide/")
    phone.locator("#id_words").fill("热水不热")
    phone.locator("#sg-form input[value=cold]").check()
    phone.reload()
    expect(phone.locator("#id_words")).to_have_value("热水不热")
    expect(phone.locator("#sg-form input[value=cold]")).to_be_checked()


def test_what_cannot_be_undone_is_asked_once_more(phone: Page) -> None:
    phone.goto("/styleguide/")
    phone.locator("#sg-danger summary").click()
    phone.locator("#sg-danger .btn.danger").click()
    asked = phone.get_by_role("dialog")
    expect(asked).to_contain_text("删掉后找不回来")
    expect(asked.get_by_role("button", name="先不")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    phone.locator("#sg-danger .btn.danger").click()
    with phone.expect_request(lambda request: request.method == "POST"):
        asked.get_by_role("button", name="删掉").click()


def test_a_copied_address_is_said(phone: Page) -> None:
    phone.goto("/styleguide/")
    phone.locator("[data-copy]").click()
    expect(phone.locator(".toast")).to_have_text("复制好了")


def test_the_bottom_bar_covers_nothing_at_the_end(phone: Page) -> None:
    phone.goto("/styleguide/")
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = phone.locator("main").bounding_box()
    bar = phone.locator(".bar").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"] + 1
    for link in phone.locator(".bar a").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 48


def test_rows_are_ticked_and_columns_chosen(desk: Page) -> None:
    desk.goto("/styleguide/desk/")
    table = desk.locator("form[data-bulk]").first
    act = table.locator("button[name=act]").first
    expect(act).to_be_disabled()
    table.locator("[data-all]").check()
    expect(table.locator("[data-count]")).to_have_text("选了 8 项")
    table.locator("input[name=ids]").first.uncheck()
    expect(table.locator("[data-count]")).to_have_text("选了 7 项")
    expect(act).to_be_enabled()
    desk.locator(".cols summary").first.click()
    desk.locator(".cols input[value=code]").first.check()
    desk.get_by_role("button", name="就看这些").first.click()
    expect(desk.locator(".tbl thead").first).to_contain_text("编号")
    desk.locator("h1").click()
    desk.keyboard.press("/")
    expect(desk.locator("#desk-q")).to_be_focused()
