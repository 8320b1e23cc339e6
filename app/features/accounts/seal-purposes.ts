// Bound into the seal, so that a sealed credential cannot be moved to another row or field.
export const keyPurpose = (accountId: string) => `account:${accountId}:key`;
export const secretPurpose = (accountId: string) =>
  `account:${accountId}:secret`;
