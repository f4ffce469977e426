// How this writer likes the desk; kept on this computer, not in the library.

const KEY = "billet.preview";

class Beside {
  #on = $state(read());

  /** The preview stands beside the text, where there is room. */
  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // It is forgotten when the window closes, no more.
    }
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** Whether the preview stands beside the text. */
export const beside = new Beside();
