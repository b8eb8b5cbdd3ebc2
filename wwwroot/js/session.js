// Shows the time left before the session ends, reports the person's activity, and leaves when the session is over.
const strip = document.getElementById("session-strip");
const words = strip?.querySelector("[data-words]");
const warnBelow = 120;
const reportEvery = 30_000;
let endsAt = Infinity;
let reportedAt = performance.now();
let asking = false;

async function ask(method) {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("/session", { method, cache: "no-store", headers: { "X-Palette-Console": "1" } });
    if (answer.status === 401) leave();
    if (!answer.ok) return;
    const { secondsLeft } = await answer.json();
    endsAt = performance.now() + secondsLeft * 1000;
  } catch {
    // Not reachable: the reconnect strip says so; the time left is asked again.
  } finally {
    asking = false;
  }
}

// Whoever signs out here is on the way already; the end of the session is no news to this tab.
let signingOut = false;
document.addEventListener("submit", event => { signingOut ||= new URL(event.target.action).pathname === "/sign-out"; }, true);

export function leave() {
  if (signingOut) return;
  const here = location.pathname + location.search;
  location.replace(`/sign-in?reason=ended&returnUrl=${encodeURIComponent(here)}`);
}

function report() {
  if (performance.now() - reportedAt < reportEvery) return;
  reportedAt = performance.now();
  ask("POST");
}

async function tick() {
  const left = (endsAt - performance.now()) / 1000;
  if (left <= 0) { endsAt = performance.now() + 5_000; await ask("GET"); return; }
  if (left < warnBelow && !strip.dataset.asked) { strip.dataset.asked = "1"; await ask("GET"); return; }
  if (left >= warnBelow) delete strip.dataset.asked;
  strip.hidden = left >= warnBelow;
  if (!strip.hidden) words.textContent = `You will be signed out in ${Math.ceil(left)} s, because nothing was done here for a while. Drafts are kept.`;
}

if (strip) {
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, report, { capture: true, passive: true });
  strip.querySelector("button").addEventListener("click", () => { reportedAt = performance.now(); strip.hidden = true; ask("POST"); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask("GET"); });
  ask("GET");
  setInterval(tick, 1000);
}
