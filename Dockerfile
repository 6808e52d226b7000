FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEMO=0 VAR_DIR=/srv/var STATIC_ROOT=/srv/static
WORKDIR /srv/site

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
# Collecting needs settings but no secret: the key of this one command protects nothing and is not kept.
RUN DEMO=1 SECRET_KEY=collecting-static-files-needs-a-key-of-fifty-characters python manage.py collectstatic --noinput \
    && useradd --system --home-dir /srv/var --create-home site
USER site
VOLUME /srv/var
EXPOSE 8000
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
