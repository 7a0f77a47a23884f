"""For search engines: which pages there are. From the storage alone, as the pages themselves."""

from django.http import Http404
from django.views.decorators.http import require_safe

from program.current import current_of, public_slugs
from program.rendition.telling import sitemap, sitemap_index
from program.shelf import program_under
from program.views.serving import answer, for_machines, tag_of

XML = "application/xml; charset=utf-8"


@for_machines
@require_safe
def meeting(request, meeting):
    now = current_of(meeting)
    if now is None:
        raise Http404
    return answer(
        request,
        lambda: sitemap(program_under(now.snapshot), now.published_at),
        etag=tag_of("sitemap", now.snapshot),
        media_type=XML,
        modified=now.published_at,
    )


@for_machines
@require_safe
def everything(request):
    body = sitemap_index(public_slugs())
    return answer(request, lambda: body, etag=tag_of(body), media_type=XML)
