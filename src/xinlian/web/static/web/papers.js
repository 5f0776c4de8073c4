// What this phone keeps for the one person signed in: their roster, their trip. Nobody else on this phone is shown it.
import { me, over } from "./net.js";
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
