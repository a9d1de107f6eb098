package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * US shares of Polygon: trades and quotes of the consolidated tapes.
 *
 * @param address of the stream
 * @param products such as {@code MSFT}
 * @param key of the account; it is sent to the venue and shown nowhere
 */
public record PolygonVenue(URI address, List<String> products, String key) implements Venue {
  public PolygonVenue {
    products = List.copyOf(products);
  }

  @Override
  public String source() {
    return "polygon";
  }

  private List<String> channels() {
    List<String> channels = new ArrayList<>();
    for (String product : products) {
      channels.add("T." + product);
      channels.add("Q." + product);
    }
    return channels;
  }

  @Override
  public List<List<String>> greeting() {
    return List.of(
        List.of(action("auth", key)), List.of(action("subscribe", String.join(",", channels()))));
  }

  private static String action(String name, String parameters) {
    String plain = parameters.replace("\\", "").replace("\"", "");
    return "{\"action\":\"" + name + "\",\"params\":\"" + plain + "\"}";
  }

  @Override
  public Instrument instrument(String product) {
    return new Instrument(product, AssetClass.EQUITY, CalendarId.XNYS, null, false);
  }

  @Override
  public VenueMessages messages() {
    return new PolygonMessages(channels());
  }

  /** Its trades have no numbers to miss. */
  @Override
  public TradeHistory history() {
    return TradeHistory.NONE;
  }

  @Override
  public String toString() {
    return "PolygonVenue" + products;
  }
}
