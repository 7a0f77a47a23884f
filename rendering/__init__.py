"""Ground floor: turns values into safe HTML, SVG, PDF, iCalendar and spreadsheets; has no models."""
