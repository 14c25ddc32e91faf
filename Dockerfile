# Production only: the packages for tests, demo and packaging stay out, and Node comes with the image.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No package of production needs its install script; none runs, so that none can surprise.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY cards ./cards
COPY src ./src

# The program may write here and nowhere else; the rest belongs to root. With DATABASE_URL=postgres://… it stays empty.
RUN mkdir .data && chown node:node .data
VOLUME /app/.data
USER node

EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3978) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# Node itself is process 1: it takes SIGTERM, stops in order, and starts no child that somebody would have to reap.
CMD ["node", "--max-semi-space-size=8", "src/main.ts", "serve"]
