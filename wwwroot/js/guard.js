// The server takes messages of at most 32 KB. A longer text is refused here with a sentence; nothing is cut, nothing is sent.
const limit = 24 * 1024;
const encoder = new TextEncoder();
let pending = 0;

function sizeOf(element) {
  return element.value.length > limit ? element.value.length : encoder.encode(element.value).length;
}

function nameOf(element) {
  return element.labels?.[0]?.dataset.name ?? element.labels?.[0]?.textContent.trim() ?? element.getAttribute("aria-label") ?? "This field";
}

function say(sentence) {
  const strip = document.getElementById("input-guard");
  if (!strip) return;
  strip.firstElementChild.textContent = sentence;
  strip.hidden = sentence.length === 0;
}

function check(event) {
  const element = event.target;
  if (!(element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !["file", "checkbox", "radio"].includes(element.type)))) return;
  const most = Math.min(Number(element.dataset.maxBytes ?? limit), limit);
  const size = sizeOf(element);
  if (size > most) {
    event.stopImmediatePropagation();
    element.dataset.refused = "";
    const kib = n => n < 10240 ? `${n.toLocaleString("en")} bytes` : `${Math.ceil(n / 1024)} KiB`;
    say(`${nameOf(element)} holds ${kib(size)}; at most ${kib(most)} can be sent. Nothing was sent and nothing was cut: shorten the text, or import it as a file.`);
    return;
  }
  if ("refused" in element.dataset) {
    delete element.dataset.refused;
    if (!document.querySelector("[data-refused]")) say("");
  }
  if (event.type === "input" && "live" in element.dataset) {
    clearTimeout(pending);
    pending = setTimeout(() => element.dispatchEvent(new Event("change", { bubbles: true })), 200);
  }
}

addEventListener("input", check, true);
addEventListener("change", check, true);
document.addEventListener("click", event => {
  if (event.target instanceof Element && event.target.closest("[data-guard-close]")) say("");
});
