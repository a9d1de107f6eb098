package dev.tidemark.server.analysis;

import java.time.Instant;
import java.util.List;

/** A batch and its members in the order of the request. */
public record BatchView(
    String batchId, String tenantId, Instant createdAt, List<AnalysisView> members) {

  public BatchView {
    members = List.copyOf(members);
  }

  public boolean finished() {
    return members.stream().allMatch(member -> member.status().finished());
  }

  /** Share of the work of all members, 0 to 1. */
  public double progress() {
    double sum = 0;
    for (AnalysisView member : members) {
      sum += member.status().finished() ? 1 : member.progress();
    }
    return members.isEmpty() ? 1 : sum / members.size();
  }
}
