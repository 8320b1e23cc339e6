/** Bound into the seal, so that a sealed key cannot be moved to another row. */
export const callbackKeyPurpose = (id: number | string) => `callback-key:${id}`;

/** Of keys that were sealed before the row was bound in; `npm run reseal` binds them. */
export const formerCallbackKeyPurpose = "callback-key";
