package dev.tidemark.server.events;

import dev.tidemark.server.events.Form.Choice;
import dev.tidemark.server.events.Form.Decimal;
import dev.tidemark.server.events.Form.Field;
import dev.tidemark.server.events.Form.Items;
import dev.tidemark.server.events.Form.Number;
import dev.tidemark.server.events.Form.Text;
import dev.tidemark.server.events.Form.Texts;
import dev.tidemark.server.events.Form.Time;
import dev.tidemark.server.events.Form.Vector;
import dev.tidemark.server.events.Form.Weights;
import dev.tidemark.stream.topic.Topic;
import java.util.List;
import java.util.stream.Stream;

/** What clients may tell. The members are declared here and nowhere else. */
public enum EventKind {
  DECISION(
      Topic.DECISIONS,
      "Decision",
      "symbol",
      need("symbol", new Text(64), "What it is about."),
      need("action", new Choice(List.of("BUY", "SELL", "HOLD", "CLOSE")), "What to do."),
      need("confidence", new Number(0, 1), "How sure the decider is."),
      need("provider", new Text(128), "Who decided: a model's vendor, a strategy, a person."),
      may("model", new Text(128), "Which of its models."),
      may("reasoning", new Text(8_000), "Why."),
      may("price", new Decimal(false), "Price that was seen."),
      may("ensemble_method", new Text(64), "How several opinions became one."),
      may("ensemble_weights", new Weights(64), "Weight of each opinion by provider."),
      may("market_context", new Texts(64, 512), "What was known of the market.")),
  EXECUTION(
      Topic.EXECUTIONS,
      "Execution",
      "symbol",
      need("execution_id", new Text(128), "The venue's name of this fill."),
      may("order_id", new Text(128), "The order that was filled."),
      may("decision_id", new Text(128), "Event id of the decision behind it."),
      need("symbol", new Text(64), "What was traded."),
      need("side", new Choice(List.of("BUY", "SELL")), "From the portfolio's point of view."),
      need("quantity", new Decimal(false), "How much."),
      need("price", new Decimal(true), "At which price."),
      may("fee", new Decimal(true), "What it cost; negative for a rebate."),
      may("fee_currency", new Text(16), "Currency of the fee."),
      may("venue", new Text(64), "Where.")),
  PORTFOLIO(
      Topic.PORTFOLIO,
      "PortfolioUpdate",
      "portfolio_id",
      need("portfolio_id", new Text(128), "Which portfolio; the newest update of each is kept."),
      need("currency", new Text(16), "Of all amounts."),
      need("equity", new Decimal(true), "Worth of everything."),
      may("cash", new Decimal(true), "What is not invested."),
      may("realized_pnl", new Decimal(true), "Profit and loss of what was closed."),
      may("unrealized_pnl", new Decimal(true), "Profit and loss of what is held."),
      may(
          "positions",
          new Items(
              500,
              List.of(
                  need("symbol", new Text(64), "What is held."),
                  need("quantity", new Decimal(true), "Negative when it is owed."),
                  may("average_price", new Decimal(true), "What it was bought at."),
                  may("market_price", new Decimal(true), "What it is valued at."))),
          "All that is held.")),
  NEWS(
      Topic.NEWS,
      "NewsSentiment",
      "symbol",
      need("news_id", new Text(256), "The source's name of the item."),
      need("symbol", new Text(64), "What it is about."),
      need("headline", new Text(1_000), "What it says."),
      need("sentiment", new Number(-1, 1), "From very bad to very good."),
      may("relevance", new Number(0, 1), "How much it is about the symbol."),
      may("source", new Text(128), "Who published it."),
      may("url", new Text(2_000), "Where it can be read."),
      may("model", new Text(128), "What judged it."),
      may("embedding", new Vector(4_096), "Its direction in the model's space."));

  /** Events in one request. */
  public static final int MOST = 200;

  static final String ID = "event_id";
  static final String TIME = "event_time";

  private final Topic topic;
  private final String schema;
  private final String key;
  private final List<Field> fields;

  EventKind(Topic topic, String schema, String key, Field... fields) {
    this.topic = topic;
    this.schema = schema;
    this.key = key;
    this.fields =
        Stream.concat(
                Stream.of(
                    may(ID, new Text(128), "Tells the same event apart; made if left out."),
                    need(TIME, new Time(), "When it happened.")),
                Stream.of(fields))
            .toList();
  }

  private static Field need(String name, Form form, String description) {
    return new Field(name, form, true, description);
  }

  private static Field may(String name, Form form, String description) {
    return new Field(name, form, false, description);
  }

  public Topic topic() {
    return topic;
  }

  /** Name of the JSON schema of one event. */
  public String schema() {
    return schema;
  }

  /** The member whose value orders events: those with the same value keep their order. */
  String key() {
    return key;
  }

  List<Field> fields() {
    return fields;
  }
}
