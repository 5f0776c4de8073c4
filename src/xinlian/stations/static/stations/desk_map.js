// The desk's map: stations as points clustered by a simple grid, roads and towns to know where one is, tiles only if set.
const box = document.getElementById("desk-map");
const CELL = 56; // pixels: nearer points are drawn as one

function mark(L, point) {
  const icon = L.divIcon({ className: `map-mark mark-${point.state}`, html: "", iconSize: [18, 18] });
  const marker = L.marker([point.lat, point.lon], { icon, alt: point.name, title: point.name, keyboard: true });
  const link = document.createElement("a");
  link.href = point.url;
  link.lang = "zh-Hans";
  link.textContent = point.name;
  marker.bindPopup(link, { closeButton: false });
  marker.on("add", () => {
    const dot = document.createElement("span");
    dot.className = "dot";
    marker.getElement().replaceChildren(dot);
  });
  return marker;
}

const WORST = ["overdue", "broken", "draft", "removed", "ok"];

function many(L, map, points, words) {
  const worst = WORST.find((state) => points.some((one) => one.state === state));
  const lat = points.reduce((sum, one) => sum + one.lat, 0) / points.length;
  const lon = points.reduce((sum, one) => sum + one.lon, 0) / points.length;
  const side = points.length < 10 ? 32 : points.length < 100 ? 40 : 48;
  const icon = L.divIcon({ className: `map-many many-${worst}`, html: String(points.length), iconSize: [side, side] });
  const title = words.replace("{n}", points.length);
  const marker = L.marker([lat, lon], { icon, alt: title, title, keyboard: true });
  marker.on("click", () => map.fitBounds(points.map((one) => [one.lat, one.lon]), { padding: [40, 40], maxZoom: map.getZoom() + 4 }));
  return marker;
}

function cells(map, points) {
  const found = new Map();
  const near = map.getBounds().pad(0.2);
  for (const point of points) {
    if (!near.contains([point.lat, point.lon])) continue;
    const at = map.project([point.lat, point.lon]);
    const key = map.getZoom() > 14 ? `${point.lat},${point.lon}` : `${Math.floor(at.x / CELL)},${Math.floor(at.y / CELL)}`;
    found.set(key, [...(found.get(key) || []), point]);
  }
  return found.values();
}

function landmarks(L, map, data) {
  for (const road of data.roads) {
    L.polyline(road.points, { className: "map-road", weight: 3, interactive: false }).addTo(map);
    const middle = road.points[Math.floor(road.points.length / 2)];
    L.marker(middle, { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-town", html: "", iconSize: null }) })
      .on("add", (event) => event.target.getElement().append(road.name)).addTo(map);
  }
}

// Names of towns, the largest first, where they do not lie on one another.
function towns(L, map, layer, all) {
  const taken = [];
  for (const town of all) {
    const at = map.latLngToContainerPoint([town.lat, town.lon]);
    if (taken.some((one) => Math.abs(one.x - at.x) < 70 && Math.abs(one.y - at.y) < 24)) continue;
    taken.push(at);
    L.marker([town.lat, town.lon], { interactive: false, keyboard: false, zIndexOffset: -1000, icon: L.divIcon({ className: "map-town", html: "", iconSize: null }) })
      .on("add", (event) => { event.target.getElement().lang = "zh-Hans"; event.target.getElement().append(town.name); }).addTo(layer);
  }
}

async function open() {
  const L = window.L;
  const data = await (await fetch(box.dataset.src, { headers: { Accept: "application/json" } })).json();
  box.replaceChildren();
  const map = L.map(box, { attributionControl: Boolean(box.dataset.tiles), zoomControl: false, zoomSnap: 0.5 });
  L.control.zoom({ zoomInTitle: box.dataset.nearer, zoomOutTitle: box.dataset.farther }).addTo(map);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
  const shown = L.layerGroup().addTo(map);
  const draw = () => {
    shown.clearLayers();
    towns(L, map, shown, data.towns);
    for (const points of cells(map, data.points)) {
      (points.length === 1 ? mark(L, points[0]) : many(L, map, points, box.dataset.many)).addTo(shown);
    }
  };
  if (data.points.length) map.fitBounds(data.points.map((one) => [one.lat, one.lon]), { padding: [30, 30], maxZoom: 13 });
  else map.setView([35, 105], 4);
  landmarks(L, map, data);
  map.on("zoomend moveend", draw);
  draw();
}

if (box) {
  const start = () => { if (window.L) open(); };
  if (window.L) start();
  else window.addEventListener("load", start, { once: true });
}
