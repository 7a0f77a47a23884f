"""python -m config.docs [--check]: write the generated pages, or name those that are not as the code says."""

import os
import sys
from pathlib import Path

import django

DOCS = Path(__file__).resolve().parents[2] / "docs"


def pages() -> dict[str, str]:
    from config.docs import api_page, letters_page, life_cycle, operating, permissions

    return {
        "letters.md": letters_page.text(),  # before permissions: reading the tests adds letters of their own
        "api.md": api_page.text(),
        "life-cycle.md": life_cycle.text(),
        "operating.md": operating.text((DOCS / "operating.md").read_text()),
        "permissions.md": permissions.text(),
    }


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.tests")
    django.setup()
    made = pages()
    stale = [name for name, text in made.items() if not (DOCS / name).exists() or (DOCS / name).read_text() != text]
    if "--check" in arguments:
        print("\n".join(f"docs/{name} is not what the code says: ./run docs writes it anew." for name in stale))
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(made[name])
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
