package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.text.DecimalReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One numeric field of a layout: where it is, its scale, and its value in the current record. */
final class FieldReader {

  final Field field;
  final int position;
  final boolean required;
  private final int scale;
  private final DecimalReader decimals = new DecimalReader();
  private boolean present;

  FieldReader(Field field, int position, boolean required, int scale) {
    this.field = field;
    this.position = position;
    this.required = required;
    this.scale = scale;
  }

  boolean present() {
    return present;
  }

  long low() {
    return decimals.low();
  }

  long high() {
    return decimals.high();
  }

  boolean rounded() {
    return present && decimals.rounded();
  }

  /** Reads the value; null when it is good or may be missing and is. */
  @Nullable RejectReason read(byte[] bytes, int from, int to) {
    DecimalReader.Outcome outcome = decimals.read(bytes, from, to, scale, field.precision());
    present = outcome == DecimalReader.Outcome.OK;
    return switch (outcome) {
      case OK -> null;
      case EMPTY -> required ? RejectReason.MISSING_FIELD : null;
      case MALFORMED -> RejectReason.BAD_NUMBER;
      case NON_FINITE -> RejectReason.NON_FINITE;
      case OVERFLOW -> RejectReason.DECIMAL_OVERFLOW;
    };
  }

  void missing() {
    present = false;
  }

  String describe(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + 64);
    return field.code() + " '" + new String(bytes, from, end - from, StandardCharsets.UTF_8) + "'";
  }
}
