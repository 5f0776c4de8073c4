"""The verifier in the browser says of every golden vector what the engine says."""

import json

import pytest
from playwright.sync_api import Page

from xinlian.testing import golden

pytestmark = pytest.mark.journey

RUN = """async ({ roots, bundles, lists, cases }) => {
  const url = performance.getEntriesByType("resource").map((one) => one.name).find((one) => /credentials\\/seals[.\\w]*\\.js$/.test(one));
  const { accept, check, fromBase64, readList } = await import(url);
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const said = [];
  for (const one of cases) {
    const root = roots[one.root];
    const bundle = await accept(fromBase64(bundles[one.bundle]), [{ ...root, public: bytes(root.public) }]);
    const held = new Map();
    for (const name of one.lists) {
      const list = await readList(fromBase64(lists[name]), bundle);
      held.set(list.number, list);
    }
    const found = await check(one.scanned, { bundle, lists: held, fresh: one.fresh }, one.now);
    said.push([one.name, found.outcome, found.why, found.issuer || "", found.found ? found.found.number : "", found.found ? found.found.name : ""]);
  }
  return said;
}"""


def test_browser_and_engine_agree(phone: Page) -> None:
    document = json.loads(golden.FILE.read_text(encoding="utf-8"))
    phone.goto("/gate/", wait_until="networkidle")
    said = phone.evaluate(RUN, document)
    wanted = [
        [one[key] for key in ("name", "outcome", "why", "issuer", "number", "name_said")] for one in document["cases"]
    ]
    assert said == wanted
