/** The blogs of this library, as their screen lists them. */
import { asCommandError, call, type BlogView, type CommandError } from "../../ipc";

export class Blogs {
  all = $state.raw<BlogView[]>([]);
  /** The first answer came: an empty list is really empty. */
  ready = $state(false);
  failure = $state.raw<CommandError | null>(null);

  async read(): Promise<void> {
    try {
      this.all = await call("list_blogs", {});
      this.ready = true;
      this.failure = null;
    } catch (error) {
      this.failure = asCommandError(error);
    }
  }
}
