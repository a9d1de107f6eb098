package dev.tidemark.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares results with expected values and counts one per expected value. A value that is expected
 * and missing from the file fails, and so does an element on one side only.
 *
 * <p>An absent value is {@code null} in the file, NaN as an actual double, null as an object.
 */
public final class Tally {

  private static final int KEPT_FAILURES = 20;
  private static final double ABSOLUTE = 1e-12;
  private static final double RELATIVE = 1e-9;

  private long passed;
  private long failed;
  private final List<String> failures = new ArrayList<>();
  private final List<String> notBuilt = new ArrayList<>();

  /** Same bits. */
  public void exact(Vector expected, double actual) {
    check(expected, Double.isNaN(actual) ? isNull(expected) : sameBits(expected, actual), actual);
  }

  /** {@code |a-b| <= 1e-12 + 1e-9·max(|a|,|b|)}. */
  public void close(Vector expected, double actual) {
    close(expected, actual, ABSOLUTE, RELATIVE);
  }

  /** {@code |a-b| <= absolute + relative·max(|a|,|b|)}. */
  public void close(Vector expected, double actual, double absolute, double relative) {
    boolean same;
    if (Double.isNaN(actual)) {
      same = isNull(expected);
    } else if (expected.node().isNumber() && Double.isFinite(actual)) {
      double wanted = expected.node().doubleValue();
      double allowed = absolute + relative * Math.max(Math.abs(wanted), Math.abs(actual));
      same = Math.abs(wanted - actual) <= allowed;
    } else {
      same = false;
    }
    check(expected, same, actual);
  }

  /** The same integer. */
  public void exact(Vector expected, long actual) {
    JsonNode node = expected.node();
    boolean same = node.isIntegralNumber() && node.canConvertToLong() && node.longValue() == actual;
    check(expected, same, actual);
  }

  /** The same truth value. */
  public void exact(Vector expected, boolean actual) {
    JsonNode node = expected.node();
    check(expected, node.isBoolean() && node.booleanValue() == actual, actual);
  }

  /** The same text, or both absent. */
  public void exact(Vector expected, @Nullable String actual) {
    JsonNode node = expected.node();
    boolean same =
        actual == null ? isNull(expected) : node.isTextual() && actual.equals(node.textValue());
    check(expected, same, actual);
  }

  /** The decimal, written as text without trailing zeros, or both absent. */
  public void exact(Vector expected, @Nullable BigDecimal actual) {
    exact(expected, actual == null ? null : plain(actual));
  }

  /** Both absent. */
  public void absent(Vector expected) {
    check(expected, isNull(expected), null);
  }

  /** A value the production code could not give at all, e.g. a record that should be there. */
  public void lacking(Vector expected) {
    check(expected, false, "nothing");
  }

  /** Every element has the same bits. */
  public void exactColumn(Vector expected, double[] actual) {
    List<Vector> elements = paired(expected, actual.length);
    for (int i = 0; i < elements.size(); i++) {
      exact(elements.get(i), actual[i]);
    }
  }

  /** Every element is within 1e-9. */
  public void closeColumn(Vector expected, double[] actual) {
    List<Vector> elements = paired(expected, actual.length);
    for (int i = 0; i < elements.size(); i++) {
      close(elements.get(i), actual[i]);
    }
  }

  /**
   * The expected elements that have an actual one beside them; the surplus of either side is
   * counted as failed, each element as many times as it holds values.
   */
  public List<Vector> paired(Vector expectedArray, int actualSize) {
    if (!expectedArray.isArray()) {
      fail(expectedArray.place() + ": expected values are missing");
      return List.of();
    }
    List<Vector> elements = expectedArray.elements();
    for (int i = actualSize; i < elements.size(); i++) {
      lackingAll(elements.get(i));
    }
    for (int i = elements.size(); i < actualSize; i++) {
      fail(expectedArray.place() + "[" + i + "]: a result that is not expected");
    }
    return elements.subList(0, Math.min(elements.size(), actualSize));
  }

  /** Counts every value below the place as failed. */
  public void lackingAll(Vector expected) {
    if (expected.isObject() && !expected.names().isEmpty()) {
      expected.names().forEach(name -> lackingAll(expected.expected(name)));
    } else if (expected.isArray() && !expected.elements().isEmpty()) {
      expected.elements().forEach(this::lackingAll);
    } else {
      lacking(expected);
    }
  }

  /** An expected row, compared field by field but counted once. */
  public void row(String place, List<String> expected, List<String> actual) {
    if (expected.equals(actual)) {
      passed++;
    } else {
      fail(place + ": expected " + expected + ", got " + actual);
    }
  }

  /** Runs one case; an exception in it is a failure of the case and not of the file. */
  public void section(Vector place, Runnable checks) {
    try {
      checks.run();
    } catch (RuntimeException error) {
      fail(
          error instanceof MalformedVector
              ? String.valueOf(error.getMessage())
              : place.place() + ": " + describe(error));
    }
  }

  /** Names every field of the object that is not among those the topic knows as not built. */
  public void known(Vector object, Set<String> fields) {
    object.names().stream()
        .filter(name -> !fields.contains(name))
        .forEach(name -> notBuilt(object.expected(name).place()));
  }

  /** Part of the file is about something that does not exist yet. */
  public void notBuilt(String part) {
    failed++;
    notBuilt.add(part);
  }

  /** Counts a failure. */
  public void fail(String message) {
    failed++;
    if (failures.size() < KEPT_FAILURES) {
      failures.add(message);
    }
  }

  public long passed() {
    return passed;
  }

  public long failed() {
    return failed;
  }

  FileResult result(String file) {
    if (passed + failed == 0) {
      fail("no expected value found");
    }
    return new FileResult(file, passed, failed, List.copyOf(failures), List.copyOf(notBuilt));
  }

  /** An exception in one line; the class only where the message alone would not say anything. */
  static String describe(Throwable error) {
    String message = error.getMessage();
    String name = error.getClass().getSimpleName();
    return message == null ? name : Arrays.asList(message.split("\\R")).getFirst();
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static boolean isNull(Vector expected) {
    return expected.node().isNull();
  }

  private static boolean sameBits(Vector expected, double actual) {
    return expected.node().isNumber()
        && Double.doubleToLongBits(expected.node().doubleValue())
            == Double.doubleToLongBits(actual);
  }

  private void check(Vector expected, boolean same, @Nullable Object actual) {
    if (same) {
      passed++;
    } else {
      fail(expected.place() + ": expected " + expected.brief() + ", got " + actual);
    }
  }
}
