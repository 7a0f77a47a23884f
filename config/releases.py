"""Where releases are kept: a folder of this machine, or a bucket that speaks S3 where the environment names one."""

from pathlib import Path
from typing import Any


def storage(
    folder: Path, *, bucket: str = "", endpoint: str = "", region: str = "", prefix: str = ""
) -> dict[str, Any]:
    """The entry of STORAGES. Keys are those of AWS's own environment or machine, which boto3 reads."""
    if not bucket:
        return {"BACKEND": "program.storage.WholeFileStorage", "OPTIONS": {"location": folder}}
    options = {"bucket_name": bucket, "location": prefix, "default_acl": None, "querystring_auth": False}
    if endpoint:
        options |= {"endpoint_url": endpoint, "addressing_style": "path"}
    if region:
        options |= {"region_name": region}
    return {"BACKEND": "program.bucket.BucketStorage", "OPTIONS": options}
