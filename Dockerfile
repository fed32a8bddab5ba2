# Build:  docker build --tag colloquy .
# Run:    docker compose up --detach      (compose.yaml sets what `docker run` would need as flags)

FROM python:3.13-slim AS build
COPY requirements.lock /tmp/requirements.lock
# The environment gets no pip of its own: what runs the bot can install nothing.
RUN python -m venv --without-pip /opt/venv \
    && python -m pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement /tmp/requirements.lock

FROM python:3.13-slim
RUN python -m pip uninstall --yes --root-user-action ignore pip \
    && mkdir --mode 0700 /data \
    && chown 10001:10001 /data
COPY --from=build /opt/venv /opt/venv
COPY content /srv/colloquy/content
COPY seeds /srv/colloquy/seeds
COPY bot /srv/colloquy/bot
WORKDIR /srv/colloquy
# Health is asked from inside the container, so its port needs to be open to nobody else.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BOT_DATA=/data \
    LOG_FORMAT=json \
    METRICS_PORT=9108
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
# Alive, and not ready: while Discord is away, starting the bot again would only cost logins.
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 \
    CMD ["python", "-m", "bot", "health", "live"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
