import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import express, { type RequestHandler } from "express";

// The smaller first: browsers take either, and name them in any order.
const encodings = [
  { name: "br", ending: ".br" },
  { name: "gzip", ending: ".gz" },
];

/**
 * The scripts and styles of the build, as the build compressed them: vite.config.ts. Names hold a hash of the content.
 * One that is missing is no page for Remix to render.
 */
export function serveAssets(folder: string): RequestHandler[] {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const choose: RequestHandler = (request, response, next) => {
    const name = request.path.slice(1);
    const offered = encodings.filter(({ ending }) => names.has(name + ending));
    if (offered.length > 0) response.vary("Accept-Encoding");
    const chosen = offered.find(({ name }) => request.acceptsEncodings(name));
    if (chosen) {
      request.url = `/${name}${chosen.ending}`;
      response.type(path.extname(name)).set("Content-Encoding", chosen.name);
    }
    next();
  };
  return [
    choose,
    express.static(folder, {
      immutable: true,
      maxAge: "1y",
      fallthrough: false,
    }),
  ];
}
