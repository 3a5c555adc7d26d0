// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/** Abandoned segments go by themselves. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CleanupIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PID = "org.evo.shm.cleanup";

  @Inject private ShmLifecycleManager manager;
  @Inject private SegmentDiscovery discovery;
  @Inject private BundleContext context;
  @Inject private ConfigurationAdmin configurations;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @After
  public void shouldLeaveNothingBehind() throws Exception {
    configurations.getConfiguration(PID, null).delete();
    until(() -> SegmentDirectory.content(manager.directory()).isEmpty());
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private void configure(Map<String, Object> values) throws Exception {
    configurations.getConfiguration(PID, null).update(new Hashtable<>(values));
  }

  /** A copy of a live segment's file is nobody's. */
  private Path abandoned(String name) throws Exception {
    try (SegmentWriter writer =
        manager.createWriter(SegmentSpec.named(name).module("itest").build())) {
      writer.write(new byte[] {1});
      Path file = writer.info().file();
      Path copy = Files.createTempFile(manager.directory(), ".evo-itest-", ".copy");
      Files.write(copy, Files.readAllBytes(file));
      writer.close();
      return Files.move(copy, file);
    }
  }

  @Test
  public void shouldRemoveAnOrphanWhenItsGraceIsOver() throws Exception {
    configure(Map.of("graceMs", 100L, "periodMs", 86_400_000L));
    Path file = abandoned("forgotten");

    until(() -> Files.notExists(file));
    until(() -> discovery.find("forgotten").isEmpty());
  }

  @Test
  public void shouldKeepAnOrphanUntilItsLastReaderHasLeft() throws Exception {
    configure(Map.of("enabled", false));
    Path file = abandoned("read");
    try (SegmentReader reader = manager.attachReader("read")) {
      configure(Map.of("graceMs", 0L, "periodMs", 100L));
      Path other = abandoned("unread");
      until(() -> Files.notExists(other));
      assertTrue(Files.exists(file));
    }

    until(() -> Files.notExists(file));
  }

  @Test
  public void shouldGoOnAsBeforeWhenAConfigurationIsRefused() throws Exception {
    configure(Map.of("graceMs", 0L, "periodMs", 86_400_000L));
    Path first = abandoned("first");
    until(() -> Files.notExists(first));
    configure(Map.of("graceMs", -1L, "enabled", false));
    configure(Map.of("periodMs", 99L, "enabled", false));
    configure(Map.of("graceMs", "soon", "enabled", false));
    configure(Map.of("enabled", "maybe"));
    Path second = abandoned("second");

    until(() -> Files.notExists(second));
  }

  @Test
  public void shouldTakeOverACorrectionAfterItHasStartedWithWhatWasRefused() throws Exception {
    Bundle bundle =
        Arrays.stream(context.getBundles())
            .filter(each -> "org.evo.shm.discovery".equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    bundle.stop();
    configure(Map.of("graceMs", "soon"));
    bundle.start();
    until(() -> threads().size() == 1);
    configure(Map.of("graceMs", 0L, "periodMs", 100L));
    Path file = abandoned("late");

    until(() -> Files.notExists(file));
  }

  @Test
  public void shouldEndItsThreadWhenItIsDisabled() throws Exception {
    configure(Map.of("graceMs", 0L));
    until(() -> threads().size() == 1);
    configure(Map.of("enabled", false, "periodMs", 1L));
    configure(Map.of("enabled", false));
    until(() -> threads().isEmpty());
    configure(Map.of("enabled", true));

    until(() -> threads().size() == 1);
    assertEquals(List.of("evo-shm-cleanup"), threads());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter("evo-shm-cleanup"::equals)
        .toList();
  }
}
