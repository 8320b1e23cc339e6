export {
  createKeyDeliveryClient,
  type CreateTrackingOutcome,
  type CreateTrackingRequest,
  type KeyDeliveryClient,
  type RealtimeOutcome,
  type WatchCall,
  type RealtimeRequest,
} from "./client.ts";
export { carriers, findCarrier, type Carrier } from "./carriers.ts";
export {
  isKeyDeliveryError,
  KeyDeliveryError,
  KeyDeliveryPushError,
  type KeyDeliveryErrorName,
  type Remedy,
} from "./errors.ts";
export { parsePush, type ParsedPush } from "./parse-push.ts";
export { backoffMs } from "./retry.ts";
export type { DetectedCarrier, TrackingItem } from "./schemas.ts";
export type { Credentials } from "./send.ts";
export { signBody } from "./signature.ts";
export {
  lookUpStatus,
  readStatusCode,
  type StatusMeaning,
} from "./status-codes.ts";
