/** Of ascending times in milliseconds, in any second, wherever it begins. */
export function mostInASecond(times: readonly number[]) {
  let most = 0;
  let from = 0;
  times.forEach((time, at) => {
    while (time - times[from]! >= 1_000) from += 1;
    most = Math.max(most, at - from + 1);
  });
  return most;
}
