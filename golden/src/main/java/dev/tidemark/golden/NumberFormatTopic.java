package dev.tidemark.golden;

import dev.tidemark.core.number.CanonicalNumber;
import java.io.IOException;

/** 18: bits of a double to its canonical text. */
final class NumberFormatTopic implements GoldenTopic {

  @Override
  public String prefix() {
    return "18_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    for (Vector each : file.json().field("cases").elements()) {
      tally.section(
          each,
          () -> {
            double value = Double.longBitsToDouble(bits(each.field("bits")));
            tally.exact(each.expected("text"), CanonicalNumber.format(value));
          });
    }
  }

  private static long bits(Vector hex) {
    try {
      return Long.parseUnsignedLong(hex.text(), 16);
    } catch (NumberFormatException notHex) {
      throw new MalformedVector(hex.place(), "expected 16 hexadecimal digits");
    }
  }
}
