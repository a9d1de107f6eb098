package dev.tidemark.analysis.walk;

/** Sessions to choose a configuration on, and sessions to judge it on; indices, half open. */
public record TrainTest(int trainFrom, int trainTo, int testFrom, int testTo) {}
