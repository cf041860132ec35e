"""Estimators over plain arrays: nothing here knows what an article is."""
