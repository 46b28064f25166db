"""Dates and times of day, as EDTF; what a date leaves out is taken from the dates around it."""
