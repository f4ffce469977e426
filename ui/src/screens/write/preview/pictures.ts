// Pictures on this computer, as the preview shows them: each is asked for once.

/** Gives the `data:` address of a picture, or null where there is none to show. */
export class Pictures {
  #ask: (address: string) => Promise<string | null>;
  #known = new Map<string, Promise<string | null>>();

  constructor(ask: (address: string) => Promise<string | null>) {
    this.#ask = ask;
  }

  /** Never rejects. */
  of(address: string): Promise<string | null> {
    let known = this.#known.get(address);
    if (known === undefined) {
      known = this.#ask(address).then(
        (shown) => (shown?.startsWith("data:image/") ? shown : null),
        () => null,
      );
      this.#known.set(address, known);
      // A file that is not there yet may come.
      void known.then((shown) => {
        if (shown === null) this.#known.delete(address);
      });
    }
    return known;
  }
}
