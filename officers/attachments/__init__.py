"""Files that people add to a record: which are taken, how they are kept and under what name they are given back."""
