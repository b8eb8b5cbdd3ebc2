// PaletteAI > Values: the tree by keyboard. Rows that are not drawn come by scrolling; what a row does is done by clicking it, as with the mouse.
const rowHeight = 28;
let tree = null, pending = 0;

const rows = () => [...tree.querySelectorAll("[role=treeitem]")];

function focusRow(row) {
  if (!row) return;
  for (const each of tree.querySelectorAll("[role=treeitem][tabindex='0']")) each.tabIndex = -1;
  row.tabIndex = 0;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  clearTimeout(pending);
  pending = setTimeout(() => row.isConnected && row.click(), 250);
}

function edge(last) {
  tree.scrollTop = last ? tree.scrollHeight : 0;
  setTimeout(() => focusRow(rows().at(last ? -1 : 0)), 120);
}

function parentOf(row) {
  const level = Number(row.ariaLevel);
  for (let at = row.previousElementSibling; at; at = at.previousElementSibling) if (Number(at.ariaLevel) < level && at.role === "treeitem") return at;
  return null;
}

function onKey(event) {
  const row = event.target instanceof Element ? event.target.closest("[role=treeitem]") : null;
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const turn = () => row.querySelector("[data-twisty]")?.click();
  const moves = {
    ArrowDown: () => focusRow(next(row, 1)),
    ArrowUp: () => focusRow(next(row, -1)),
    ArrowRight: () => row.ariaExpanded === "false" ? turn() : row.ariaExpanded === "true" ? focusRow(next(row, 1)) : null,
    ArrowLeft: () => row.ariaExpanded === "true" ? turn() : focusRow(parentOf(row)),
    Home: () => edge(false),
    End: () => edge(true),
    Enter: () => row.click(),
    " ": () => row.click(),
  };
  if (!moves[event.key]) return;
  event.preventDefault();
  moves[event.key]();
}

function next(row, step) {
  const all = rows();
  return all[all.indexOf(row) + step];
}

export function start(element) {
  tree = element;
  tree.addEventListener("keydown", onKey);
}

export function showRow(index) {
  if (!tree) return;
  const top = index * rowHeight;
  if (top < tree.scrollTop || top + rowHeight > tree.scrollTop + tree.clientHeight) tree.scrollTop = Math.max(0, top - tree.clientHeight / 2);
}

// A form that was taken over is closed, and the button that had the focus is gone. Who types in a field by then stays there.
export function focusForm() {
  setTimeout(() => {
    if (document.activeElement?.matches(".forms :is(input, textarea, select)")) return;
    const field = document.querySelector(".forms [aria-invalid=true]") ?? (document.activeElement === document.body ? document.getElementById("forms-area") : null);
    const details = field?.closest("details");
    if (details) details.open = true;
    field?.focus();
  }, 150);
}
