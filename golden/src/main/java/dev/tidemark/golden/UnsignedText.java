package dev.tidemark.golden;

/** Seeds: 64-bit unsigned integers, as decimal text because JSON readers round large numbers. */
final class UnsignedText {

  private UnsignedText() {}

  static long parse(Vector seed) {
    if (seed.node().isIntegralNumber()) {
      long value = seed.integer();
      if (value >= 0) {
        return value;
      }
    }
    try {
      return Long.parseUnsignedLong(seed.text());
    } catch (NumberFormatException notUnsigned) {
      throw new MalformedVector(seed.place(), "expected an unsigned 64-bit integer");
    }
  }
}
