package dev.tidemark.transform.enrich;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A fold for tests with one part that never forgets, one that forgets after a few bars, and one
 * that looks at gaps and sessions. {@code forgetful} leaves out the first, so that states can meet
 * again.
 */
final class TracingFold implements BarFold {
  private final boolean forgetful;
  private final double[] last = new double[3];
  private double sum;
  private long missed;
  private int session = -1;
  private double inSession;

  TracingFold(boolean forgetful) {
    this.forgetful = forgetful;
  }

  @Override
  public int width() {
    return 4;
  }

  @Override
  public void missing(long count) {
    missed += count;
    if (missed > 2) {
      last[0] = 0;
      last[1] = 0;
      last[2] = 0;
    }
  }

  @Override
  public void bar(int newSession, BarRows rows, int row, double[] out, int at) {
    if (rows.isNull(BarRows.NO_PRICES, row)) {
      missing(1);
      Arrays.fill(out, at, at + 4, Double.NaN);
      return;
    }
    double close = rows.get(BarField.CLOSE, row);
    if (newSession != session) {
      session = newSession;
      inSession = 0;
    }
    last[0] = last[1];
    last[1] = last[2];
    last[2] = close;
    sum = forgetful ? 0 : sum + Math.sqrt(Math.abs(close));
    inSession += close;
    out[at] = last[0] / 3 + last[1] / 7 + last[2];
    out[at + 1] = sum;
    out[at + 2] = forgetful ? 0 : inSession;
    out[at + 3] = missed;
    missed = 0;
    if (forgetful) {
      inSession = 0;
    }
  }

  @Override
  public byte[] state() {
    ByteBuffer out = ByteBuffer.allocate(6 * Long.BYTES + Integer.BYTES);
    for (double value : last) {
      out.putDouble(value);
    }
    out.putDouble(sum).putLong(missed).putInt(session).putDouble(inSession);
    return out.array();
  }

  @Override
  public void restore(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    for (int i = 0; i < last.length; i++) {
      last[i] = in.getDouble();
    }
    sum = in.getDouble();
    missed = in.getLong();
    session = in.getInt();
    inSession = in.getDouble();
  }

  @Override
  public void reset() {
    Arrays.fill(last, 0);
    sum = 0;
    missed = 0;
    session = -1;
    inSession = 0;
  }
}
