"""The tables of docs/operating.md: every setting that the environment gives, and every command of ours."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.management import get_commands, load_command_class

from config.docs.markdown import code, table

SETTINGS = Path(__file__).resolve().parents[1] / "settings"
BEGIN, END = "<!-- ./run docs writes from here -->", "<!-- to here -->"

MEANINGS = {
    "ALLOWED_HOSTS": "The names under which the site answers, separated by commas.",
    "BEHIND_TLS_PROXY": "Trust X-Forwarded-Proto: only behind a proxy that always sets it.",
    "CACHE_URL": "Where rate limits count. Several web processes need one they share, as redis://127.0.0.1:6379/1.",
    "CLAMD": "host:port of the virus scanner clamd; where it is set, nobody else opens a file before it was scanned.",
    "CONVOKE_DEBUG": "Django's debug pages and the gallery of components; only the demo reads it.",
    "CONVOKE_VAR": "The folder of everything that changes: database, files, attachments, releases, static files.",
    "CSRF_TRUSTED_ORIGINS": "Further origins that forms may come from, with https://, separated by commas.",
    "DATABASE_URL": "The database, as postgres://user:word@host/name or sqlite:////path/file.sqlite3.",
    "DEFAULT_FROM_EMAIL": "The sender of letters until the society's page names one.",
    "EMAIL_HOST": "The mail server.",
    "EMAIL_PASSWORD": "The mail server's password.",
    "EMAIL_PORT": "The mail server's port.",
    "EMAIL_USER": "The mail server's user.",
    "EMAIL_USE_TLS": "Speak STARTTLS with the mail server.",
    "MAILBOX_ADDRESS": "Where calendars answer to, as calendar@DOMAIN; it has to take calendar+...@DOMAIN.",
    "MAILBOX_FOLDER": "The folder in which new mail lies; what was read goes into folders of its own.",
    "MAILBOX_HOST": "The IMAP server of that mailbox; empty: nobody reads answers, and none is asked for.",
    "MAILBOX_PASSWORD": "Its password.",
    "MAILBOX_PORT": "The IMAP server's port.",
    "MAILBOX_SECURITY": "tls, starttls, or none (on a machine of one's own).",
    "MAILBOX_USER": "Its user.",
    "MAIL_PROVIDER": "Send by a provider's web interface instead of SMTP: one of those below; empty means SMTP.",
    "MAIL_PROVIDER_ADDRESS": "Another address of the provider's interface, as for its servers in Europe.",
    "MAIL_PROVIDER_DOMAIN": "The domain that sends, where the provider wants to know it (Mailgun).",
    "MAIL_PROVIDER_KEY": "The key or token that the provider gave. Amazon SES takes AWS's own environment instead.",
    "MAIL_PROVIDER_SECRET": "A second secret, where the provider has one (Mailjet).",
    "MAIL_WEBHOOK_KEY": "The key by which the provider signs what it tells, where it does (Mailgun and others).",
    "MAIL_WEBHOOK_SECRET": "user:password; the provider tells https://user:password@SITE/letters/told/ of bounces.",
    "OIDC_CLIENT_ID": "The client's name at the society's own OpenID Connect server.",
    "OIDC_CLIENT_SECRET": "Its secret.",
    "OIDC_NAME": "The words on its sign-in button.",
    "OIDC_ORIGINS": "Further origins that signing in may lead to, separated by commas.",
    "OIDC_SERVER": "The address of an OpenID Connect server; naming it switches that sign-in on.",
    "ORCID_CLIENT_ID": "The client's name at ORCID; naming it switches that sign-in on.",
    "ORCID_CLIENT_SECRET": "Its secret.",
    "RELEASES_BUCKET": "A bucket that speaks S3, for files of releases; empty: a folder in CONVOKE_VAR.",
    "RELEASES_ENDPOINT": "The address of its server, where that is not Amazon's own: https://minio.example.org",
    "RELEASES_PREFIX": "Letters before the name of every file in the bucket, as convoke/.",
    "RELEASES_REGION": "The bucket's region, where its server has several.",
    "SECRET_KEY": "Signs sessions and cookies: long, random, secret, the same for every process.",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": "Promise https for every name below the site's.",
    "SECURE_HSTS_PRELOAD": "Allow browsers to know that promise before the first visit.",
    "SECURE_HSTS_SECONDS": "For how long browsers are told to come by https only.",
    "SITE_ADDRESS": "The site's public address, used in letters and calendars.",
    "TRUSTED_PROXY_COUNT": "Proxies in front whose X-Forwarded-For is true; rate limits count by it.",
    "WEBHOOK_NETWORKS": "Networks inside the house to which webhooks may go, as 10.1.0.0/16, separated by commas.",
}


@dataclass(frozen=True)
class Setting:
    """`default` is Python as written; empty where the setting has to be given. `occasion` is the settings module."""

    name: str
    kind: str
    default: str
    occasion: str


def settings() -> list[Setting]:
    """In the order of names; of the same setting production's line stands beside that of every occasion."""
    found = [setting for path in sorted(SETTINGS.glob("*.py")) for setting in _read(path)]
    first: dict[tuple[str, str], Setting] = {}
    for setting in found:
        first.setdefault((setting.name, setting.occasion), setting)
    return sorted(first.values(), key=lambda setting: (setting.name, setting.occasion))


def _read(path: Path) -> Iterator[Setting]:
    source = path.read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_env(node.func.value):
            given = [word.value for word in node.keywords if word.arg == "default"]
            default = (ast.get_source_segment(source, given[0]) or "") if given else ""
            yield Setting(ast.literal_eval(node.args[0]), node.func.attr, default, path.stem)


def _is_env(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "env"


def tables() -> str:
    rows = [
        (
            code(each.name),
            each.kind,
            code(each.default) if each.default else "to be given",
            _where(each),
            meaning(each),
        )
        for each in settings()
    ]
    ours = [
        (code(name), load_command_class(app, name).help)
        for name, app in sorted(get_commands().items())
        if _is_ours(app)
    ]
    return "\n\n".join(
        [
            BEGIN,
            "### Settings from the environment",
            table(("Name", "Kind", "Default", "Read by", "What it is"), rows),
            "### Commands",
            "Each is run as `./run manage NAME`, and tells its options with `--help`.",
            table(("Command", "What it does"), ours),
            END,
        ]
    )


def meaning(setting: Setting) -> str:
    if setting.name not in MEANINGS:
        raise KeyError(f"Say in config/docs/operating.py what {setting.name} means.")
    return MEANINGS[setting.name]


def _where(setting: Setting) -> str:
    return {"base": "all"}.get(setting.occasion, setting.occasion)


def _is_ours(app: str) -> bool:
    from django.conf import settings as now

    return app in now.FLOORS


def text(before: str) -> str:
    """The page with its tables written anew; what people wrote around them stays."""
    if BEGIN not in before or END not in before:
        raise ValueError("docs/operating.md has lost the marks between which ./run docs writes.")
    head, _, rest = before.partition(BEGIN)
    return head + tables() + rest.partition(END)[2]
