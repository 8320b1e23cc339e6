/** Addresses that are no page of ours, told inside the frame of the app. */
export function loader(): never {
  throw new Response(null, { status: 404 });
}

export default function MissingRoute() {
  return null;
}
