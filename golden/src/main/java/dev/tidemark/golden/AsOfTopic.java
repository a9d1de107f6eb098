package dev.tidemark.golden;

import dev.tidemark.core.pit.AsOf;
import dev.tidemark.core.pit.AsOfIndex;
import dev.tidemark.core.pit.AsOfKeys;
import dev.tidemark.core.pit.AsOfRows;
import dev.tidemark.core.pit.Fact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** 12: bitemporal rows, as-of questions, and a training join (K = t). */
final class AsOfTopic implements GoldenTopic {

  private record Question(String entity, long time, long known, long ttl) {}

  @Override
  public String prefix() {
    return "12_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    List<Fact<Double>> facts = root.field("rows").elements().stream().map(AsOfTopic::fact).toList();

    List<Vector> queries = root.field("queries").elements();
    List<Optional<Fact<Double>>> answers =
        answers(facts, queries.stream().map(AsOfTopic::query).toList());
    for (int i = 0; i < queries.size(); i++) {
      Vector seq = queries.get(i).expected("seq");
      answers.get(i).ifPresentOrElse(fact -> tally.exact(seq, fact.seq()), () -> tally.absent(seq));
      tally.exact(queries.get(i).expected("value"), value(answers.get(i)));
    }

    List<Vector> training = root.field("training_join").elements();
    List<Optional<Fact<Double>>> joined =
        answers(facts, training.stream().map(AsOfTopic::trainingRow).toList());
    for (int i = 0; i < training.size(); i++) {
      tally.exact(training.get(i).expected("value"), value(joined.get(i)));
    }
  }

  /** Asks one by one and as a columnar join; both must agree before anything is compared. */
  private static List<Optional<Fact<Double>>> answers(
      List<Fact<Double>> facts, List<Question> questions) {
    List<String> entities = entities(facts, questions);
    AsOfIndex index = AsOfIndex.of(columns(facts, entities));
    AsOfKeys keys = keys(questions, entities);
    Map<Long, int[]> joins = new TreeMap<>(); // a join has one time to live
    List<Optional<Fact<Double>>> answers = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Question each = questions.get(i);
      Optional<Fact<Double>> single =
          AsOf.find(facts, each.entity(), each.time(), each.known(), each.ttl());
      int row = joins.computeIfAbsent(each.ttl(), ttl -> join(index, keys, ttl))[i];
      Optional<Fact<Double>> columnar =
          row == AsOfIndex.NONE ? Optional.empty() : Optional.of(facts.get(row));
      if (!single.equals(columnar)) {
        throw new IllegalStateException("single and columnar as-of disagree: " + each);
      }
      answers.add(single);
    }
    return answers;
  }

  private static int[] join(AsOfIndex index, AsOfKeys keys, long ttl) {
    int[] out = new int[keys.rows()];
    index.join(keys, ttl, out);
    return out;
  }

  private static AsOfKeys keys(List<Question> questions, List<String> entities) {
    return new AsOfKeys(
        questions.size(),
        questions.stream().mapToInt(each -> entities.indexOf(each.entity())).toArray(),
        questions.stream().mapToLong(Question::time).toArray(),
        questions.stream().mapToLong(Question::known).toArray());
  }

  private static List<String> entities(List<Fact<Double>> facts, List<Question> questions) {
    SortedSet<String> names = new TreeSet<>();
    facts.forEach(fact -> names.add(fact.entity()));
    questions.forEach(question -> names.add(question.entity()));
    return List.copyOf(names);
  }

  private static AsOfRows columns(List<Fact<Double>> facts, List<String> entities) {
    int rows = facts.size();
    int[] entity = new int[rows];
    boolean[] deleted = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      entity[i] = entities.indexOf(facts.get(i).entity());
      deleted[i] = facts.get(i).deleted();
    }
    return new AsOfRows(
        rows,
        entity,
        facts.stream().mapToLong(Fact::eventTime).toArray(),
        facts.stream().mapToLong(Fact::knownTime).toArray(),
        facts.stream().mapToLong(Fact::seq).toArray(),
        deleted);
  }

  private static Fact<Double> fact(Vector row) {
    String op = row.field("op").text();
    boolean deleted = op.equals("DELETE");
    if (!deleted && !op.equals("UPSERT")) {
      throw new MalformedVector(row.place() + ".op", "unknown op " + op);
    }
    return new Fact<>(
        row.field("entity").text(),
        row.field("event_time").integer(),
        row.field("knowledge_time").integer(),
        row.field("seq").integer(),
        deleted,
        row.field("value").number());
  }

  private static Question query(Vector query) {
    Vector ttl = query.field("ttl");
    return new Question(
        query.field("entity").text(),
        query.field("t").integer(),
        query.field("as_known").integer(),
        ttl.isNull() ? AsOf.NO_TTL : ttl.integer());
  }

  private static Question trainingRow(Vector row) {
    long time = row.field("t").integer();
    long ttl =
        row.has("ttl") && !row.field("ttl").isNull() ? row.field("ttl").integer() : AsOf.NO_TTL;
    return new Question(row.field("entity").text(), time, time, ttl);
  }

  private static double value(Optional<Fact<Double>> answer) {
    return answer.map(fact -> Objects.requireNonNull(fact.value())).orElse(Double.NaN);
  }
}
