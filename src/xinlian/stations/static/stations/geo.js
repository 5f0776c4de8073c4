// Distances on WGS-84 and where one is on a road; the same as engines/routes (tests/vectors hold both to it).
const RAD = Math.PI / 180;
const AXIS = 6378137;
const FLAT = 1 / 298.257223563;
const E2 = FLAT * (2 - FLAT);

/** Metres in one degree of latitude and of longitude at `lat`. */
export function perDegree(lat) {
  const s = Math.sin(lat * RAD);
  const w2 = 1 - E2 * s * s;
  const w = Math.sqrt(w2);
  return [(RAD * AXIS * (1 - E2)) / (w2 * w), ((RAD * AXIS) / w) * Math.cos(lat * RAD)];
}

const wrap = (lon) => (lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180);

/** Metres between two points: to 0.1 m within 10 km, to 50 m within China beyond (Andoyer and Lambert). */
export function distance(lat1, lon1, lat2, lon2) {
  const [north, east] = perDegree((lat1 + lat2) / 2);
  const near = Math.hypot((lat2 - lat1) * north, wrap(lon2 - lon1) * east);
  return near < 10000 ? near : far(lat1, lon1, lat2, lon2);
}

function far(lat1, lon1, lat2, lon2) {
  const u1 = Math.atan((1 - FLAT) * Math.tan(lat1 * RAD));
  const u2 = Math.atan((1 - FLAT) * Math.tan(lat2 * RAD));
  const h = Math.sin((u2 - u1) / 2) ** 2 + Math.cos(u1) * Math.cos(u2) * Math.sin(((lon2 - lon1) / 2) * RAD) ** 2;
  const arc = 2 * Math.asin(Math.min(1, Math.sqrt(h)));
  if (h > 0.999) return AXIS * arc; // the other side of the Earth, where the formula breaks down
  const p = Math.sin((u1 + u2) / 2) ** 2;
  const q = Math.sin((u2 - u1) / 2) ** 2;
  const x = ((arc - Math.sin(arc)) * p * (1 - q)) / (1 - h);
  const y = ((arc + Math.sin(arc)) * (1 - p) * q) / h;
  return AXIS * (arc - (FLAT / 2) * (x + y));
}

/** The eighth of the compass (0 north, 2 east, ...) in which one point lies from another. */
export function heading(lat1, lon1, lat2, lon2) {
  const [north, east] = perDegree((lat1 + lat2) / 2);
  const turn = Math.atan2(wrap(lon2 - lon1) * east, (lat2 - lat1) * north) / RAD;
  return Math.round((turn + 360) / 45) % 8;
}

/** The stations that `keep` lets through, nearest first, each with its metres as `away`. */
export function nearest(stations, lat, lon, keep = () => true) {
  return stations.filter(keep)
    .map((one) => ({ ...one, away: distance(lat, lon, one.lat, one.lon) }))
    .sort((a, b) => a.away - b.away || (a.code < b.code ? -1 : 1));
}

/** Where on a road one is: metres `along` it and metres `off` it. line: {lat: [], lon: [], along: []}, gaps of some km. */
export function project(line, lat, lon) {
  let best = { along: 0, off: Infinity };
  for (let i = 0; i + 1 < line.lat.length; i++) {
    const [north, east] = perDegree((lat + (line.lat[i] + line.lat[i + 1]) / 2) / 2);
    const x = wrap(line.lon[i] - lon) * east;
    const y = (line.lat[i] - lat) * north;
    const dx = wrap(line.lon[i + 1] - line.lon[i]) * east;
    const dy = (line.lat[i + 1] - line.lat[i]) * north;
    const long = dx * dx + dy * dy;
    const share = long ? Math.min(1, Math.max(0, -(x * dx + y * dy) / long)) : 0;
    const off = Math.hypot(x + share * dx, y + share * dy);
    if (off < best.off) best = { along: line.along[i] + share * (line.along[i + 1] - line.along[i]), off };
  }
  return best;
}

/** The stations from `along` on in the direction (1 with the road, -1 against it), each with its metres as `away`. */
export function ahead(stations, along, direction, keep = () => true) {
  return stations.filter(keep)
    .map((one) => ({ ...one, away: (one.along - along) * direction }))
    .filter((one) => one.away > -300) // one standing at the door has not passed it
    .sort((a, b) => a.away - b.away || (a.code < b.code ? -1 : 1));
}

/** The kilometre mark, in metres, that stands at `along`, and back. */
export const markAt = (road, along) => road.start_mark_m + (road.marks_fall ? -along : along);
export const alongOf = (road, mark) => (mark - road.start_mark_m) * (road.marks_fall ? -1 : 1);
