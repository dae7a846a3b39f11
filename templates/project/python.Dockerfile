# syntax=docker/dockerfile:1
# dev:  what docker-compose.yml runs. Source and dependencies are mounted, so that it holds neither.
# prod: complete in itself, built from official images alone:  docker build<% dockerfile %> -t <% slug %> .
<% #decided %>
# <% line %>
<% /decided %>
ARG PYTHON_VERSION=<% version %>

# The local base has uv, build tools and watchfiles; ~/docker-infra/base/python makes it.
FROM base-python-dev:${PYTHON_VERSION} AS dev
ARG DRYDOCK_UID=1000
ARG DRYDOCK_GID=1000
# A user id without a name breaks getpass, ssh and shells; root only for this line. docker-compose.yml says who runs it.
USER 0:0
RUN named-user "$DRYDOCK_UID" "$DRYDOCK_GID"
<% #volumeFolders %>
# Volumes take owner and mode of the folder that they cover.
RUN install -d -m 0777 <% volumeFolders %>
<% /volumeFolders %>
<% #developPackages %>
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% developPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /developPackages %>
USER 1000:1000
WORKDIR /app

FROM python:${PYTHON_VERSION}-slim AS dependencies
<% #buildPackages %>
# Debian's versions move with its releases, and the base image is not pinned to one.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% buildPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /buildPackages %>
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
WORKDIR /app
<% #requirementFiles %>
<% #copies %>
<% line %>
<% /copies %>
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install <% installArguments %>
<% /requirementFiles %>
<% #project %>
# Only what <% name %> lists; the code itself is copied below.
<% copy %>
RUN --mount=type=cache,target=/root/.cache/pip \
    python -c 'import tomllib; print(*tomllib.load(open("<% name %>", "rb"))["project"]["dependencies"], sep="\n")' > /tmp/requirements.txt \
 && pip install -r /tmp/requirements.txt<% extraSuffix %>
<% /project %>
<% #tool %>
<% #copies %>
<% line %>
<% /copies %>
<% #folder %>
WORKDIR /app<% folder %>
<% /folder %>
# The tool itself stays outside of the environment that it fills.
ENV VIRTUAL_ENV=/venv
# hadolint ignore=DL3013
RUN --mount=type=cache,target=/root/.cache/pip \
    <% line %>
<% /tool %>

FROM python:${PYTHON_VERSION}-slim AS prod
<% #runPackages %>
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends <% runPackages %> \
 && rm -rf /var/lib/apt/lists/*
<% /runPackages %>
RUN groupadd --gid 1000 app && useradd --uid 1000 --gid 1000 --create-home --home-dir /home/dev app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1<% pythonPathLine %>
COPY --from=dependencies /venv /venv
WORKDIR /app
COPY . .
<% #volumeFolders %>
RUN install -d -m 0777 <% volumeFolders %>
<% /volumeFolders %>
<% #inFolder %>
WORKDIR <% directory %>
<% /inFolder %>
USER 1000:1000
<% #command %>
EXPOSE <% port %>
CMD <% command %>
<% /command %>
