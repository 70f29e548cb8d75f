"""QTI 2.1, 2.2 and 3.0: packages that testing systems other than the big platforms read."""
