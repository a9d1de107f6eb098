package dev.tidemark.smartdb.cache;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps values in a Redis that several servers share. A value is written with its stamp before it,
 * and counts only while the counters say the same; so nothing needs a transaction. All keys are of
 * one hash slot.
 */
public final class RedisLatestValues implements LatestValues {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLatestValues.class);

  /** Slower than this it is no gain. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Counters outlive whatever was computed under an older count. */
  private static final Duration COUNTERS = Duration.ofHours(1);

  private static final byte SEPARATOR = '|';

  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;
  private final String prefix;
  private final long ageMillis;
  private final AtomicBoolean silent = new AtomicBoolean();

  private RedisLatestValues(
      RedisClient client,
      StatefulRedisConnection<String, byte[]> connection,
      String prefix,
      Duration age) {
    this.client = client;
    this.connection = connection;
    this.prefix = "{" + prefix + "}:";
    this.ageMillis = age.toMillis();
  }

  /**
   * Connects.
   *
   * @param url {@code redis://[user:password@]host[:port][/database]} or {@code rediss://…}
   * @param prefix of all keys; installations that share a Redis have different ones
   * @param age a value is kept so long
   * @throws TidemarkException INVALID_ARGUMENT for a URL that is not one, UNAVAILABLE when Redis
   *     does not answer
   */
  public static RedisLatestValues connect(String url, String prefix, Duration age) {
    RedisURI address;
    try {
      address = RedisURI.create(url);
    } catch (IllegalArgumentException e) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Not the address of a Redis",
          "it is not of the form redis://host:6379",
          "Correct 'redis.url', or leave it empty to keep latest values in the process",
          e);
    }
    address.setTimeout(CONNECT);
    RedisClient client = RedisClient.create(address);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
            .build());
    try {
      RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
      return new RedisLatestValues(client, client.connect(codec), prefix, age);
    } catch (RedisException e) {
      client.shutdown(Duration.ZERO, CONNECT);
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "Redis does not answer",
              String.valueOf(e.getMessage()),
              "Start it, correct 'redis.url', or leave it empty to keep latest values in the"
                  + " process",
              e)
          .withDetail("address", address.getHost() + ":" + address.getPort());
    }
  }

  @Override
  public List<Found> find(List<String> names) {
    if (names.isEmpty()) {
      return List.of();
    }
    String[] keys = new String[1 + 2 * names.size()];
    keys[0] = epoch();
    for (int i = 0; i < names.size(); i++) {
      keys[1 + 2 * i] = counter(names.get(i));
      keys[2 + 2 * i] = value(names.get(i));
    }
    try {
      var told = answer(connection.async().mget(keys));
      List<Found> found = new ArrayList<>(names.size());
      String epoch = text(told.getFirst().getValueOrElse(new byte[0]));
      for (int i = 0; i < names.size(); i++) {
        String stamp = epoch + "." + text(told.get(1 + 2 * i).getValueOrElse(new byte[0]));
        found.add(read(stamp, told.get(2 + 2 * i).getValueOrElse(new byte[0])));
      }
      silent.set(false);
      return found;
    } catch (RedisException away) {
      report(away);
      return names.stream().map(name -> Found.nothing("")).toList();
    }
  }

  private static Found read(String stamp, byte[] kept) {
    byte[] wanted = stamp.getBytes(StandardCharsets.US_ASCII);
    int length = wanted.length;
    boolean holds =
        kept.length > length
            && kept[length] == SEPARATOR
            && Arrays.equals(kept, 0, length, wanted, 0, length);
    Found nothing = Found.nothing(stamp);
    return holds ? nothing.with(Arrays.copyOfRange(kept, length + 1, kept.length)) : nothing;
  }

  @Override
  public void store(Map<String, Found> computed) {
    pipelined(
        commands -> {
          List<RedisFuture<?>> sent = new ArrayList<>();
          computed.forEach(
              (name, found) -> {
                if (!found.stamp().isEmpty() && found.value().isPresent()) {
                  byte[] stamp =
                      (found.stamp() + (char) SEPARATOR).getBytes(StandardCharsets.US_ASCII);
                  byte[] value = found.value().get();
                  byte[] kept = Arrays.copyOf(stamp, stamp.length + value.length);
                  System.arraycopy(value, 0, kept, stamp.length, value.length);
                  sent.add(commands.psetex(value(name), ageMillis, kept));
                }
              });
          return sent;
        });
  }

  @Override
  public void invalidate(Collection<String> names) {
    pipelined(
        commands -> {
          List<RedisFuture<?>> sent = new ArrayList<>();
          for (String name : names) {
            sent.add(commands.incr(counter(name)));
            sent.add(commands.expire(counter(name), COUNTERS));
          }
          return sent;
        });
  }

  @Override
  public void invalidateAll() {
    pipelined(commands -> List.of(commands.incr(epoch())));
  }

  /** What is sent at once. */
  private interface Commands {
    List<RedisFuture<?>> send(RedisAsyncCommands<String, byte[]> commands);
  }

  private void pipelined(Commands commands) {
    try {
      List<RedisFuture<?>> sent = commands.send(connection.async());
      if (sent.isEmpty()) {
        return;
      }
      if (!LettuceFutures.awaitAll(PATIENCE, sent.toArray(RedisFuture[]::new))) {
        throw new RedisException("no answer within " + PATIENCE);
      }
      silent.set(false);
    } catch (RedisException away) {
      report(away);
    }
  }

  private static <T> T answer(RedisFuture<T> sent) {
    try {
      return sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisException refused ? refused : new RedisException(e);
    } catch (TimeoutException e) {
      throw new RedisException("no answer within " + PATIENCE, e);
    }
  }

  /** Once until it answers again: there is one look-up per request. */
  private void report(RedisException away) {
    if (!silent.getAndSet(true)) {
      LOG.warn("Redis does not answer, values are read from the database: {}", away.getMessage());
    }
  }

  private String epoch() {
    return prefix + "epoch";
  }

  private String counter(String name) {
    return prefix + "n:" + name;
  }

  private String value(String name) {
    return prefix + "v:" + name;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, CONNECT);
  }
}
