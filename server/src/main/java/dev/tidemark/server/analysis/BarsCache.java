package dev.tidemark.server.analysis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.hash.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Loaded bars, reused for as long as the stored data are the same. Bounded by the bytes of the
 * arrays; bars that several ask for at once are loaded once. Thread-safe.
 */
final class BarsCache {
  private static final int NO_QUOTES = -1;

  /** Session hashes and object headers. */
  private static final int BYTES_PER_SESSION = 160;

  private final MarketData market;
  private final AnalysisMetrics metrics;
  private final Cache<Key, Loaded> cache;
  private final ConcurrentMap<Key, CompletableFuture<Loaded>> loading = new ConcurrentHashMap<>();

  BarsCache(MarketData market, long bytes, AnalysisMetrics metrics) {
    this.market = market;
    this.metrics = metrics;
    cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Key key, Loaded loaded) -> loaded.bytes())
            .executor(Runnable::run)
            .build();
  }

  private record Key(BarsRequest ofAnyTime, String revision, int maxQuoteAge) {}

  /**
   * What a run computes on.
   *
   * @param quotesHash of the quotes' bits; empty without quotes
   */
  record Loaded(SessionBars bars, @Nullable BarQuotes quotes, String quotesHash) {
    int bytes() {
      long perBar = quotes == null ? 48 : 80;
      return (int)
          Math.min(
              Integer.MAX_VALUE,
              perBar * bars.bars() + (long) BYTES_PER_SESSION * bars.sessions().size());
    }
  }

  /**
   * The bars without quotes.
   *
   * @throws dev.tidemark.core.error.TidemarkException as {@link MarketData#bars}
   */
  Loaded bars(BarsRequest request) {
    return get(request, NO_QUOTES);
  }

  /** The bars with quotes, if there are any. */
  Loaded withQuotes(BarsRequest request, int maxQuoteAgeSeconds) {
    return get(request, maxQuoteAgeSeconds);
  }

  private Loaded get(BarsRequest request, int maxQuoteAge) {
    Key key =
        new Key(
            new BarsRequest(
                request.ticker(),
                request.interval(),
                request.calendar(),
                request.start(),
                request.end(),
                Instant.EPOCH),
            market.revision(request),
            maxQuoteAge);
    Loaded cached = cache.getIfPresent(key);
    metrics.bars(cached != null);
    return cached != null ? cached : loadOnce(key, request);
  }

  /**
   * By the first who asks, in its own thread and outside the cache: a virtual thread that waits
   * inside a map would hold its carrier.
   */
  private Loaded loadOnce(Key key, BarsRequest request) {
    CompletableFuture<Loaded> mine = new CompletableFuture<>();
    CompletableFuture<Loaded> others = loading.putIfAbsent(key, mine);
    if (others != null) {
      return join(others);
    }
    try {
      Loaded loaded = cache.getIfPresent(key); // by whoever was first a moment ago
      if (loaded == null) {
        loaded = load(request, key.maxQuoteAge());
        cache.put(key, loaded);
      }
      mine.complete(loaded);
      return loaded;
    } catch (Throwable failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      loading.remove(key, mine);
    }
  }

  private Loaded load(BarsRequest request, int maxQuoteAge) {
    SessionBars bars = market.bars(request);
    BarQuotes quotes =
        maxQuoteAge == NO_QUOTES ? null : market.quotes(request, bars, maxQuoteAge).orElse(null);
    return new Loaded(bars, quotes, quotes == null ? "" : hash(quotes));
  }

  private static Loaded join(CompletableFuture<Loaded> future) {
    try {
      return future.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  private static String hash(BarQuotes quotes) {
    MessageDigest digest = Sha256.digest();
    for (double[] column :
        new double[][] {
          quotes.bidAtOpen(), quotes.askAtOpen(), quotes.bidAtClose(), quotes.askAtClose()
        }) {
      ByteBuffer bits = ByteBuffer.allocate(column.length * Double.BYTES);
      for (double value : column) {
        bits.putLong(Double.doubleToLongBits(value));
      }
      digest.update(bits.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
