/** The outbox as its screen shows it. */
import {
  asCommandError,
  call,
  type CancelledView,
  type CommandError,
  type Commands,
  type JobId,
  type JobView,
} from "../../ipc";

import { replies } from "../comments/replies.svelte";

/** The commands that do something to one job. */
type JobCommand = Extract<keyof Commands, "retry_job" | "send_anyway">;

export class Outbox {
  jobs = $state.raw<JobView[]>([]);
  ready = $state(false);
  failure = $state.raw<CommandError | null>(null);
  /** The job something is being done to, so that it is not done twice. */
  busy = $state<JobId | null>(null);
  /** What could not be done, and to which job. */
  refused = $state.raw<{ job: JobId; error: CommandError } | null>(null);

  async read(): Promise<void> {
    try {
      this.jobs = await call("list_jobs", {});
      this.ready = true;
      this.failure = null;
    } catch (error) {
      this.failure = asCommandError(error);
    }
  }

  /** Takes a job away before it is sent; the words of a reply go back to its box, where nothing typed
   * meanwhile may be in the way. What is on the blog by then; none if it could not be done. */
  async cancel(job: JobView): Promise<CancelledView | null> {
    const { id } = job;
    if (job.activity.activity !== "reply") return this.#do(id, () => call("cancel_job", { id }));
    await replies.flush();
    const there = await this.#do(id, () => call("cancel_job", { id }));
    if (there !== null) await replies.reload();
    return there;
  }

  /** Does it; whether that went well. */
  async act(command: JobCommand, id: JobId): Promise<boolean> {
    const done = await this.#do(id, () => call(command, { id }).then(() => true));
    return done ?? false;
  }

  async #do<T>(id: JobId, work: () => Promise<T>): Promise<T | null> {
    if (this.busy !== null) return null;
    this.busy = id;
    this.refused = null;
    try {
      return await work();
    } catch (error) {
      this.refused = { job: id, error: asCommandError(error) };
      return null;
    } finally {
      this.busy = null;
      await this.read();
    }
  }
}
