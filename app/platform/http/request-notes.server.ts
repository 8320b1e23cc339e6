import { requestIdOf } from "./name-request.server.ts";

/** What is known of a request, for its line in the log: ids, a topic, a shop. */
export type RequestNote = Record<string, string>;

/** Of the requests under way, by their id. One for the process: the pages' bundle has its own copy of this module. */
export type RequestNotes = Map<string, RequestNote>;

/** Adds to the line of a page's request; does nothing where no server runs. */
export function noteRequest(
  { requestNotes }: { requestNotes: RequestNotes },
  request: Request,
  note: RequestNote,
): void {
  noteUnder(requestNotes, requestIdOf(request) ?? "", note);
}

export function noteUnder(
  notes: RequestNotes,
  requestId: string,
  note: RequestNote,
): void {
  const open = notes.get(requestId);
  if (open) Object.assign(open, note);
}
