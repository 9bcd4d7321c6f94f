// The map: country outlines from this desk, places as circles of their extent, countries known only by name shaded.
import * as L from "/static/vendor/leaflet.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const words = (tag, text, href) => {
  const el = document.createElement(tag);
  el.textContent = text;
  if (href) el.href = href;
  return el;
};

async function ground(map, shaded) {
  const answer = await fetch("/static-outlines.json");
  const outlines = await answer.json();
  L.geoJSON(outlines, {
    interactive: false,
    style: (shape) => {
      const n = shaded.get(shape.properties.code);
      return { color: colour("--border"), weight: 0.8, fillColor: n ? colour("--area") : colour("--land"), fillOpacity: n ? 0.25 : 1 };
    },
  }).addTo(map).bringToBack();
}

function popup(place, link) {
  const box = document.createElement("div");
  box.append(words("strong", place.words), document.createElement("br"));
  const n = `${place.n.toLocaleString("en")} claim${place.n === 1 ? "" : "s"}`;
  if (link && place.id) {
    const to = new URL(link, location.origin);
    to.searchParams.set("place", place.id);
    box.append(words("a", n, to.pathname + to.search));
  } else box.append(n);
  if (place.by && place.by.length) box.append(document.createElement("br"), place.by.join(", "));
  return box;
}

function mark(place, most) {
  const fine = place.precision === "exact" || place.precision === "settlement";
  const style = { color: colour("--area"), weight: place.own ? 3 : 1.5, fillColor: colour("--area"), fillOpacity: fine ? 0.35 : 0.12, dashArray: fine ? null : "4 3" };
  const area = L.circle([place.lat, place.lon], { ...style, radius: place.km * 1000 });
  if (!fine) return [area];
  return [area, L.circleMarker([place.lat, place.lon], { ...style, radius: 4 + 8 * Math.sqrt(place.n / most) })];
}

async function show(box) {
  const map = L.map(box, { worldCopyJump: true, zoomSnap: 0.5, minZoom: 1, maxZoom: box.dataset.tiles ? 18 : 11, preferCanvas: true });
  map.attributionControl.setPrefix("");
  map.attributionControl.addAttribution("Natural Earth");
  map.setView([20, 20], 2);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
  const places = box.dataset.src ? (await (await fetch(box.dataset.src)).json()).places : [];
  const shaded = new Map(places.filter((p) => p.precision === "country").map((p) => [p.country, p.n]));
  if (!box.dataset.tiles) await ground(map, shaded);
  const drawn = places.filter((p) => p.precision !== "country");
  const most = Math.max(1, ...drawn.map((p) => p.n));
  const group = L.featureGroup();
  drawn.sort((a, b) => b.km - a.km).forEach((place) => {
    mark(place, most).forEach((shape) => shape.bindPopup(() => popup(place, box.dataset.link)).bindTooltip(place.words).addTo(group));
  });
  group.addTo(map);
  if (drawn.length) map.fitBounds(group.getBounds().pad(0.15), { maxZoom: 8, animate: false });
  if (box.hasAttribute("data-pick")) pick(box, map);
  box.dataset.ready = "";
}

// Moving a place: a click or a dragged mark writes the numbers into the form, and the form's numbers move the mark.
function pick(box, map) {
  const field = (name) => document.getElementById(`f-${name}`);
  const at = () => [Number(field("lat").value), Number(field("lon").value)];
  const known = field("lat").value !== "" && field("lon").value !== "";
  const start = known ? at() : [20, 20];
  map.setView(start, known ? 7 : 2);
  const icon = L.divIcon({ className: "pin", iconSize: [18, 18] });
  const pin = L.marker(start, { draggable: true, icon, keyboard: true, title: "the place; drag it, or change the numbers above" }).addTo(map);
  const extent = L.circle(start, { radius: 1000 * (Number(field("extent").value) || 5), color: colour("--area"), fillOpacity: 0.12 }).addTo(map);
  const put = (where) => {
    pin.setLatLng(where); extent.setLatLng(where);
    field("lat").value = where.lat.toFixed(4); field("lon").value = where.lng.toFixed(4);
    document.getElementById("moved").checked = true;
  };
  map.on("click", (event) => put(event.latlng));
  pin.on("drag", () => put(pin.getLatLng()));
  ["lat", "lon"].forEach((name) => field(name).addEventListener("change", () => { pin.setLatLng(at()); extent.setLatLng(at()); document.getElementById("moved").checked = true; }));
  field("extent").addEventListener("change", () => { extent.setRadius(1000 * Number(field("extent").value)); document.getElementById("moved").checked = true; });
}

document.querySelectorAll(".map").forEach((box) => show(box).catch((problem) => {
  box.textContent = `The map cannot be drawn (${problem.message}). The list says the same.`;
}));
