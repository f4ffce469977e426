// An island, a block that came from a blog and is kept as it came, is one unit in the text: folded
// to a line with its name, gone over by the cursor, never deleted in part. It opens while the cursor
// is in it.

import {
  EditorSelection,
  EditorState,
  type Extension,
  Prec,
  type Range,
  RangeSet,
  StateEffect,
  StateField,
  type StateCommand,
  type Transaction,
} from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from "@codemirror/view";

import { type Island, scan } from "./outline";

type Folding = { all: readonly Island[]; open: number | null; folded: DecorationSet };

const opened = StateEffect.define<number>();

class Folded extends WidgetType {
  #label: string;

  constructor(label: string) {
    super();
    this.#label = label;
  }

  override eq(other: Folded): boolean {
    return other.#label === this.#label;
  }

  override toDOM(view: EditorView): HTMLElement {
    const line = document.createElement("div");
    line.className = "md-island";
    const name = document.createElement("span");
    name.textContent = this.#label || view.state.phrase("Island");
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.textContent = view.state.phrase("Open");
    button.setAttribute("aria-label", `${button.textContent} ${name.textContent}`);
    button.addEventListener("click", () => openAt(view, view.posAtDOM(line)));
    line.append(name, button);
    return line;
  }

  override ignoreEvent(event: Event): boolean {
    return event.target instanceof HTMLButtonElement;
  }
}

function folding(all: readonly Island[], open: number | null): Folding {
  const ranges: Range<Decoration>[] = all
    .filter(({ from }) => from !== open)
    .map(({ from, to, label }) =>
      Decoration.replace({ widget: new Folded(label), block: true }).range(from, to),
    );
  return { all, open, folded: RangeSet.of(ranges) };
}

const islands = StateField.define<Folding>({
  create: (state) => folding(scan(state.doc).islands, null),
  update(value, tr) {
    let { all, open } = value;
    if (tr.docChanged) {
      all = mayMatter(tr, value)
        ? scan(tr.newDoc).islands
        : all.map((island) => ({
            ...island,
            from: tr.changes.mapPos(island.from, 1),
            to: tr.changes.mapPos(island.to, -1),
          }));
      if (open !== null) open = tr.changes.mapPos(open, 1);
    }
    for (const effect of tr.effects) if (effect.is(opened)) open = effect.value;
    // It folds again when the cursor has left it.
    const own = all.find(({ from }) => from === open);
    const inside = own && tr.newSelection.ranges.some((r) => r.to >= own.from && r.from <= own.to);
    if (!inside) open = null;
    if (open === value.open && !tr.docChanged) return value;
    return folding(all, open);
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ folded }) => folded),
    EditorView.atomicRanges.of((view) => view.state.field(field).folded),
  ],
});

/** Whether a change can make, end or alter an island: it has to do with a fence. */
function mayMatter(tr: Transaction, { all }: Folding): boolean {
  const fence = /`{2}|~{2}|island/;
  let matters = false;
  tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    const old = tr.startState.doc;
    const before = old.sliceString(old.lineAt(fromA).from, old.lineAt(toA).to);
    const now = tr.newDoc.sliceString(tr.newDoc.lineAt(fromB).from, tr.newDoc.lineAt(toB).to);
    matters ||= fence.test(before) || fence.test(now);
    matters ||= all.some(({ from, to }) => fromA <= to && toA >= from);
  });
  return matters;
}

// What is typed beside a folded island stands on a line of its own.
const keptApart = EditorState.transactionFilter.of((tr) => {
  if (!tr.docChanged || tr.isUserEvent("undo") || tr.isUserEvent("redo")) return tr;
  const { all, open } = tr.startState.field(islands);
  const breaks: { from: number; insert: string }[] = [];
  for (const { from, to } of all) {
    if (from === open || !tr.changes.touchesRange(from, to)) continue;
    const start = tr.changes.mapPos(from, 1);
    const end = tr.changes.mapPos(to, -1);
    if (end <= start) continue;
    const isLetter = (at: number) => !["", "\n"].includes(tr.newDoc.sliceString(at, at + 1));
    if (start > 0 && isLetter(start - 1)) breaks.push({ from: start, insert: "\n" });
    if (isLetter(end)) breaks.push({ from: end, insert: "\n" });
  }
  return breaks.length === 0 ? tr : [tr, { changes: breaks, sequential: true }];
});

/** Opens the folded island at a place, the cursor in its first line; false where there is none. */
export function openAt(view: EditorView, at: number): boolean {
  const { all, open } = view.state.field(islands);
  const own = all.find(({ from, to }) => from <= at && at <= to && from !== open);
  if (!own) return false;
  const line = view.state.doc.lineAt(own.from);
  const inside = Math.min(line.to + 1, own.to);
  view.dispatch({ effects: opened.of(own.from), selection: EditorSelection.single(inside) });
  view.focus();
  return true;
}

/** The folded island that ends before the cursor, or begins behind it. */
function beside(state: EditorState, side: -1 | 1): Island | null {
  const { main } = state.selection;
  if (!main.empty) return null;
  const { all, open } = state.field(islands);
  const at = main.head;
  const meets = ({ from, to }: Island) =>
    side < 0 ? at === to || at === to + 1 : at === from || at === from - 1;
  return all.find((island) => island.from !== open && meets(island)) ?? null;
}

/** Selects the whole of it; only pressed again it goes. */
function select(side: -1 | 1): StateCommand {
  return ({ state, dispatch }) => {
    const island = beside(state, side);
    if (!island) return false;
    const line = state.doc.lineAt(state.selection.main.head);
    // An empty line beside it goes as it always does.
    if (line.length === 0 && (line.from > island.to || line.to < island.from)) {
      const gap =
        side < 0 ? { from: island.to, to: line.to } : { from: line.from, to: island.from };
      if (line.number === 1 || line.number === state.doc.lines)
        return selected(state, island, dispatch);
      dispatch(state.update({ changes: gap, userEvent: "delete" }));
      return true;
    }
    return selected(state, island, dispatch);
  };
}

function selected(
  state: EditorState,
  { from, to }: Island,
  dispatch: (tr: Transaction) => void,
): boolean {
  dispatch(state.update({ selection: EditorSelection.single(from, to), userEvent: "select" }));
  return true;
}

/** Folds islands; Enter on a selected one opens it. */
export function foldedIslands(): Extension {
  return [
    islands,
    keptApart,
    Prec.highest(
      keymap.of([
        { key: "Backspace", run: select(-1) },
        { key: "Delete", run: select(1) },
        {
          key: "Enter",
          run(view) {
            const { from, to } = view.state.selection.main;
            const { all } = view.state.field(islands);
            const own = all.some((island) => island.from === from && island.to === to);
            return own && openAt(view, from);
          },
        },
      ]),
    ),
  ];
}
