package dev.tidemark.golden;

/** A vector file, or a place in it, is not of the form that its topic documents. */
public final class MalformedVector extends RuntimeException {

  public MalformedVector(String place, String problem) {
    super(place.isEmpty() ? problem : place + ": " + problem);
  }
}
