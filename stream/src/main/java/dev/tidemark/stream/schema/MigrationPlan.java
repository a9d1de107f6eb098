package dev.tidemark.stream.schema;

import dev.tidemark.stream.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How to get from a schema to one that may not follow it, without losing or stopping anything. */
final class MigrationPlan {
  private static final Pattern VERSION = Pattern.compile("\\.v(\\d+)$");

  private MigrationPlan() {}

  static List<String> of(TopicSchema schema, List<String> reasons) {
    Topic topic = schema.topic();
    String old = topic.topicName();
    String next = next(old);
    List<String> steps = new ArrayList<>();
    milder(reasons).forEach(hint -> steps.add("Or stay compatible: " + hint));
    steps.add(
        "New topic: restore "
            + schema.file()
            + ".avsc, put the new schema into "
            + schema.file()
            + "-"
            + next.substring(next.lastIndexOf('.') + 1)
            + ".avsc, declare "
            + next
            + " ("
            + topic.partitions()
            + " partitions, the same keys) and its schema in Topic and TopicSchema, run 'tidemark"
            + " topics create' and 'tidemark schemas register'");
    steps.add(
        "Dual write: let producers write each record to "
            + old
            + " and to "
            + next
            + "; note per partition the first offset of "
            + old
            + " that is also in "
            + next);
    steps.add(
        "Back-fill: copy "
            + old
            + " from its beginning up to the noted offsets into "
            + next
            + ", each partition in order and with its known_time; consumers drop repeated records"
            + " by identity, so an interrupted copy may be run again"
            + (topic.compacted()
                ? ""
                : "; what is older than "
                    + topic.retention().toDays()
                    + " days is only in the lake"));
    steps.add(
        "Cut over: take a savepoint of each job that reads "
            + old
            + ", start it on "
            + next
            + " from the beginning, compare its results with the old job's ('tidemark parity'),"
            + " then stop the old one; the remaining consumers one by one");
    steps.add(
        "Retire: stop writing to "
            + old
            + ", wait "
            + topic.retention().toDays()
            + " days for readers that lag, delete the topic and its dead letters; the subject "
            + schema.subject()
            + " stays in the registry");
    return steps;
  }

  private static List<String> milder(List<String> reasons) {
    String all = String.join(" ", reasons);
    List<String> hints = new ArrayList<>();
    if (all.contains("READER_FIELD_MISSING_DEFAULT_VALUE")) {
      hints.add("give the new field a default, and keep fields that have none");
    }
    if (all.contains("TYPE_MISMATCH") || all.contains("MEANING_CHANGED")) {
      hints.add("keep the field as it is and add another one, with a default, of the new type");
    }
    if (all.contains("MISSING_ENUM_SYMBOLS")) {
      hints.add("keep the enum's symbols, and give it a default before adding any");
    }
    if (all.contains("NAME_MISMATCH")) {
      hints.add("keep the name");
    }
    return hints;
  }

  static String next(String topic) {
    Matcher version = VERSION.matcher(topic);
    return version.find()
        ? topic.substring(0, version.start()) + ".v" + (Integer.parseInt(version.group(1)) + 1)
        : topic + ".v2";
  }
}
