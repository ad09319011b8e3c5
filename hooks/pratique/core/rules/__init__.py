"""Rules about the use of pratique itself; every hook reports them on the files that it checks."""
