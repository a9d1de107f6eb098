package dev.tidemark.stream.job;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A cluster that can be asked what its jobs measure. */
@SuppressWarnings("try")
final class MeasuredCluster extends MiniCluster {
  private final JobMetrics metrics = new JobMetrics();

  MeasuredCluster(MiniClusterConfiguration configuration) {
    super(configuration);
  }

  JobMetrics metrics() {
    return metrics;
  }

  @Override
  protected MetricRegistryImpl createMetricRegistry(Configuration settings, long most) {
    return new MetricRegistryImpl(
        MetricRegistryConfiguration.fromConfiguration(settings, most),
        List.of(ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter("tidemark", metrics)));
  }
}
