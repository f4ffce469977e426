// The way from place to place among those to choose in, by keys and buttons.

/** Marks a place: its number, from 1. */
const PLACE = "[data-clash]";

/** The places within a part of the page, and the one the reader was at last. */
export class Places {
  #room: HTMLElement;
  #at = 0;

  constructor(room: HTMLElement) {
    this.#room = room;
  }

  /** The focus came to `target`: that is where the reader is. */
  came(target: EventTarget | null): void {
    const place = target instanceof Element ? target.closest<HTMLElement>(PLACE) : null;
    if (place) this.#at = Number(place.dataset.clash);
  }

  /** To the next place or the one before, round and round. */
  go(by: 1 | -1): void {
    const all = [...this.#room.querySelectorAll<HTMLElement>(PLACE)];
    const n = all.length;
    if (n === 0) return;
    this.#at = this.#at === 0 && by < 0 ? n : ((this.#at - 1 + by + n) % n) + 1;
    show(all[this.#at - 1]);
  }

  /** To the first place where nothing is chosen yet, a title's or the text's. */
  toOpen(): void {
    show(this.#room.querySelector<HTMLElement>("[data-open]"));
  }
}

function show(place: HTMLElement | null | undefined): void {
  const stop = place?.matches("fieldset") ? place.querySelector<HTMLElement>("input") : place;
  stop?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "center" });
}
