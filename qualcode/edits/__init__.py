"""Every way a study may change, one file for each noun."""
