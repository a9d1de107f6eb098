package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.http.Waiting;
import dev.tidemark.ingest.live.LiveSink;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a venue streams, told to a sink until it is closed: connects, subscribes, connects again
 * when the connection is cut or falls silent, and asks for trades that it missed meanwhile. What
 * cannot be read is rejected and the feed goes on.
 */
public final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final int QUOTED = 4_096;

  private final Venue venue;
  private final FeedOptions options;
  private final LiveSink sink;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Waiting waiting;
  private final DoubleSupplier jitter;
  private final HttpClient client;
  private final FeedCounts counts = new FeedCounts();
  private final FeedRecords records;
  private volatile boolean closed;
  private volatile @Nullable SocketSession current;

  /** Guarded by {@code counts}: waiting for nothing but time or a connection, so to be woken. */
  private @Nullable Thread pausing;

  /**
   * A feed that is not running yet.
   *
   * @param clock known times of what comes
   * @param ticker monotonic nanoseconds, for silence and for how long a connection held
   * @param waiting how to wait before connecting again
   * @param jitter uniform draws in [0, 1)
   */
  public LiveFeed(
      Venue venue,
      FeedOptions options,
      LiveSink sink,
      InstantSource clock,
      LongSupplier ticker,
      Waiting waiting,
      DoubleSupplier jitter) {
    this.venue = venue;
    this.options = options;
    this.sink = sink;
    this.clock = clock;
    this.ticker = ticker;
    this.waiting = waiting;
    this.jitter = jitter;
    this.client = HttpClient.newBuilder().connectTimeout(options.connect()).build();
    this.records = new FeedRecords(venue, options.largestGap(), sink, clock, counts);
  }

  /** Why a connection ended. */
  private static final class Cut extends Exception {
    private static final long serialVersionUID = 1;

    Cut(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Runs until {@link #close}.
   *
   * @throws TidemarkException INVALID_ARGUMENT when the venue refuses what was asked for; what the
   *     sink throws
   */
  public void run() {
    int failures = 0;
    while (!closed) {
      long opened = ticker.getAsLong();
      String why;
      try {
        why = connection();
      } catch (Cut cut) {
        why = String.valueOf(cut.getMessage());
      } catch (InterruptedException stopping) {
        if (!closed) {
          Thread.currentThread().interrupt();
        }
        return;
      } finally {
        counts.connected = false;
        counts.subscribed = false;
      }
      if (closed) {
        return;
      }
      boolean held = ticker.getAsLong() - opened >= options.reconnect().held().toNanos();
      failures = held ? 1 : failures + 1;
      counts.lastFailure = why;
      LOG.info("{}: {}; connecting again", venue.source(), why);
      try {
        Duration delay = options.reconnect().delay(failures, jitter.getAsDouble());
        pausing(
            () -> {
              waiting.await(delay);
              return delay;
            });
      } catch (InterruptedException stopping) {
        if (!closed) {
          Thread.currentThread().interrupt();
        }
        return;
      }
    }
  }

  /** Waits that need not be waited for to the end. */
  private interface Pause<T> {
    T await() throws InterruptedException;
  }

  private <T> T pausing(Pause<T> pause) throws InterruptedException {
    synchronized (counts) {
      if (closed) {
        throw new InterruptedException();
      }
      pausing = Thread.currentThread();
    }
    try {
      return pause.await();
    } finally {
      synchronized (counts) {
        pausing = null;
        if (closed) {
          // The sink's flush must not meet the wake-up call.
          Thread.interrupted();
        }
      }
    }
  }

  /** One connection from its beginning to its end; says why it ended. */
  private String connection() throws Cut, InterruptedException {
    SocketSession session = new SocketSession(options, clock, ticker);
    WebSocket socket = open(session);
    current = session;
    try {
      counts.connected = true;
      counts.connections.incrementAndGet();
      Dialogue dialogue = new Dialogue(socket);
      dialogue.proceed();
      VenueMessages messages = venue.messages();
      long opened = ticker.getAsLong();
      boolean asked = false;
      long slice = Math.max(1_000_000, options.idle().toNanos() / 8);
      while (!closed) {
        Frame frame = session.poll(slice);
        counts.pauses.addAndGet(session.newPauses());
        if (frame != null && frame.kind() == Frame.Kind.END) {
          return new String(frame.body(), StandardCharsets.UTF_8);
        }
        if (frame != null) {
          take(frame, messages, dialogue);
          continue;
        }
        long now = ticker.getAsLong();
        long silent = now - session.lastSign();
        if (silent >= options.idle().toNanos()) {
          return "nothing came for " + options.idle().toMillis() + " ms";
        }
        if (!counts.subscribed && now - opened >= options.connect().toNanos()) {
          return "the venue did not confirm within " + options.connect().toMillis() + " ms";
        }
        boolean quiet = silent >= options.idle().toNanos() / 2;
        if (quiet && !asked) {
          await(socket.sendPing(ByteBuffer.allocate(0)));
        }
        asked = quiet;
      }
      return "closed";
    } finally {
      current = null;
      if (closed && !socket.isOutputClosed()) {
        // The venue need not answer.
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, e) -> socket.abort());
      } else {
        socket.abort();
      }
    }
  }

  private WebSocket open(SocketSession session) throws Cut, InterruptedException {
    return await(
        client
            .newWebSocketBuilder()
            .connectTimeout(options.connect())
            .buildAsync(venue.address(), session));
  }

  private <T> T await(CompletableFuture<T> future) throws Cut, InterruptedException {
    try {
      return pausing(() -> settled(future)).get(0, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new Cut("no connection within " + options.connect().toMillis() + " ms");
    } catch (ExecutionException failed) {
      throw new Cut("no connection: " + failed.getCause());
    }
  }

  /** The future, which is done unless time ran out. */
  private <T> CompletableFuture<T> settled(CompletableFuture<T> future)
      throws InterruptedException {
    try {
      future.get(options.connect().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException told) {
      return future;
    }
    return future;
  }

  private void take(Frame frame, VenueMessages messages, Dialogue dialogue) throws Cut {
    counts.messages.incrementAndGet();
    counts.lastMessage.set(frame.receivedNanos());
    dialogue.body = frame.body();
    if (frame.kind() == Frame.Kind.TOO_LARGE) {
      dialogue.rejected(
          "TOO_LARGE", "the message is larger than " + options.largestMessage() + " bytes");
      return;
    }
    messages.read(frame.body(), frame.receivedNanos(), dialogue);
    dialogue.check();
  }

  /** Counts; any thread may ask. */
  public FeedStatus status() {
    return counts.status();
  }

  /** Ends {@link #run} from any thread; what was told is told. */
  @Override
  public void close() {
    synchronized (counts) {
      closed = true;
      if (pausing != null) {
        pausing.interrupt();
      }
    }
    SocketSession session = current;
    if (session != null) {
      session.end("closed");
    }
    client.shutdownNow();
  }

  /** What the messages of one connection do. */
  private final class Dialogue implements VenueEvents {
    private final WebSocket socket;
    private final List<List<String>> greeting = venue.greeting();
    private int step;
    private byte[] body = {};
    private String refusal = "";
    private String broken = "";

    Dialogue(WebSocket socket) {
      this.socket = socket;
    }

    @Override
    public void proceed() {
      if (step == greeting.size()) {
        return;
      }
      for (String message : greeting.get(step++)) {
        try {
          await(socket.sendText(message, true));
        } catch (Cut cut) {
          broken = String.valueOf(cut.getMessage());
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
          broken = "interrupted";
        }
      }
    }

    void check() throws Cut {
      if (!refusal.isEmpty() && counts.subscribed) {
        throw new Cut("the venue reports: " + refusal);
      }
      if (!refusal.isEmpty()) {
        throw TidemarkException.of(
                ErrorCode.INVALID_ARGUMENT,
                "The venue refuses the subscription",
                refusal,
                "check the symbols, and the key where the venue wants one")
            .withDetail("venue", venue.source());
      }
      if (!broken.isEmpty()) {
        throw new Cut(broken);
      }
    }

    @Override
    public void trade(String product, Trade trade, long number) {
      records.trade(product, trade, number);
    }

    @Override
    public void quote(String product, Quote quote, long number) {
      records.quote(product, quote, number);
    }

    @Override
    public void lastTrade(String product, long number) {
      records.lastTrade(product, number);
    }

    @Override
    public void subscribed() {
      counts.subscribed = true;
    }

    @Override
    public void refused(String why) {
      refusal = why.isEmpty() ? "it does not say why" : why;
    }

    @Override
    public void rejected(String reason, String detail) {
      counts.rejected.incrementAndGet();
      byte[] kept = body.length > QUOTED ? Arrays.copyOf(body, QUOTED) : body;
      sink.reject(venue.source(), reason, detail, kept);
    }
  }
}
