"""Synthetic bases in our own model: as large as wanted, the same bytes for the same seed, faults on request.

`world` holds what all sources share, `claims` what each claim says, `sources` their texts and files, `faults`
what can be spoilt and what must then be found, `writing` the folders.
"""
