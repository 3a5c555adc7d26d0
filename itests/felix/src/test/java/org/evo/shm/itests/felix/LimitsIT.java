// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.ResourceExhaustedException;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/** Limits come from the configuration, and a wrong one does not take the core away. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LimitsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PID = "org.evo.shm.core";
  private static final int DEFAULT_SEGMENTS = 16;

  @Inject private BundleContext context;
  @Inject private ConfigurationAdmin configurations;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @After
  public void takeTheConfigurationAway() throws Exception {
    configurations.getConfiguration(PID, null).delete();
  }

  private void configure(Map<String, Object> values) throws Exception {
    configurations.getConfiguration(PID, null).update(new Hashtable<>(values));
  }

  /** How many writers a new client gets, and what the refusal of the next one says. */
  private int writers(ClientBundle client, StringBuilder refusal) {
    ShmLifecycleManager manager = client.service(ShmLifecycleManager.class);
    List<SegmentWriter> writers = new ArrayList<>();
    try {
      while (writers.size() <= DEFAULT_SEGMENTS) {
        SegmentSpec spec = SegmentSpec.named("limited" + writers.size()).module("itest").build();
        writers.add(manager.createWriter(spec));
      }
    } catch (ResourceExhaustedException e) {
      refusal.append(e.getMessage());
    } finally {
      writers.forEach(SegmentWriter::close);
    }
    return writers.size();
  }

  private void awaitWriters(int count) throws Exception {
    try (ClientBundle client = ClientBundle.start(context, "client.of.limits")) {
      StringBuilder refusal = new StringBuilder();
      await().atMost(PATIENCE).ignoreExceptions().until(() -> writers(client, refusal) == count);
      assertTrue(refusal.toString(), refusal.toString().contains("limit.process.segments"));
    }
  }

  @Test
  public void shouldRefuseWhatTheConfigurationForbids() throws Exception {
    awaitWriters(DEFAULT_SEGMENTS);
    configure(Map.of("limit.process.segments", 2));
    awaitWriters(2);
  }

  @Test
  public void shouldGoOnWithTheDefaultsWhenALimitIsWrong() throws Exception {
    configure(Map.of("limit.process.segments", 3));
    awaitWriters(3);
    configure(Map.of("limit.process.segments", 0));
    awaitWriters(DEFAULT_SEGMENTS);
    configure(Map.of("limit.process.segments", 2, "limit.directory.segments", "many"));
    awaitWriters(2);
    configure(Map.of("limit.process.segments", "x", "group", "staff", "trusted.users", "root"));
    awaitWriters(DEFAULT_SEGMENTS);
  }
}
