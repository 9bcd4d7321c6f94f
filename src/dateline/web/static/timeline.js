// The time line with a brush: drag to choose a time; the page is loaded again for it, so the address says what is shown.
import uPlot from "/static/vendor/uplot.js";

const box = document.getElementById("brush");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const day = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

function go(from, to) {
  const here = new URL(location.href);
  here.searchParams.set("since", from);
  here.searchParams.set("until", to);
  location.assign(here);
}

async function show() {
  const data = await (await fetch(box.dataset.src)).json();
  if (data.times.length < 2) return;
  const x = data.times.map((at) => Date.parse(at.length === 7 ? `${at}-01` : at) / 1000);
  const sums = data.times.map(() => 0);
  const layers = data.series.map((one) => one.counts.map((n, at) => (sums[at] += n)));
  const hues = [colour("--accent"), colour("--area"), "#6b8f3c", "#8659a8", "#b8860b", "#3d8f8f", colour("--soft")];
  const bars = uPlot.paths.bars({ size: [0.86, 40] });
  const series = data.series.map((one, at) => ({
    label: one.name, stroke: hues[at % hues.length], fill: hues[at % hues.length], paths: bars, points: { show: false },
    value: (u, v, si, di) => (di == null ? "" : String(one.counts[di])),
  }));
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  const options = {
    width: box.clientWidth - 18, height: 220, padding: [8, 8, 0, 0],
    cursor: { drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true }, y: { range: (u, low, high) => [0, Math.max(1, high)] } },
    axes: [axis, { ...axis, size: 48 }],
    series: [{ value: (u, v) => (v == null ? "" : day(v).slice(0, data.unit === "month" ? 7 : 10)) }, ...series.slice().reverse()],
    hooks: { setSelect: [(u) => {
      if (u.select.width < 4) return;
      go(day(u.posToVal(u.select.left, "x")), day(u.posToVal(u.select.left + u.select.width, "x")));
    }] },
  };
  const plain = box.querySelector("svg");
  const plot = new uPlot(options, [x, ...layers.slice().reverse()], box);
  plain.classList.add("gone");
  addEventListener("resize", () => plot.setSize({ width: box.clientWidth - 18, height: 220 }));
  box.dataset.ready = "";
}

if (box) show();
