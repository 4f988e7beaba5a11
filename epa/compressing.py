"""Answers are sent compressed to those who take them so."""

from django.middleware.gzip import GZipMiddleware

# These are compressed in themselves.
PACKED = ("image/png", "application/vnd.openxmlformats", "application/zip", "application/octet-stream")


class CompressingMiddleware(GZipMiddleware):
    """The framework's own, which hides the lengths of secrets, for what is sent whole and is not compressed yet.

    Of what can be fetched in parts, a part is one of the bytes as they are kept.
    """

    def process_response(self, request, response):
        if response.has_header("Accept-Ranges") or response.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)
