"""What is uploaded never fills the disk: a part that no form could take is dropped while it arrives."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from workshops.models.call import MOST_MEGABYTES

MOST_BYTES = (MOST_MEGABYTES + 1) * 1_000_000


class Capped(FileUploadHandler):
    """A file beyond the cap is read off the wire and thrown away; the form says that it is too large."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.came = 0

    def receive_data_chunk(self, raw_data, start):
        self.came += len(raw_data)
        if self.came > MOST_BYTES:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None
