package dev.tidemark.lake.duck;

import dev.tidemark.lake.Vector;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.arrow.vector.VarCharVector;
import org.jspecify.annotations.Nullable;

/**
 * Text out of Arrow. Market data repeats the same few words (instrument, provider), so values are
 * coded by their bytes and a String is made only once for each; a column of many distinct values
 * falls back to plain strings.
 */
final class TextDecoder {
  private static final int MAX_DISTINCT = 4_096;

  private final int rows;
  private final byte[] bytes;
  private final int[] offsets;
  private final @Nullable BitSet nulls;
  private final int[] slots = new int[4 * MAX_DISTINCT];
  private final int[] firstRow = new int[MAX_DISTINCT];
  private int distinct;

  TextDecoder(VarCharVector from, int rows) {
    this.rows = rows;
    this.nulls = ArrowValues.nulls(from, rows);
    this.offsets = new int[rows + 1];
    from.getOffsetBuffer()
        .nioBuffer(0, 4 * (rows + 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(offsets);
    this.bytes = new byte[offsets[rows]];
    from.getDataBuffer().getBytes(0, bytes);
  }

  Vector decode() {
    int[] codes = new int[rows];
    int last = -1;
    for (int row = 0; row < rows; row++) {
      if (nulls != null && nulls.get(row)) {
        codes[row] = -1;
      } else if (last >= 0 && same(row, firstRow[last])) {
        codes[row] = last;
      } else {
        last = code(row);
        if (last < 0) {
          return new Vector.Strings(strings());
        }
        codes[row] = last;
      }
    }
    String[] values = new String[distinct];
    for (int i = 0; i < distinct; i++) {
      values[i] = text(firstRow[i]);
    }
    return new Vector.Dictionary(codes, values);
  }

  /** The code of a row's bytes; -1 when there are too many different ones. */
  private int code(int row) {
    int mask = slots.length - 1;
    int slot = hash(row) & mask;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (same(row, firstRow[code])) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    if (distinct == MAX_DISTINCT) {
      return -1;
    }
    firstRow[distinct] = row;
    slots[slot] = ++distinct;
    return distinct - 1;
  }

  private int hash(int row) {
    int hash = 1;
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ (hash >>> 15);
  }

  private boolean same(int a, int b) {
    return Arrays.equals(bytes, offsets[a], offsets[a + 1], bytes, offsets[b], offsets[b + 1]);
  }

  private String text(int row) {
    return new String(bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
  }

  private @Nullable String[] strings() {
    @Nullable String[] out = new @Nullable String[rows];
    for (int row = 0; row < rows; row++) {
      out[row] = nulls != null && nulls.get(row) ? null : text(row);
    }
    return out;
  }
}
