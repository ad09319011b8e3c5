"""Rules of the hook that the tests of core use; what finds them stands in support.dummy."""
