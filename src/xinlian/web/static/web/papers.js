// What this phone keeps for the one person signed in: their roster, their trip. Nobody else on this phone is shown it.
import { dataFrom, me, over } from "./net.js";
import { drop, get, put } from "./store.js";

/** Keeps `data` (plain JSON) under a name for whoever is signed in, for some days; for nobody it keeps nothing. */
export async function keepPaper(name, data, days = 14) {
  const as = me();
  if (as) await put("papers", { id: `${as}/${name}`, as, data, at: Date.now(), days });
}

/** {data, at} as this person kept it, `at` in ms; null when there is none. */
export async function paper(name) {
  const as = me();
  const found = as && await get("papers", `${as}/${name}`);
  return found && !over(found) ? { data: found.data, at: found.at } : null;
}

export const dropPaper = (name) => drop("papers", `${me()}/${name}`);

/** {data, at} of the JSON at `url`, kept under `name`; null when it was never fetched and there is no network.
 *  Raises {status} when the server says no, so that a page does not show what is not this person's any more. */
export async function fetched(url, name, days) {
  const held = await paper(name);
  try {
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403 || answer.status === 404) throw { status: answer.status };
    if (!answer.ok) return held;
    const data = await answer.json();
    await keepPaper(name, data, days);
    dataFrom(Date.now());
    return { data, at: Date.now() };
  } catch (error) {
    if (error.status) throw error;
    if (!(error instanceof TypeError)) throw error; // that one says: no network
    if (held) dataFrom(held.at);
    return held;
  }
}
