package dev.tidemark.analysis.params;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer (RFC 6901) of the value; empty for the whole document
 * @param detail what is wrong
 * @param hint what to do about it
 */
public record ParamProblem(String pointer, Reason reason, String detail, String hint) {}
