// Sends, reads, voids, attaches and keeps documents by a stock library; prints what came of it as one JSON object.
// node client.mjs ENDPOINT USER KEY VERSION
import { createHash, randomUUID } from "node:crypto";
import { createRequire } from "node:module";

const loaded = createRequire(import.meta.url)("@xapi/xapi");
const XAPI = loaded.default ?? loaded;
const [endpoint, user, key, version] = process.argv.slice(2);
const xapi = new XAPI({ endpoint, auth: XAPI.toBasicAuth(user, key), version });
// Without a browser its other adapter says application/octet-stream of a body that is multipart/mixed.
const fetching = new XAPI({ endpoint, auth: XAPI.toBasicAuth(user, key), version, adapter: "fetch" });
const found = {};

const actor = { objectType: "Agent", account: { homePage: "https://example.org/workers", name: "G0001" } };
const verb = { id: "http://adlnet.gov/expapi/verbs/passed", display: { en: "passed" } };
const object = { objectType: "Activity", id: "https://example.org/simulators/hoist" };
const activityId = object.id;

found.about = (await xapi.getAbout()).data.version;
const statement = { id: randomUUID(), actor, verb, object, result: { score: { scaled: 0.5 } } };
found.sent = (await xapi.sendStatement({ statement })).data[0] === statement.id;
const several = Array.from({ length: 5 }, () => ({ actor, verb, object }));
found.batch = (await xapi.sendStatements({ statements: several })).data.length;
found.read = (await xapi.getStatement({ statementId: statement.id })).data.result.score.scaled;
const page = (await xapi.getStatements({ agent: actor, verb: verb.id, limit: 4 })).data;
found.page = page.statements.length;
found.more = (await xapi.getMoreStatements({ more: page.more })).data.statements.length;

const bytes = new TextEncoder().encode("吊装记录");
const attachment = {
  usageType: "http://example.org/usage", display: { en: "log" }, contentType: "text/plain",
  length: bytes.length, sha2: createHash("sha256").update(bytes).digest("hex"),
};
const carrying = { id: randomUUID(), actor, verb, object, attachments: [attachment] };
await fetching.sendStatement({ statement: carrying, attachments: [bytes.buffer] });
const back = (await xapi.getStatement({ statementId: carrying.id, attachments: true })).data;
found.attached = JSON.stringify(back).includes("吊装记录");

await xapi.voidStatement({ actor, statementId: statement.id });
found.voided = (await xapi.getVoidedStatement({ voidedStatementId: statement.id })).data.id === statement.id;
found.gone = await xapi.getStatement({ statementId: statement.id }).then(() => 200, (error) => error.response?.status ?? String(error));

const place = { agent: actor, activityId, stateId: "s" };
await xapi.createState({ ...place, state: { a: 1 } });
await xapi.createState({ ...place, state: { b: 2 } });
const state = await xapi.getState(place);
found.state = state.data;
found.etag = /^"[0-9a-f]{40}"$/.test(state.headers.etag);
await xapi.setState({ ...place, state: { c: 3 }, etag: state.headers.etag, matchHeader: "If-Match" });
found.set = (await xapi.getState(place)).data;
await xapi.createAgentProfile({ agent: actor, profileId: "p", profile: { x: 1 } });
found.profiles = (await xapi.getAgentProfiles({ agent: actor })).data;
found.person = (await xapi.getAgent({ agent: actor })).data.objectType;
console.log(JSON.stringify(found));
