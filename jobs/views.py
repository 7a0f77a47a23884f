"""Pages of background work."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobs import actions, rules
from jobs.models import Job
from people.doors import staff_only

ENDED = 286
"""The status with which htmx stops asking."""

ROWS = 50


@require_safe
@staff_only
def job_list(request):
    page = Paginator(Job.objects.select_related("by"), ROWS).get_page(request.GET.get("page"))
    return render(request, "jobs/job_list.html", {"page": page})


@require_safe
@login_required
def job(request, job):
    job = get_object_or_404(Job.objects.visible_to(request.user).select_related("by"), pk=job)
    context = {"job": job, "offers": offers(request.user, job)}
    if request.htmx:
        return render(request, "jobs/_progress.html", context, status=200 if job.is_living else ENDED)
    return render(request, "jobs/job_page.html", context)


@require_POST
@login_required
def job_cancel(request, job):
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job)
    actions.cancel(job, by=request.user, at=timezone.now())
    return redirect("job", job.pk)


@require_POST
@login_required
def job_retry(request, job):
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=job)
    return redirect("job", actions.retry(job, by=request.user, at=timezone.now()).pk)


def offers(person, job: Job) -> list[dict]:
    """What this person may do with this job now, for components/offers.html."""
    found = []
    if job.link:
        found.append({"verb": "open", "label": job.link[1], "url": job.link[0], "strong": True})
    if job.is_living and not job.cancel_asked and rules.cancel(person, job) is None:
        found.append({"verb": "cancel", "label": "Stop it", "url": f"{job.address}cancel/", "method": "post"})
    if rules.retry(person, job) is None:
        found.append({"verb": "retry", "label": "Try again", "url": f"{job.address}retry/", "method": "post"})
    return found
