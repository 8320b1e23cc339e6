import { pino, type DestinationStream } from "pino";

const gatheredCharacters = 32 * 1024;
const longestMs = 100;
const warn = 40;

/**
 * Standard output, written many lines at a time: a write of its own for each request would cost a busy ingress more
 * than the line. What says that something is wrong goes out at once, and so does what waits before it; a process that
 * is killed takes lines of ordinary success of the last tenth of a second along.
 */
export function openLogDestination(): DestinationStream {
  // Blocking, so that lines keep their order whatever hurries them.
  const output = pino.destination({ fd: 1, sync: true });
  let lines: string[] = [];
  let characters = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = lines.join("");
    lines = [];
    characters = 0;
    if (text) output.write(text);
  };
  process.on("exit", flush);
  const destination = {
    // Asks pino to tell the level of each line.
    [Symbol.for("pino.metadata")]: true,
    lastLevel: 0,
    write(line: string) {
      lines.push(line);
      characters += line.length;
      if (destination.lastLevel >= warn || characters >= gatheredCharacters)
        flush();
      else timer ??= setTimeout(flush, longestMs).unref();
    },
  };
  return destination;
}
