package dev.tidemark.server.analysis;

/**
 * @param number counted from 1
 * @param size 1 to 1000
 */
public record PageQuery(int number, int size) {}
