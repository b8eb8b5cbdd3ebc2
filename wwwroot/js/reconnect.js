// A lost connection never takes the page away: the last data stays readable under a strip, and the console is tried again until it answers.
import { leave } from "./session.js";

const root = document.documentElement;
const strip = document.getElementById("components-reconnect-modal");
const words = strip?.querySelector("[data-words]");
const retryEvery = 3_000;
let retrying = false;
let lostAt = 0;

function lost() {
  if (root.dataset.connection !== "lost") lostAt = Date.now();
  root.dataset.connection = "lost";
  strip.hidden = false;
}

function back() {
  delete root.dataset.connection;
  strip.hidden = true;
}

async function signedIn() {
  const answer = await fetch("/session", { cache: "no-store", headers: { "X-Palette-Console": "1" } });
  return answer.status !== 401;
}

// The end of a session looks like a lost connection, or like a fault of the page, until the server is asked.
function leaveIfSignedOut() {
  signedIn().then(yes => { if (!yes) leave(); }, () => { });
}

async function tryAgain() {
  if (retrying) return;
  retrying = true;
  while (root.dataset.connection === "lost") {
    try {
      if (!await signedIn()) { leave(); return; }
      if (await Blazor.reconnect()) { back(); break; }
      location.reload();
      return;
    } catch {
      await new Promise(done => setTimeout(done, retryEvery));
    }
  }
  retrying = false;
}

function read(state) {
  if (state === "hide") { back(); return; }
  lost();
  if (state === "show" || state === "retrying") { leaveIfSignedOut(); return; }
  if (state === "rejected" || state === "resume-failed") { signedIn().then(yes => yes ? location.reload() : leave(), tryAgain); return; }
  if (state === "failed" || state === "paused") tryAgain();
}

function readClasses() {
  const state = [...strip.classList].find(name => name.startsWith("components-reconnect-"))?.slice("components-reconnect-".length);
  if (state) read(state);
}

if (strip) {
  new MutationObserver(leaveIfSignedOut).observe(document.getElementById("blazor-error-ui"), { attributes: true, attributeFilter: ["style"] });
  strip.addEventListener("components-reconnect-state-changed", event => read(event.detail.state));
  new MutationObserver(readClasses).observe(strip, { attributes: true, attributeFilter: ["class"] });
  strip.querySelector("button").addEventListener("click", () => { retrying = false; tryAgain(); });
  setInterval(() => {
    if (root.dataset.connection === "lost") words.textContent = `Connection to the console lost ${Math.round((Date.now() - lostAt) / 1000)} s ago. What you see is the last known state; it is tried again on its own.`;
  }, 1000);
}
