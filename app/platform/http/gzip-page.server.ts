import { Writable, type Readable } from "node:stream";
import { createGzip } from "node:zlib";

/**
 * Compresses a page as it comes: what waits goes together, and goes out at once. React writes 2 kB at a time, and each
 * would be a trip of its own to the thread that compresses: 4 ms for fifty rows.
 * @returns where the page is written to, and where it comes out; either ends with the other
 */
export function createPageGzip(): { pieces: Writable; page: Readable } {
  const gzip = createGzip();
  const pieces = new Writable({
    writev(waiting, done) {
      gzip.write(Buffer.concat(waiting.map(({ chunk }) => chunk as Buffer)));
      gzip.flush(() => done());
    },
    final(done) {
      gzip.end(done);
    },
    destroy(error, done) {
      // At its end it is still to be read.
      if (!gzip.writableEnded) gzip.destroy(error ?? undefined);
      done(error);
    },
  });
  gzip.once("close", () => pieces.destroy());
  return { pieces, page: gzip };
}
