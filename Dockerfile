# Two images from one build: `app` (the binary with the SPA inside) and `web` (nginx with the same SPA as files).
#
#     docker build --target app -t ecolehub .
#     docker build --target web -t ecolehub-web .

FROM rust:1.95-bookworm AS build
WORKDIR /src
ENV ECOLEHUB_CACHE=/cache
COPY . .
# The set-up is the one of every other machine; the caches keep tools and dependencies between builds.
RUN --mount=type=cache,target=/cache --mount=type=cache,target=/usr/local/cargo/registry \
    ./scripts/build.sh && cp /cache/target/release/ecolehub /usr/local/bin/ecolehub

FROM debian:bookworm-slim AS app
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/ecolehub ecolehub \
    && install --directory --owner ecolehub --mode 700 /var/lib/ecolehub/files
COPY --from=build /usr/local/bin/ecolehub /usr/local/bin/ecolehub
USER ecolehub
WORKDIR /var/lib/ecolehub
ENV ENVIRONMENT=production HOST=0.0.0.0 PORT=8000 LOG_FORMAT=json
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD curl -fsS http://127.0.0.1:8000/readyz || exit 1
# `ecolehub migrate` runs first in docker-compose.yml: two nodes must not migrate at once.
CMD ["ecolehub", "serve"]

FROM nginx:1.27-bookworm AS web
COPY nginx/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /src/frontend/dist /srv/ecolehub
EXPOSE 80
