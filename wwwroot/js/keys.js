// Keys that work everywhere: / search, ? the list, Esc closes, Ctrl+S saves where there is something to save.
const typing = element => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element?.isContentEditable;

document.addEventListener("keydown", event => {
  if (event.key === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
    const save = document.querySelector("[data-save]:not(:disabled)");
    if (save) {
      event.preventDefault();
      // Leaving the field commits what was typed into it.
      if (typing(event.target)) { event.target.blur(); event.target.focus(); }
      save.click();
    }
    return;
  }
  if (event.key === "Escape" && !document.querySelector(".mud-dialog, [popover]:popover-open")) {
    document.querySelector("[data-close-panel]")?.click();
    return;
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select?.(); }
  } else if (event.key === "?") {
    const list = document.getElementById("keys-list");
    if (list) { event.preventDefault(); list.togglePopover(); }
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target instanceof Element) {
    const row = event.target.closest("tr[tabindex]");
    const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
    if (next instanceof HTMLElement && next.tabIndex >= 0) { event.preventDefault(); next.focus(); }
  } else if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.matches("tr[tabindex]")) {
    event.preventDefault();
    event.target.click();
  }
});

document.addEventListener("click", event => {
  const skip = event.target instanceof Element ? event.target.closest(".skip-link") : null;
  if (!skip) return;
  event.preventDefault();
  document.getElementById("page")?.focus();
});

// A row that is drawn anew, because the table grew or was sorted, keeps the focus it had.
let focused = null;
document.addEventListener("focusin", event => {
  focused = event.target instanceof Element && event.target.matches("tr[data-key]") ? { table: event.target.closest("table"), key: event.target.dataset.key } : null;
});
document.addEventListener("pointerdown", () => { focused = null; });
new MutationObserver(() => {
  if (!focused || document.activeElement !== document.body) return;
  const table = focused.table.isConnected ? focused.table : document;
  table.querySelector(`tr[data-key="${CSS.escape(focused.key)}"]`)?.focus({ preventScroll: true });
}).observe(document.documentElement, { childList: true, subtree: true });
