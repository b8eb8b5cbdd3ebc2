// Counts the remaining wait down; the server decides.
import { duration } from "./ages.js";

for (const wait of document.querySelectorAll("[data-countdown]")) {
  const end = performance.now() + Number(wait.dataset.countdown) * 1000;
  const timer = setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    wait.textContent = left > 0 ? duration(left) : "a moment";
    if (left <= 0) clearInterval(timer);
  }, 500);
}
