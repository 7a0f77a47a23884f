"""Somebody who steps in at short notice where a reader declined, came into conflict or is late."""
