# Two stages: what builds stays behind. Without DATABASE_URL a PostgreSQL of the app's own runs in the volume /data.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build \
  && npm ci --omit=dev \
  && npm run generate

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 METRICS_HOST=0.0.0.0 DATA_DIR=/data
# What V8 and the C library take for themselves, the same on every machine.
ENV NODE_OPTIONS="--max-old-space-size=1024 --max-semi-space-size=32" MALLOC_ARENA_MAX=1
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/build build
COPY --from=build /app/app app
COPY --from=build /app/prisma prisma
COPY --from=build /app/package.json /app/prisma.config.ts ./
USER node
VOLUME /data
EXPOSE 3000
# A worker listens where METRICS_PORT says; without it its orchestrator looks at the process.
HEALTHCHECK --interval=10s --start-period=30s CMD ["node", "-e", "const { ROLE, PORT, METRICS_PORT } = process.env; const port = ROLE === 'worker' ? METRICS_PORT : PORT || 3000; if (port) fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "app/main.ts"]
