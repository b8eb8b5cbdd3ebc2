// Keeps every age on the page current, also while the connection is lost. Only text nodes are changed, never replaced.
const skew = Number(document.documentElement.dataset.now ?? Date.now()) - Date.now();

export function duration(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  const m = Math.floor(s / 60);
  if (m < 60) return s % 60 && m < 10 ? `${m} min ${s % 60} s` : `${m} min`;
  const h = Math.floor(m / 60);
  if (h < 24) return m % 60 ? `${h} h ${m % 60} min` : `${h} h`;
  const d = Math.floor(h / 24);
  return h % 24 ? `${d} d ${h % 24} h` : `${d} d`;
}

function refresh() {
  if (document.hidden) return;
  const now = Date.now() + skew;
  for (const time of document.querySelectorAll("time[data-age]")) {
    const seconds = (now - Date.parse(time.dateTime)) / 1000;
    const text = time.firstElementChild?.firstChild;
    const said = duration(seconds) + (time.dataset.age === "ago" ? " ago" : "");
    if (text && text.data !== said) text.data = said;
    const limit = Number(time.dataset.staleAfter ?? 0);
    if (limit > 0) time.toggleAttribute("data-stale", seconds > limit);
  }
}

setInterval(refresh, 1000);
