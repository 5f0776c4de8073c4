// What a page fetches for the one person signed in and keeps as a paper: from the network, else as it was kept.
import { dataFrom } from "./net.js";
import { keepPaper, paper } from "./papers.js";

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
