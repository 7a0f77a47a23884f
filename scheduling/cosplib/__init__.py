"""Conference problems as the public benchmark CoSPLib writes them: workbook in, workbook out, schedules too."""
