package dev.tidemark.golden;

import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.model.Trade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** 19: trades in event order to the ids of large ones and to alerts, by one run and streamed. */
final class LargeTradeTopic implements GoldenTopic {

  @Override
  public String prefix() {
    return "19_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    LargeTradeDetector detector = new LargeTradeDetector();
    List<String> large = new ArrayList<>();
    List<LargeTradeAlert> alerts = new ArrayList<>();
    List<Trade> trades = root.field("trades").elements().stream().map(this::trade).toList();
    for (Trade trade : trades) {
      Optional<LargeTradeAlert> alert =
          detector.trade(trade.tradeId(), trade.tsNanos(), trade.price(), trade.size());
      if (detector.wasLarge()) {
        large.add(trade.tradeId());
      }
      alert.ifPresent(alerts::add);
    }
    if (!StreamedFeatures.alerts(trades).equals(alerts)) {
      throw new IllegalStateException("the stream and the detector disagree about alerts");
    }
    compare(root.expected("large"), large, tally);
    List<Vector> expected = tally.paired(root.expected("alerts"), alerts.size());
    for (int i = 0; i < expected.size(); i++) {
      LargeTradeAlert alert = alerts.get(i);
      tally.exact(expected.get(i).expected("ts"), alert.tsNanos());
      compare(
          expected.get(i).expected("trade_ids"),
          List.of(alert.firstId(), alert.secondId(), alert.thirdId()),
          tally);
    }
  }

  private Trade trade(Vector trade) {
    long ts = trade.field("ts").integer();
    return Trade.of(
        trade.field("trade_id").text(),
        ts,
        trade.field("seq").integer(),
        SpreadCheck.price(trade.field("price")),
        SpreadCheck.price(trade.field("size")),
        ts);
  }

  private static void compare(Vector expected, List<String> actual, Tally tally) {
    List<Vector> elements = tally.paired(expected, actual.size());
    for (int i = 0; i < elements.size(); i++) {
      tally.exact(elements.get(i), actual.get(i));
    }
  }
}
