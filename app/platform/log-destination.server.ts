import { pino, type DestinationStream } from "pino";

const gatheredBytes = 8 * 1024;
const longestMs = 100;
const warn = 40;

/**
 * Standard output, written many lines at a time: a write of its own for each request would cost a busy ingress more
 * than the line. What says that something is wrong goes out at once, and so does what waits before it; a process that
 * is killed takes lines of ordinary success of the last tenth of a second along.
 */
export function openLogDestination(): DestinationStream {
  const output = pino.destination({
    fd: 1,
    // Blocking, so that lines keep their order whatever hurries them.
    sync: true,
    minLength: gatheredBytes,
  });
  const flush = () => output.flushSync();
  let timer: NodeJS.Timeout | undefined;
  process.on("exit", flush);
  const destination = {
    // Asks pino to tell the level of each line.
    [Symbol.for("pino.metadata")]: true,
    lastLevel: 0,
    write(line: string) {
      output.write(line);
      if (destination.lastLevel >= warn) flush();
      else
        timer ??= setTimeout(() => {
          timer = undefined;
          flush();
        }, longestMs).unref();
    },
  };
  return destination;
}
