/** Whether the answer is to be compressed, which its headers then tell. What is not worth it is not asked about. */
export function acceptsGzip(request: Request, headers: Headers): boolean {
  headers.append("Vary", "Accept-Encoding");
  const accepted = request.headers.get("accept-encoding") ?? "";
  if (!/\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(accepted)) return false;
  headers.set("Content-Encoding", "gzip");
  return true;
}
