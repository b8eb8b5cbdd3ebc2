// Theme, time display and menu width live in cookies, so that the server's first answer already looks right.
const year = 31536000;
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function remember(name, value) {
  document.cookie = `palette-${name}=${value}; Path=/; Max-Age=${year}; SameSite=Strict; Secure`;
}

export function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

export function setTheme(value) {
  if (value === "system") delete root.dataset.theme; else root.dataset.theme = value;
  remember("theme", value);
  return isDark();
}

export function setTimes(value) {
  remember("times", value);
}

export function watch(page) {
  const tell = () => page.invokeMethodAsync("OnSchemeChanged", isDark()).catch(() => { });
  dark.addEventListener("change", tell);
  return { stop: () => dark.removeEventListener("change", tell) };
}

function toggleMenu() {
  if (matchMedia("(max-width: 56rem)").matches) {
    root.toggleAttribute("data-menu-open");
  } else {
    const narrow = root.dataset.menu !== "narrow";
    if (narrow) root.dataset.menu = "narrow"; else delete root.dataset.menu;
    remember("menu", narrow ? "narrow" : "wide");
  }
}

document.addEventListener("click", event => {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  if (target.closest("[data-menu-toggle]")) toggleMenu();
  if (target.closest(".menu-link")) root.removeAttribute("data-menu-open");
  if (target.closest(".popup a, .popup [data-closes]")) target.closest("[popover]")?.hidePopover();
  const copy = target.closest("[data-copy]");
  if (copy) copyText(copy);
});

async function copyText(button) {
  const word = button.querySelector("[data-copy-word]");
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    said = "Not copied: select the text and copy it by hand";
  }
  if (!word) return;
  const before = button.dataset.copyLabel ?? word.textContent;
  word.firstChild.data = said;
  button.dataset.copied = said;
  setTimeout(() => { word.firstChild.data = before; delete button.dataset.copied; }, 2000);
}
