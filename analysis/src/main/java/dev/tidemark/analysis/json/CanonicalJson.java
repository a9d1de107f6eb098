package dev.tidemark.analysis.json;

import dev.tidemark.core.number.CanonicalNumber;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON whose bytes depend on nothing but the values: keys in the order in which they are
 * written, numbers of spec §0.5, NaN as null, UTF-8, no insignificant white space. Not thread-safe.
 */
public final class CanonicalJson {
  private final StringBuilder out = new StringBuilder(4096);

  /** Whether the next value or name follows another of the same container. */
  private boolean more;

  public CanonicalJson beginObject() {
    separate().append('{');
    more = false;
    return this;
  }

  public CanonicalJson endObject() {
    out.append('}');
    more = true;
    return this;
  }

  public CanonicalJson beginArray() {
    separate().append('[');
    more = false;
    return this;
  }

  public CanonicalJson endArray() {
    out.append(']');
    more = true;
    return this;
  }

  /** The name of the value that is written next. */
  public CanonicalJson name(String name) {
    quote(name, separate());
    out.append(':');
    more = false;
    return this;
  }

  /** A number; NaN is written as null. */
  public CanonicalJson value(double number) {
    return raw(Double.isNaN(number) ? "null" : CanonicalNumber.format(number));
  }

  public CanonicalJson value(long number) {
    return raw(Long.toString(number));
  }

  public CanonicalJson value(boolean flag) {
    return raw(flag ? "true" : "false");
  }

  public CanonicalJson value(@Nullable String text) {
    if (text == null) {
      return raw("null");
    }
    quote(text, separate());
    more = true;
    return this;
  }

  public CanonicalJson field(String name, double number) {
    return name(name).value(number);
  }

  public CanonicalJson field(String name, long number) {
    return name(name).value(number);
  }

  public CanonicalJson field(String name, boolean flag) {
    return name(name).value(flag);
  }

  public CanonicalJson field(String name, @Nullable String text) {
    return name(name).value(text);
  }

  /** A value that is canonical JSON already. */
  public CanonicalJson raw(String json) {
    separate().append(json);
    more = true;
    return this;
  }

  public String text() {
    return out.toString();
  }

  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  private StringBuilder separate() {
    if (more) {
      out.append(',');
    }
    return out;
  }

  /** The escapes of RFC 8785 §3.2.2.2; a lone surrogate, which UTF-8 cannot hold, is escaped. */
  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ' || lone(text, i)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(Character.forDigit(c >>> shift & 0xf, 16));
            }
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean lone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
