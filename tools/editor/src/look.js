// How the editor looks: every colour is one of tokens.css, so that light and dark come from there.
import { EditorView } from "@codemirror/view";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--color-text)", backgroundColor: "var(--color-surface)", fontSize: "var(--text-small)" },
  "&.cm-focused": { outline: "2px solid var(--color-accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.5", fontVariantLigatures: "none" },
  ".cm-content": { caretColor: "var(--color-accent)", padding: "var(--space-2) 0" },
  ".cm-line": { padding: "0 var(--space-3) 0 var(--space-2)" },
  ".cm-gutters": { backgroundColor: "var(--color-sunk)", color: "var(--color-muted)", borderRight: "1px solid var(--color-line)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--color-hover)", color: "var(--color-text)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--color-accent) 7%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--color-accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--color-accent) 26%, transparent)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--color-accent) 14%, transparent)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--color-accent-soft)", outline: "1px solid var(--color-accent)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--color-sunk)", border: "1px solid var(--color-edge)", color: "var(--color-muted)" },
  ".cm-foldGutter .cm-gutterElement": { cursor: "pointer", padding: "0 2px" },
  ".cm-panels": { backgroundColor: "var(--color-sunk)", color: "var(--color-text)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--color-line)" },
  ".cm-panel.cm-search": { padding: "var(--space-2)", fontFamily: "var(--font-sans)", fontSize: "var(--text-small)" },
  ".cm-panel.cm-search label": { fontSize: "var(--text-small)", whiteSpace: "nowrap" },
  ".cm-panel.cm-search [name=close]": { color: "var(--color-text)", fontSize: "1rem", minWidth: "1.5rem", minHeight: "1.5rem" },
  ".cm-textfield": { backgroundColor: "var(--color-surface)", color: "var(--color-text)", border: "1px solid var(--color-edge)", borderRadius: "var(--radius-small)", fontSize: "var(--text-small)", minHeight: "1.75rem" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--color-surface)", color: "var(--color-text)", border: "1px solid var(--color-edge)", borderRadius: "var(--radius-small)", fontSize: "var(--text-small)", minHeight: "1.75rem" },
  ".cm-searchMatch": { backgroundColor: "var(--color-warning-soft)", outline: "1px solid var(--color-warning)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--color-warning) 40%, transparent)" },
  ".cm-tooltip": { backgroundColor: "var(--color-surface)", color: "var(--color-text)", border: "1px solid var(--color-line)", borderRadius: "var(--radius)", boxShadow: "var(--lift)" },
  ".cm-specialChar": { color: "var(--color-failing)" },
});

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--color-accent-strong)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--color-good)" },
  { tag: [tags.bool, tags.number, tags.null, tags.keyword], color: "var(--color-waiting)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--color-muted)", fontStyle: "italic" },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: "var(--color-warning)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--color-muted)" },
]);

export const look = [theme, syntaxHighlighting(highlight)];
