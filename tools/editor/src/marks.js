// What the console says of lines: managed keys, dead edits, findings. A shape in the gutter, a line under the words, the sentence on hover and F8.
import { Decoration, EditorView, GutterMarker, gutter, hoverTooltip } from "@codemirror/view";
import { RangeSet, StateEffect, StateField } from "@codemirror/state";

// Bits of a mark, as the console sends them.
export const kinds = { managed: 1, dead: 2, error: 4, warning: 8, info: 16 };

const shapes = {
  error: ["M3 3l6 6M9 3l-6 6", "Error"],
  warning: ["M6 2l4.5 8h-9z", "Warning"],
  info: ["M6 5.5v4M6 2.6v.4", "Note"],
  dead: ["M1.5 6h9M3 3.5h6M3 8.5h6", "Dead edit"],
  managed: ["M3.5 5.5h5v4h-5zM4.5 5.5V4a1.5 1.5 0 0 1 3 0v1.5", "Managed by the installer"],
};

class Shape extends GutterMarker {
  constructor(bits) { super(); this.bits = bits; }
  eq(other) { return this.bits === other.bits; }
  toDOM() {
    const box = document.createElement("span");
    box.className = "values-mark";
    for (const name of ["error", "warning", "info", "dead", "managed"]) {
      if (!(this.bits & kinds[name]) || (name === "warning" && this.bits & kinds.dead)) continue;
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 12 12");
      svg.setAttribute("class", `values-mark-${name}`);
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", shapes[name][0]);
      svg.append(path);
      box.append(svg);
      box.title = box.title ? `${box.title}, ${shapes[name][1].toLowerCase()}` : shapes[name][1];
    }
    return box;
  }
}

const setMarks = StateEffect.define();
const empty = { shapes: RangeSet.empty, words: Decoration.none, places: RangeSet.empty };

class Place extends GutterMarker {}
const place = new Place();

const field = StateField.define({
  create: () => empty,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return effect.value;
    return transaction.docChanged
      ? { shapes: value.shapes.map(transaction.changes), words: value.words.map(transaction.changes), places: value.places.map(transaction.changes) }
      : value;
  },
  provide: own => EditorView.decorations.from(own, value => value.words),
});

// `rows` are [line, bits, column, end column], lines and columns from 1, in the order of the text; `map` brings a position to the present text.
export function marksEffect(doc, rows, map) {
  const shapeRanges = [], wordRanges = [], placeRanges = [];
  for (const [line, bits, column, endColumn] of rows) {
    if (line < 1 || line > doc.lines) continue;
    const at = doc.line(line);
    const start = map(at.from);
    shapeRanges.push(new Shape(bits).range(start));
    if (bits & (kinds.error | kinds.warning | kinds.info)) placeRanges.push(place.range(start));
    const from = map(Math.min(at.from + Math.max(column - 1, 0), at.to)), to = map(endColumn > column ? Math.min(at.from + endColumn - 1, at.to) : at.to);
    if (from >= to) continue;
    const name = bits & kinds.dead ? "dead" : bits & kinds.error ? "error" : bits & kinds.warning ? "warning" : bits & kinds.info ? "info" : "";
    if (name) wordRanges.push(Decoration.mark({ class: `values-word-${name}` }).range(from, to));
  }
  return setMarks.of({ shapes: RangeSet.of(shapeRanges, true), words: RangeSet.of(wordRanges, true), places: RangeSet.of(placeRanges, true) });
}

function go(direction, describe) {
  return view => {
    const { places } = view.state.field(field);
    const here = view.state.doc.lineAt(view.state.selection.main.head).from;
    const all = [];
    places.between(0, view.state.doc.length, from => { all.push(from); });
    if (all.length === 0) return true;
    const target = direction > 0 ? all.find(from => from > here) ?? all[0] : all.findLast(from => from < here) ?? all.at(-1);
    view.dispatch({ selection: { anchor: target }, effects: EditorView.scrollIntoView(target, { y: "center" }) });
    describe(view.state.doc.lineAt(target).number).then(sentences => view.dispatch({ effects: EditorView.announce.of(sentences.join(" ")) }), () => {});
    return true;
  };
}

// `describe(line)` gives the sentences about a line.
export function marks(describe) {
  return {
    extension: [
      field,
      gutter({ class: "values-marks", markers: view => view.state.field(field).shapes, initialSpacer: () => new Shape(kinds.error | kinds.managed) }),
      hoverTooltip(async (view, position) => {
        const line = view.state.doc.lineAt(position);
        let marked = false;
        view.state.field(field).shapes.between(line.from, line.to, () => { marked = true; return false; });
        const sentences = marked ? await describe(line.number) : [];
        if (sentences.length === 0) return null;
        return {
          pos: line.from, end: line.to, above: true,
          create() {
            const dom = document.createElement("div");
            dom.className = "values-tip";
            for (const sentence of sentences) dom.append(Object.assign(document.createElement("p"), { textContent: sentence }));
            return { dom };
          },
        };
      }, { hoverTime: 350 }),
    ],
    keys: [{ key: "F8", run: go(1, describe) }, { key: "Shift-F8", run: go(-1, describe) }],
  };
}
