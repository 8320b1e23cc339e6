export type AppSecrets = ReturnType<typeof createAppSecrets>;

/**
 * The app's client secrets. While one is rotated there are two: Shopify signs with the oldest that is not revoked, and
 * tells apps to ask for tokens with the newest only, on which the simulator insists.
 */
export function createAppSecrets(first: string) {
  let secrets = [first];
  return {
    signing: () => secrets[0] ?? first,
    newest: () => secrets.at(-1) ?? first,
    rotate(next: string) {
      secrets.push(next);
    },
    revokeOld() {
      secrets = secrets.slice(-1);
    },
  };
}
