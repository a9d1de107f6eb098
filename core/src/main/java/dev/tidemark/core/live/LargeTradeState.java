package dev.tidemark.core.live;

import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.LargeTrades;
import dev.tidemark.core.model.Trade;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Bytes of a {@link LargeTradeWatch}: sorted, so that equal states are equal bytes. */
final class LargeTradeState {
  private static final byte FORMAT = 1;

  private LargeTradeState() {}

  static byte[] write(LargeTradeWatch watch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(watch.progress);
      detector(out, watch.provisional);
      detector(out, watch.judged);
      trades(out, watch.waiting.stream().sorted(Trade.ORDER).toList());
      trades(out, new TreeMap<>(watch.tellingNow).values());
      trades(out, List.copyOf(watch.largeSoFar));
      out.writeInt(watch.unconfirmed.size());
      for (LargeTradeAlert alert : watch.unconfirmed.values()) {
        out.writeLong(alert.tsNanos());
        TradeBytes.writeText(out, alert.firstId());
        TradeBytes.writeText(out, alert.secondId());
        TradeBytes.writeText(out, alert.thirdId());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the target is memory
    }
    return bytes.toByteArray();
  }

  static void read(LargeTradeWatch watch, byte[] state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != FORMAT) {
        throw new IOException("unknown format");
      }
      watch.progress = in.readLong();
      watch.provisional = detector(in);
      watch.judged = detector(in);
      trades(in, watch.waiting::add);
      trades(in, trade -> watch.tellingNow.put(trade.tradeId(), trade));
      trades(in, watch.largeSoFar::addLast);
      int unconfirmed = in.readInt();
      for (int i = 0; i < unconfirmed; i++) {
        LargeTradeAlert alert =
            new LargeTradeAlert(
                in.readLong(),
                TradeBytes.readText(in),
                TradeBytes.readText(in),
                TradeBytes.readText(in));
        watch.unconfirmed.put(alert.thirdId(), alert);
      }
    } catch (IOException damaged) {
      throw StoredFeatures.damaged(damaged);
    }
  }

  private static void detector(DataOutputStream out, LargeTradeDetector detector)
      throws IOException {
    byte[] state = detector.state();
    out.writeInt(state.length);
    out.write(state);
  }

  private static LargeTradeDetector detector(DataInputStream in) throws IOException {
    return LargeTradeDetector.restore(LargeTrades.STANDARD, in.readNBytes(in.readInt()));
  }

  private static void trades(DataOutputStream out, Collection<Trade> trades) throws IOException {
    out.writeInt(trades.size());
    for (Trade trade : trades) {
      TradeBytes.write(out, trade);
    }
  }

  private static void trades(DataInputStream in, Consumer<Trade> into) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      into.accept(TradeBytes.read(in));
    }
  }
}
