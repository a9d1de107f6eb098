package dev.tidemark.core.bars;

import java.util.List;
import java.util.Optional;

/**
 * What one record or clock tick led to.
 *
 * @param revisions emitted bars, ascending by label
 * @param quarantine why the record was set aside; then nothing else happened
 */
public record StreamStep(List<BarRevision> revisions, Optional<QuarantineReason> quarantine) {

  static final StreamStep NOTHING = new StreamStep(List.of(), Optional.empty());

  static StreamStep of(List<BarRevision> revisions) {
    return revisions.isEmpty() ? NOTHING : new StreamStep(List.copyOf(revisions), Optional.empty());
  }

  static StreamStep quarantined(QuarantineReason reason) {
    return new StreamStep(List.of(), Optional.of(reason));
  }
}
