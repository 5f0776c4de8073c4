"""Every page at phone and desk size: answers, has no accessibility violation, fits, and speaks English whole."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from journeys.conftest import Site, sign_in_staff, sign_in_worker

pytestmark = pytest.mark.journey

OPEN = [
    "/",
    "/stations/",
    "/stations/along/",
    "/styleguide/",
    "/privacy/",
    "/signup/",
    "/trips/",
    "/trips/kept/",
    "/lead/",
    "/pass/",
    "/gate/",
    "/verify/",
    "/exams/sit/",
    "/judge/",
    "/sign-in/",
    "/accounts/login/",
    "/offline/",
]


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:160]}" for item in found]


def _links(page: Page, start: str, within: str) -> list[str]:
    """The addresses inside the site that a page leads to, one for each shape of address."""
    page.goto(start)
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")
    seen: dict[str, str] = {}
    for href in hrefs:
        path = href.split("#")[0]
        if path.startswith(within) and not re.search(
            r"\.(xlsx|csv|geojson|json|pdf|png|svg)|logout|/export|/template/|/xlsx/|/pdf/|/pictures/", path
        ):
            seen.setdefault(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|DEMO\d+", "*", path.split("?")[0]), path)
    return list(seen.values())


def _crawl(page: Page, starts: list[str], within: str, depth: int = 2) -> list[str]:
    found, fresh = list(starts), list(starts)
    for _ in range(depth):
        more = [link for start in fresh for link in _links(page, start, within)]
        shapes = {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|DEMO\d+", "*", path.split("?")[0]) for path in found}
        fresh = []
        for link in more:
            shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|DEMO\d+", "*", link.split("?")[0])
            if shape not in shapes:
                shapes.add(shape)
                fresh.append(link)
        found += fresh
    return found


UNTOLD = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent || parent.closest('[lang^=zh], script, style, template, textarea, [data-lang-any]')) continue;
    if (/[\\u4e00-\\u9fff]/.test(node.textContent)) found.push(node.textContent.trim().slice(0, 60));
  }
  return found;
}"""


def _check(page: Page, address: str, wrong: list[str]) -> None:
    answer = page.goto(address)
    if answer is None or answer.status >= 400:
        wrong.append(f"{address}: answered {answer.status if answer else 'nothing'}")
        return
    if "text/html" not in (answer.header_value("content-type") or ""):
        return  # a picture or a file
    wrong += [f"{address}: {violation}" for violation in _violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 1:
        wrong.append(f"{address}: {wide} px too wide")


def _english(page: Page, addresses: list[str], wrong: list[str]) -> None:
    page.context.add_cookies([{"name": "language", "value": "en", "domain": "127.0.0.1", "path": "/"}])
    for address in addresses:
        page.goto(address)
        if page.locator("html").get_attribute("lang") != "en":
            wrong.append(f"{address}: does not turn to English")
        wrong += [f"{address}: {text}" for text in page.evaluate(UNTOLD)]
        if "Xinlian" not in page.title():  # names of people and places stay Chinese
            wrong.append(f"{address}: title {page.title()}")


def test_pages_for_anyone(phone: Page) -> None:
    wrong: list[str] = []
    addresses = _crawl(phone, OPEN, "/", 1)
    for address in addresses:
        _check(phone, address, wrong)
    _english(phone, addresses, wrong)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("number", ["19900000003", "19900000006", "19900020004", "19900020719", "19900001332"])
def test_pages_for_a_worker(phone: Page, site: Site, number: str) -> None:
    """A trucker; a welder with a pass; somebody who signed up for a trip; somebody who leads some; a judge."""
    sign_in_worker(phone, site, number)
    wrong: list[str] = []
    addresses = _crawl(
        phone,
        [
            "/",
            "/me/",
            "/stations/",
            "/signup/",
            "/trips/",
            "/lead/",
            "/lead/plain/",
            "/pass/",
            "/pass/plain/",
            "/certificates/",
            "/exams/",
            "/judge/",
        ],
        "/",
        2,
    )
    for address in addresses:
        _check(phone, address, wrong)
    _english(phone, addresses, wrong)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("username", ["zhejiang", "yongkang", "dulan", "audit", "balong"])
def test_pages_for_staff(desk: Page, username: str) -> None:
    sign_in_staff(desk, username)
    wrong: list[str] = []
    addresses = _crawl(desk, ["/desk/"], "/", 2)
    for address in addresses:
        _check(desk, address, wrong)
    _english(desk, addresses, wrong)
    assert not wrong, "\n" + "\n".join(wrong)


def test_worker_home_is_light_and_reads_without_scripts(phone: Page, site: Site) -> None:
    sizes: list[int] = []
    phone.on(
        "requestfinished",
        lambda request: sizes.append(
            sum(request.sizes()[part] for part in ("responseBodySize", "responseHeadersSize"))
        ),
    )
    phone.goto("/", wait_until="networkidle")
    assert sum(sizes) < 100_000, f"{sum(sizes)} bytes in {len(sizes)} answers"
    plain = phone.context.browser.new_context(base_url=site.url, java_script_enabled=False)  # type: ignore[union-attr]
    page = plain.new_page()
    page.goto("/")
    assert page.locator("main h1").is_visible()
    assert page.locator("main a[href^='/stations/']").count() > 0
    plain.close()
