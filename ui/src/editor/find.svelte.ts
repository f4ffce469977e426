// Finding and replacing: our own panel over CodeMirror's search.

import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  openSearchPanel,
  replaceAll,
  replaceNext,
  SearchQuery,
  selectMatches,
  setSearchQuery,
} from "@codemirror/search";
import type { EditorState } from "@codemirror/state";
import { type EditorView, type Panel, runScopeHandlers } from "@codemirror/view";
import { mount, unmount } from "svelte";

import FindPanel from "./FindPanel.svelte";

/** More hits are not counted: the number says "many" then. */
export const MANY = 5000;

/** How many hits there are, at most `MANY`, and which one is selected, from 1; 0 for none of them. */
export function hits(state: EditorState, query: SearchQuery): { all: number; at: number } {
  if (!query.valid) return { all: 0, at: 0 };
  const { from, to } = state.selection.main;
  const cursor = query.getCursor(state);
  let all = 0;
  let at = 0;
  for (let next = cursor.next(); !next.done && all < MANY; next = cursor.next()) {
    all += 1;
    if (next.value.from === from && next.value.to === to) at = all;
  }
  return { all, at };
}

/** What the panel shows and can ask for. */
export class Find {
  search = $state("");
  replace = $state("");
  caseSensitive = $state(false);
  wholeWord = $state(false);
  regexp = $state(false);
  replacing = $state(false);
  /** The pattern can be read. */
  valid = $state(true);
  all = $state(0);
  at = $state(0);

  #view: EditorView;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
    this.take(getSearchQuery(view.state));
  }

  /** What is written in the panel's words. */
  say(words: string): string {
    return this.#view.state.phrase(words);
  }

  /** A query from elsewhere, e.g. from the selection. */
  take(query: SearchQuery): void {
    this.search = query.search;
    this.replace = query.replace;
    this.caseSensitive = query.caseSensitive;
    this.wholeWord = query.wholeWord;
    this.regexp = query.regexp;
    this.count();
  }

  /** Something in the panel changed. */
  changed(): void {
    const { search, replace, caseSensitive, wholeWord, regexp } = this;
    const query = new SearchQuery({
      search,
      replace,
      caseSensitive,
      wholeWord,
      regexp,
      literal: !regexp,
    });
    if (!query.eq(getSearchQuery(this.#view.state))) {
      this.#view.dispatch({ effects: setSearchQuery.of(query) });
    }
    this.count();
  }

  /** Counts the hits shortly after: a long text has many, and one types on. */
  count(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { state } = this.#view;
      const query = getSearchQuery(state);
      this.valid = query.valid || query.search === "";
      const { all, at } = hits(state, query);
      this.all = all;
      this.at = at;
    }, 80);
  }

  next = () => void findNext(this.#view);
  previous = () => void findPrevious(this.#view);
  replaceOne = () => void replaceNext(this.#view);
  replaceEach = () => void replaceAll(this.#view);

  selectAll = () => {
    selectMatches(this.#view);
    this.#view.focus();
  };

  close = () => {
    closeSearchPanel(this.#view);
    this.#view.focus();
  };

  /** The editor's keys that work in the panel, too. */
  keyed(event: KeyboardEvent): boolean {
    return runScopeHandlers(this.#view, event, "search-panel");
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

const open = new WeakMap<EditorView, Find>();

/** The panel, for `search({ createPanel })`. */
export function findPanel(view: EditorView): Panel {
  const dom = document.createElement("div");
  const find = new Find(view);
  open.set(view, find);
  const panel = mount(FindPanel, { target: dom, props: { find } });
  return {
    dom,
    top: true,
    mount: () => dom.querySelector<HTMLInputElement>("[main-field]")?.select(),
    update(update) {
      for (const tr of update.transactions) {
        for (const effect of tr.effects) if (effect.is(setSearchQuery)) find.take(effect.value);
      }
      if (update.docChanged || update.selectionSet) find.count();
    },
    destroy() {
      open.delete(view);
      find.end();
      void unmount(panel);
    },
  };
}

/** Opens the panel, the selected words in it; with what replaces them when asked for. */
export function openFind(view: EditorView, replace: boolean): boolean {
  openSearchPanel(view);
  const find = open.get(view);
  if (find && replace) find.replacing = true;
  return true;
}
