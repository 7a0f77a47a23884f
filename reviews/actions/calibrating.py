"""Say how many places there are, and keep a calibrated ranking as it is today."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audit.actions import record
from people.refusal import Refusal, Refused, insist
from reviews import rules
from reviews.actions.stages import lock
from reviews.calibration.counting import inputs_of
from reviews.calibration.kept import results_of, stored
from reviews.models import CalibrationRun, Stage


@transaction.atomic
def set_places(stage: Stage, *, places: int | None, by: Any, at: datetime) -> Stage:
    """K, the number of proposals that can be accepted; None where nobody has said."""
    locked = lock(stage)
    insist(rules.lead_calibration(by, locked))
    before, locked.places = locked.places, places
    locked.save(update_fields=["places"])
    record("set places", locked, by=by, at=at, before=before, after=places)
    return locked


@transaction.atomic
def keep_run(stage: Stage, *, by: Any, at: datetime, note: str = "") -> CalibrationRun:
    """Inputs, version, seed and results, without the proposals in which who keeps it has a conflict."""
    insist(rules.lead_calibration(by, stage))
    inputs = inputs_of(stage, by)
    found = inputs.calibrated()
    if not found.merits:
        raise Refused(Refusal("No review has been handed in yet: there is nothing to keep."))
    run = CalibrationRun.objects.create(
        stage=stage, by=by, at=at, note=note, version=found.version, seed=found.seed, top=found.top,
        inputs=stored(inputs), results=results_of(found),
    )  # fmt: skip
    record("keep calibration", run, by=by, at=at, stage=stage.pk, readings=len(run.inputs))
    return run
