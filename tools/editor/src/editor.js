// The text editor of PaletteAI > Values. The page calls what `open` returns; the editor calls ChangeAsync, CursorAsync, DescribeAsync and ReadyAsync of the page.
import { EditorState, Compartment } from "@codemirror/state";
import { EditorView, crosshairCursor, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers, rectangularSelection } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { yaml } from "@codemirror/lang-yaml";
import { Link } from "./link.js";
import { look } from "./look.js";
import { marks, marksEffect } from "./marks.js";

const cursorPause = 120;

function stateOf(text, { link, dotnet, label, readOnly, onCursor }) {
  const said = marks(line => link.isIdle ? dotnet.invokeMethodAsync("DescribeAsync", line) : Promise.resolve([]));
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(), said.extension, foldGutter(), codeFolding(), highlightActiveLineGutter(), highlightSpecialChars(), history(), drawSelection(),
      EditorState.allowMultipleSelections.of(true), indentOnInput(), indentUnit.of("  "), EditorState.tabSize.of(2), bracketMatching(),
      rectangularSelection(), crosshairCursor(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }), yaml(), look,
      // Tab is left to the browser: it leaves the editor, as everywhere on the page. Ctrl+] and Ctrl+[ indent.
      keymap.of([...said.keys, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap]),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, "aria-describedby": "values-editor-keys", spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no" }),
      readOnly.of(EditorState.readOnly.of(false)),
      EditorView.updateListener.of(update => {
        if (update.docChanged) link.changed(update);
        if (update.docChanged || update.selectionSet) onCursor(update);
      }),
    ],
  });
}

export async function open(host, dotnet, { url, label }) {
  const readOnly = new Compartment();
  let cursorTimer = 0, saidLine = 0, quiet = false;
  const trouble = host.parentElement?.querySelector("[data-editor-trouble]");
  const link = new Link({ url, dotnet, onTrouble: words => { if (trouble && trouble.textContent !== words) { trouble.textContent = words; trouble.hidden = words === ""; } } });
  const tellCursor = view => {
    const line = view.state.doc.lineAt(view.state.selection.main.head);
    if (!link.isIdle) { cursorTimer = setTimeout(tellCursor, cursorPause, view); return; }
    cursorTimer = 0;
    if (line.number === saidLine) return;
    saidLine = line.number;
    dotnet.invokeMethodAsync("CursorAsync", line.number, view.state.selection.main.head - line.from + 1).catch(() => {});
  };
  const onCursor = update => {
    if (update.docChanged) saidLine = 0;
    if (quiet) return;
    clearTimeout(cursorTimer);
    cursorTimer = setTimeout(tellCursor, cursorPause, update.view);
  };
  const parts = { link, dotnet, label, readOnly, onCursor };
  const state = stateOf(await link.load(), parts);
  link.doc = link.current = state.doc;
  const view = new EditorView({ state, parent: host });
  // What the scroller shows can be scrolled by keyboard through the text itself.
  const leave = () => { link.flush(); };
  addEventListener("pagehide", leave);
  let latest = null;
  const showMarks = () => {
    if (latest && latest.version === link.acked) view.dispatch({ effects: marksEffect(link.doc, latest.rows, position => link.map(position)) });
  };

  return {
    // Marks of a version of the text; those of an older text are followed by newer ones.
    marks(version, rows) {
      latest = { version, rows };
      if (version === link.acked) showMarks();
      host.dataset.marks = String(version);
      host.dispatchEvent(new CustomEvent("values-marks", { detail: version }));
    },
    // Changes the page wants made, as rows [line, column, end line, end column, text] of a version. False: that is not the present text, ask again.
    edit(version, rows) {
      if (!link.isIdle || link.acked !== version) return false;
      const doc = view.state.doc;
      const at = (line, column) => { const l = doc.line(Math.min(line + 1, doc.lines)); return Math.min(l.from + column, l.to); };
      const changes = rows.map(([line, column, endLine, endColumn, insert]) => ({ from: at(line, column), to: at(endLine, endColumn), insert: view.state.toText(insert) }));
      quiet = true;
      view.dispatch({ changes, annotations: isolateHistory.of("full"), userEvent: "input.form", effects: changes.length ? EditorView.scrollIntoView(changes[0].from, { y: "center" }) : [] });
      quiet = false;
      return true;
    },
    // Another text altogether: another file was opened, or the draft was thrown away.
    async reload() {
      const text = await link.load();
      quiet = true;
      view.setState(stateOf(text, parts));
      quiet = false;
      link.doc = link.current = view.state.doc;
      link.flying = link.pending = null;
      link.whole = false;
      saidLine = 0;
    },
    reveal(line, focus) {
      const l = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      saidLine = l.number;
      view.dispatch({ selection: { anchor: l.from + (l.text.length - l.text.trimStart().length) }, effects: EditorView.scrollIntoView(l.from, { y: "center" }) });
      if (focus) view.focus();
    },
    flush: () => link.flush(),
    undo: () => undo(view),
    redo: () => redo(view),
    depth: () => [undoDepth(view.state), redoDepth(view.state)],
    focus: () => view.focus(),
    lock(on) { view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(on)) }); },
    dispose() {
      removeEventListener("pagehide", leave);
      clearTimeout(cursorTimer);
      link.end();
      view.destroy();
    },
  };
}
