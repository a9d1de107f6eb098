package dev.tidemark.smartdb.write;

import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a row cannot be stored; null when it can. Prices may be anything: they are flagged later. */
final class RowChecks {
  static final long MICRO = 1_000L;
  private static final int LONGEST_ID = 128;
  private static final long DAY = 86_400_000_000_000L;
  private static final long FIRST = nanos("1990-01-01T00:00:00Z");
  private static final long END = nanos("2040-01-01T00:00:00Z");
  private static final int ALL_FLAGS = 15;

  /** 10^28: what DECIMAL(28, 8) cannot hold any more. */
  private static final Int128 SIZE_LIMIT = new Int128(0x204f_ce5eL, 0x3e25_0261_1000_0000L);

  /** 10^38: what DECIMAL(38, 16) cannot hold any more. */
  private static final Int128 NOTIONAL_LIMIT = Int128.of(BigDecimal.TEN.pow(38), 0);

  private final long latestNanos;

  /** Nanoseconds of each series that something was dropped of: what is older has no place. */
  private final Map<Integer, Long> horizons;

  RowChecks(Instant now, Map<Integer, Long> horizons) {
    this.horizons = horizons;
    latestNanos = Math.addExact(now.getEpochSecond() * 1_000_000_000L, DAY);
  }

  private static long nanos(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
  }

  @Nullable Reason trade(TradeBatch batch, int i) {
    long high = batch.sizeHigh() == null ? batch.size()[i] >> 63 : batch.sizeHigh()[i];
    if (high < 0) {
      return Reason.NEGATIVE_SIZE;
    }
    if (high != 0 && new Int128(high, batch.size()[i]).compareTo(SIZE_LIMIT) >= 0) {
      return Reason.SIZE_OUT_OF_RANGE;
    }
    Reason time = time(batch.series()[i], batch.tsNanos()[i], batch.knownNanos()[i]);
    if (time != null) {
      return time;
    }
    if (!notionalFits(batch.price()[i], high, batch.size()[i])) {
      return Reason.SIZE_OUT_OF_RANGE;
    }
    int op = batch.op()[i];
    int side = batch.side()[i];
    if (op < TradeBatch.NEW || op > TradeBatch.CANCEL || side < 0 || side > 2) {
      return Reason.BAD_TYPE;
    }
    if (batch.version()[i] < 1) {
      return Reason.BAD_TYPE;
    }
    int flags = batch.flags()[i];
    if ((flags & ALL_FLAGS) != flags) {
      return Reason.BAD_FLAGS;
    }
    return id(batch.tradeId()[i]);
  }

  @Nullable Reason quote(QuoteBatch batch, int i) {
    if (negative(batch.bidSize(), i) || negative(batch.askSize(), i)) {
      return Reason.NEGATIVE_SIZE;
    }
    return time(batch.series()[i], batch.tsNanos()[i], batch.knownNanos()[i]);
  }

  @Nullable Reason bar(BarBatch batch, int i) {
    Reason time = time(batch.series()[i], batch.labelNanos()[i], batch.knownNanos()[i]);
    if (time != null) {
      return time;
    }
    if (batch.labelNanos()[i] % (60_000_000L * MICRO) != 0) {
      return Reason.BAD_LABEL;
    }
    if (batch.deleted()[i]) {
      return null;
    }
    Int128 volume = batch.volume()[i];
    return batch.tradeCount()[i] < 0 || (volume != null && volume.signum() < 0)
        ? Reason.NEGATIVE_SIZE
        : null;
  }

  /** Price times size fits into DECIMAL(38, 16), so that sums have room in 128 bits for longer. */
  private static boolean notionalFits(long price, long high, long low) {
    if (high == 0 && low >= 0) {
      Int128 product = Int128.product(price, low);
      Int128 size = product.signum() < 0 ? product.negate() : product;
      return size.compareTo(NOTIONAL_LIMIT) < 0;
    }
    return new Int128(high, low)
            .toBigInteger()
            .multiply(BigInteger.valueOf(price))
            .abs()
            .compareTo(NOTIONAL_LIMIT.toBigInteger())
        < 0;
  }

  private @Nullable Reason time(int series, long ts, long known) {
    boolean fits =
        ts >= FIRST
            && ts < END
            && known >= FIRST
            && known < END
            && known <= latestNanos
            && ts <= known + DAY
            && ts <= latestNanos;
    if (!fits) {
      return Reason.TIME_OUT_OF_RANGE;
    }
    return ts < horizons.getOrDefault(series, Long.MIN_VALUE) ? Reason.TOO_OLD : null;
  }

  private static boolean negative(long @Nullable [] sizes, int i) {
    return sizes != null && sizes[i] < 0 && sizes[i] != QuoteBatch.NO_SIZE;
  }

  private static @Nullable Reason id(String id) {
    if (id.isEmpty()) {
      return Reason.BAD_TEXT;
    }
    if (id.length() > LONGEST_ID) {
      return Reason.TOO_LONG;
    }
    boolean ascii = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
        return Reason.BAD_TEXT;
      }
      ascii &= c < 0x7f;
    }
    if (ascii) {
      return null;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      return Reason.BAD_TEXT;
    }
    return id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID ? Reason.TOO_LONG : null;
  }

  /** Microseconds since 1970, rounded down. */
  static long micros(long nanos) {
    return Math.floorDiv(nanos, MICRO);
  }

  /** Microseconds since 1970, rounded up: never known earlier than it was. */
  static long knownMicros(long nanos) {
    return Math.ceilDiv(nanos, MICRO);
  }
}
