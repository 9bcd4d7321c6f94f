// Keys. Pages work without this: every key presses a link or a button that is on the page.
const typing = (el) => el.closest("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]");
const press = (el) => { if (el.matches("input, textarea, select")) { el.focus(); if (el.select) el.select(); } else el.click(); };
let going = 0;

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.hasAttribute("data-at"));
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
  rows.forEach((row) => row.removeAttribute("data-at"));
  next.setAttribute("data-at", "");
  const link = next.querySelector("a[href], button");
  if (link) link.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function help() {
  const keys = document.getElementById("keys");
  if (keys.open) keys.close(); else keys.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    return;
  }
  const now = Date.now();
  if (now - going < 1500) {
    going = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  if (event.key === "g") { going = now; return; }
  if (event.key === "?") { event.preventDefault(); help(); return; }
  if (document.getElementById("keys").open) return;
  if (event.key === "j" || event.key === "k") { event.preventDefault(); move(event.key === "j" ? 1 : -1); return; }
  const target = event.key.length === 1 && document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target && !target.disabled) { event.preventDefault(); press(target); }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[data-key="?"]');
  if (link) { event.preventDefault(); help(); }
});

// Where the colours are the system's, the button offers the other ones.
const theme = document.getElementById("theme");
if (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches) {
  theme.value = "light";
  theme.textContent = "Light";
}

// A number's sentence inside a folded part: open what folds it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", unfold);
unfold();
