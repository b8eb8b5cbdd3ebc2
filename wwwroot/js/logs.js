// Keeps a log at its end while the person looks at the end, and leaves it alone anywhere else.
const near = 24;

export function stayAtEnd(box) {
  if (!box) return;
  let atEnd = true;
  box.addEventListener("scroll", () => { atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < near; }, { passive: true });
  const follow = () => { if (atEnd) box.scrollTop = box.scrollHeight; };
  new MutationObserver(follow).observe(box, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(follow).observe(box);
  follow();
}
