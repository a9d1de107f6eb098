package dev.tidemark.stream.fold;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * The time of a job is the time up to which everything known was told: its watermark is the last
 * heartbeat of the partition that is furthest behind, in milliseconds, and nothing else moves it.
 */
public final class HeartbeatWatermarks implements WatermarkGenerator<RawRecord> {
  private static final long NANOS_PER_MILLI = 1_000_000;

  public static WatermarkStrategy<RawRecord> strategy() {
    return WatermarkStrategy.<RawRecord>forGenerator(context -> new HeartbeatWatermarks())
        .withTimestampAssigner((record, kafka) -> record.appendedMillis);
  }

  @Override
  public void onEvent(RawRecord record, long timestamp, WatermarkOutput output) {
    if (record.isHeartbeat()) {
      output.emitWatermark(new Watermark(Math.floorDiv(record.heartbeatNanos, NANOS_PER_MILLI)));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Only heartbeats move it.
  }
}
