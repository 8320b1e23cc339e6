/** Gives up waiting for `run` after `ms`; it may still end later, unheard. */
export async function within<T>(
  ms: number,
  what: string,
  run: () => Promise<T>,
): Promise<T> {
  const running = run();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no ${what} within ${ms} ms`)),
      ms,
    );
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    running.catch(() => undefined);
  }
}
