package dev.tidemark.analysis.data;

/**
 * The valid quotes prevailing at the two instants of each grid bar at which a fill can happen, in
 * the flat bar order of {@link SessionBars}. NaN where there is none.
 */
public record BarQuotes(
    double[] bidAtOpen, double[] askAtOpen, double[] bidAtClose, double[] askAtClose) {}
