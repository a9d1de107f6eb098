package dev.tidemark.analysis.result;

/** The out-of-sample trades of a cell in one calendar year of session dates. */
public record YearResult(int year, int trades, double meanNetBps, double totalNet) {}
