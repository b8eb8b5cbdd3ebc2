// Keeps the console's copy of the text the same as the editor's. The editor is the one place where the text changes; what changed goes over the
// circuit in small messages, each naming the version it starts from. What is too large for a message, and every doubt, goes as the whole text by HTTP.
const largest = 20 * 1024; // the hub takes 32 KB; JSON in JSON doubles quotes and backslashes
const pause = 10; // milliseconds between messages
const encoder = new TextEncoder();

// Lines and columns from 0, in the text before: the console's text has its own line ends and byte order mark, so that offsets would differ.
function encode(changes, doc) {
  const rows = [];
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const from = doc.lineAt(fromA), to = doc.lineAt(toA);
    rows.push([from.number - 1, fromA - from.from, to.number - 1, toA - to.from, inserted.sliceString(0, inserted.length, "\n")]);
  });
  return rows;
}

export class Link {
  constructor({ url, dotnet, onTrouble }) {
    this.url = url;
    this.dotnet = dotnet;
    this.onTrouble = onTrouble;
    this.acked = 0;
    this.doc = null; // the text at `acked`
    this.flying = null; // changes on their way
    this.pending = null; // changes after those
    this.whole = false; // the next message is the whole text
    this.sending = Promise.resolve();
    this.timer = 0;
    this.ended = false;
  }

  async load() {
    const answer = await fetch(this.url, { credentials: "same-origin", cache: "no-store", headers: { "X-Palette-Console": "1" } });
    if (!answer.ok) throw new Error(`The text could not be loaded (${answer.status}).`);
    this.acked = Number(answer.headers.get("X-Text-Version"));
    return answer.text();
  }

  get isIdle() { return !this.flying && !this.pending && !this.whole; }

  changed(update) {
    this.current = update.state.doc;
    this.pending = this.pending ? this.pending.compose(update.changes) : update.changes;
    this.schedule(pause);
  }

  schedule(delay) {
    if (this.timer || this.ended) return;
    this.timer = setTimeout(() => { this.timer = 0; this.sending = this.sending.then(() => this.send()); }, delay);
  }

  // Resolves once everything typed so far is at the console; false when it could not be brought there.
  async flush() {
    clearTimeout(this.timer);
    this.timer = 0;
    await this.sending;
    for (let tries = 0; tries < 3 && !this.isIdle; tries++) await this.send();
    return this.isIdle;
  }

  // Where a position of the text at `acked` is by now.
  map(position) {
    if (this.flying) position = this.flying.mapPos(position, 1);
    return this.pending ? this.pending.mapPos(position, 1) : position;
  }

  async send() {
    if (this.flying || (!this.pending && !this.whole)) return;
    const rows = this.whole ? null : encode(this.pending, this.doc);
    const fits = rows && encoder.encode(JSON.stringify(JSON.stringify(rows))).length <= largest;
    const after = this.current;
    this.flying = this.pending ?? this.flying;
    this.pending = null;
    try {
      const version = fits ? await this.dotnet.invokeMethodAsync("ChangeAsync", this.acked, rows, after.lines, after.length) : await this.put(after);
      this.flying = null;
      if (version < 0) { this.whole = true; this.schedule(0); return; }
      this.acked = version;
      this.doc = after;
      this.whole = false;
      this.onTrouble("");
    } catch (problem) {
      // The console may have taken it or not: the whole text settles it.
      this.flying = null;
      this.whole = true;
      this.onTrouble(problem?.words ?? "What you type cannot be sent to the console right now. It is kept here and sent as soon as the console answers.");
      this.schedule(problem?.words ? 5000 : 1500);
      return;
    }
    if (this.pending) this.schedule(pause);
  }

  async put(doc) {
    const answer = await fetch(this.url, {
      method: "PUT", credentials: "same-origin", headers: { "Content-Type": "text/plain; charset=utf-8", "X-Palette-Console": "1" }, body: doc.sliceString(0, doc.length, "\n"),
    });
    if (answer.status === 413) throw { words: "The text is larger than 1 MiB. The console takes no more than that: shorten it. Nothing is lost meanwhile." };
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).version;
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
  }
}
