/** The outbox as its screen shows it. */
import {
  asCommandError,
  call,
  type CommandError,
  type Commands,
  type JobId,
  type JobView,
} from "../../ipc";

import { replies } from "../comments/replies.svelte";

/** The commands that do something to one job. */
type JobCommand = Extract<keyof Commands, "retry_job" | "cancel_job" | "send_anyway">;

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
   * meanwhile may be in the way. Whether that went well. */
  async cancel(job: JobView): Promise<boolean> {
    if (job.activity.activity !== "reply") return this.act("cancel_job", job.id);
    await replies.flush();
    const taken = await this.act("cancel_job", job.id);
    if (taken) await replies.reload();
    return taken;
  }

  /** Does it; whether that went well. */
  async act(command: JobCommand, id: JobId): Promise<boolean> {
    if (this.busy !== null) return false;
    this.busy = id;
    this.refused = null;
    try {
      await call(command, { id });
      return true;
    } catch (error) {
      this.refused = { job: id, error: asCommandError(error) };
      return false;
    } finally {
      this.busy = null;
      await this.read();
    }
  }
}
