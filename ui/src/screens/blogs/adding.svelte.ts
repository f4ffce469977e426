/**
 * Adding a blog: an address in any form, what stands there, then the name and the password. What
 * was typed stays through every failure.
 */
import { asCommandError, call, type BlogView, type CommandError, type FoundBlog } from "../../ipc";

export class Adding {
  #address = $state("");
  username = $state("");
  password = $state("");
  found = $state.raw<FoundBlog | null>(null);
  busy = $state<"find" | "add" | null>(null);
  failure = $state.raw<CommandError | null>(null);

  readonly canFind = $derived(this.busy === null && this.#address.trim() !== "");
  readonly canAdd = $derived(
    this.busy === null &&
      this.found !== null &&
      this.username.trim() !== "" &&
      this.password.trim() !== "",
  );

  get address(): string {
    return this.#address;
  }

  /** Another address: what stood at the last one no longer counts, and no password goes there. */
  set address(typed: string) {
    this.#address = typed;
    this.found = null;
    this.failure = null;
  }

  /** Looks what stands at the address. */
  async find(): Promise<void> {
    if (!this.canFind) return;
    const address = this.#address.trim();
    this.busy = "find";
    this.failure = null;
    try {
      const found = await call("find_blog", { address });
      // The address may have been changed while the blog was looked for.
      if (this.#address.trim() === address) this.found = found;
    } catch (error) {
      this.failure = asCommandError(error);
    }
    this.busy = null;
  }

  /** Signs in and keeps the blog; none when that failed. */
  async add(): Promise<BlogView | null> {
    if (!this.canAdd) return null;
    this.busy = "add";
    this.failure = null;
    try {
      const blog = await call("add_blog", {
        address: this.#address.trim(),
        username: this.username.trim(),
        password: this.password.trim(),
      });
      this.password = "";
      return blog;
    } catch (error) {
      this.failure = asCommandError(error);
      return null;
    } finally {
      this.busy = null;
    }
  }
}
