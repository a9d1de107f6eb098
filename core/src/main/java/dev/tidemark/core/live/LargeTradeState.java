package dev.tidemark.core.live;

import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.LargeTrades;
import java.util.TreeMap;

/** Bytes of a {@link LargeTradeWatch}: sorted, so that equal states are equal bytes. */
final class LargeTradeState {
  private static final int FORMAT = 3;

  private LargeTradeState() {}

  static byte[] write(LargeTradeWatch watch) {
    PackedWriter out = new PackedWriter();
    out.writeByte(FORMAT);
    out.writeSigned(watch.progress);
    detector(out, watch.provisional);
    detector(out, watch.judged);
    watch.waiting.write(out);
    TradeBytes.write(out, new TreeMap<>(watch.tellingNow).values());
    TradeBytes.write(out, watch.largeSoFar);
    out.writeUnsigned(watch.unconfirmed.size());
    for (LargeTradeAlert alert : watch.unconfirmed.values()) {
      out.writeSigned(alert.tsNanos());
      TradeBytes.writeText(out, alert.firstId());
      TradeBytes.writeText(out, alert.secondId());
      TradeBytes.writeText(out, alert.thirdId());
    }
    return out.toBytes();
  }

  static void read(LargeTradeWatch watch, byte[] state) {
    PackedReader in = new PackedReader(state);
    in.expect(FORMAT);
    watch.progress = in.readSigned();
    watch.provisional = detector(in);
    watch.judged = detector(in);
    watch.waiting.read(in);
    TradeBytes.read(in).forEach(trade -> watch.tellingNow.put(trade.tradeId(), trade));
    watch.largeSoFar.addAll(TradeBytes.read(in));
    int unconfirmed = in.readCount();
    for (int i = 0; i < unconfirmed; i++) {
      LargeTradeAlert alert =
          new LargeTradeAlert(
              in.readSigned(),
              TradeBytes.readText(in),
              TradeBytes.readText(in),
              TradeBytes.readText(in));
      watch.unconfirmed.put(alert.thirdId(), alert);
    }
  }

  private static void detector(PackedWriter out, LargeTradeDetector detector) {
    byte[] state = detector.state();
    out.writeUnsigned(state.length);
    out.writeBytes(state, 0, state.length);
  }

  private static LargeTradeDetector detector(PackedReader in) {
    byte[] state = new byte[in.readCount()];
    in.readBytes(state, 0, state.length);
    return LargeTradeDetector.restore(LargeTrades.STANDARD, state);
  }
}
