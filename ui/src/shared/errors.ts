// The sentences for what can fail, in the reader's language.

import type { Cause, CommandError } from "../ipc";
import { asCommandError } from "../ipc";
import { t } from "../messages/index.svelte";

/** What happened, what is safe, what to do. */
export function errorText(error: CommandError): string {
  return t(`errors.code.${error.code}`, present(error.names));
}

/** Why a job waits or needs the writer. */
export function causeText(cause: Cause): string {
  const names: Record<string, string> = {};
  if ("message" in cause) names.message = cause.message;
  if ("first" in cause) names.first = cause.first;
  if ("name" in cause) names.name = cause.name;
  if ("to" in cause) names.to = cause.to;
  return t(`errors.cause.${cause.cause}`, names);
}

/** The sentence for anything that was thrown. */
export function anyErrorText(thrown: unknown): string {
  return errorText(asCommandError(thrown));
}

function present(names: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
