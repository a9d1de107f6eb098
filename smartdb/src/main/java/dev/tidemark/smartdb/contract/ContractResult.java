package dev.tidemark.smartdb.contract;

/**
 * Outcome of a check.
 *
 * @param check what must hold
 * @param passed whether it does
 * @param compared how many values or rows were compared
 * @param difference the first thing that is not as it must be; empty when passed
 */
public record ContractResult(String check, boolean passed, long compared, String difference) {}
