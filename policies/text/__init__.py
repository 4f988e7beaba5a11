"""Plain Python about text: comparing, cutting, finding and dating it. Nothing here knows Django."""
