// Create cluster: the note of the field in focus, dragging hosts between pools, focus, files. All of it without the server.
let started = false;

function showNote(target) {
  const notes = document.querySelector("[data-notes]");
  if (!notes || !(target instanceof Element)) return;
  const byPath = new Map([...notes.querySelectorAll("[data-note-for]")].map(note => [note.dataset.noteFor, note]));
  let note;
  for (let field = target.closest("[data-field]"); field && !note; field = field.parentElement?.closest("[data-field]")) {
    note = byPath.get(field.dataset.field.replace(/\[\d+\]/g, "[]")) ?? byPath.get(field.dataset.field.replace(/\[\d+\]$/, ""));
  }
  if (!note) return;
  for (const each of byPath.values()) each.hidden = each !== note;
}

function zoneOf(event) {
  return event.target instanceof Element ? event.target.closest("[data-drop]") : null;
}

function mark(zone) {
  for (const each of document.querySelectorAll("[data-over]")) if (each !== zone) delete each.dataset.over;
  if (zone) zone.dataset.over = "";
}

// Dropping a host chooses its new pool in the host's own Pool field: one way for mouse and keyboard.
function drop(event) {
  const zone = zoneOf(event);
  const dragged = document.querySelector("[data-dragging]");
  mark(null);
  if (!zone || !dragged) return;
  event.preventDefault();
  const pool = dragged.querySelector(".host-move select");
  if (!pool || pool.value === zone.dataset.drop) return;
  pool.value = zone.dataset.drop;
  pool.dispatchEvent(new Event("change", { bubbles: true }));
}

export function start() {
  if (started) return;
  started = true;
  document.addEventListener("focusin", event => showNote(event.target));
  document.addEventListener("dragstart", event => {
    const card = event.target instanceof Element && event.target.matches("[data-drag]") ? event.target.closest("[data-host]") : null;
    if (!card) return;
    card.dataset.dragging = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragover", event => {
    const zone = document.querySelector("[data-dragging]") ? zoneOf(event) : null;
    if (zone) event.preventDefault();
    mark(zone);
  });
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", () => {
    mark(null);
    for (const card of document.querySelectorAll("[data-dragging]")) delete card.dataset.dragging;
  });
  document.addEventListener("click", event => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) print();
  });
}

export function arrive() {
  scrollTo(0, 0);
  document.querySelector("main h1")?.focus({ preventScroll: true });
}

export function focusFirst(ids) {
  const element = ids.map(id => document.getElementById(id)).find(found => found);
  if (!element) return;
  for (let details = element.closest("details"); details; details = details.parentElement?.closest("details")) details.open = true;
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

export { saveFile } from "./download.js";
