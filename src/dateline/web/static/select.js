// Words selected in the stored text become the start of a claim: their offset is counted in code points of the text.
const text = document.getElementById("text");
const words = document.getElementById("new-words");
const start = document.getElementById("new-start");

// A mark for an unseen character shows its code ("U+202E") but stands for one character of the text.
function measure(node, until, offset) {
  let n = 0, done = false;
  const walk = (at) => {
    if (done) return;
    if (at === until) {
      if (at.nodeType === Node.TEXT_NODE) n += [...at.data.slice(0, offset)].length;
      else [...at.childNodes].slice(0, offset).forEach(walk);
      done = true;
    } else if (at.nodeType === Node.TEXT_NODE) n += [...at.data].length;
    else if (at.classList && at.classList.contains("ctl")) { n += 1; if (at.contains(until)) done = true; }
    else at.childNodes.forEach(walk);
  };
  walk(node);
  return n;
}

function plain(fragment) {
  fragment.querySelectorAll(".ctl").forEach((mark) => mark.replaceWith(String.fromCodePoint(parseInt(mark.dataset.code, 16))));
  return fragment.textContent;
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  const exact = plain(range.cloneContents());
  const before = measure(text, range.startContainer, range.startOffset);
  const lead = [...exact].length - [...exact.trimStart()].length;
  words.value = exact.trim();
  start.value = before + lead;
});
words.addEventListener("input", () => { start.value = ""; });
