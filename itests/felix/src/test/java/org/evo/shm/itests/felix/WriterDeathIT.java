// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.itests.JavaProgram;
import org.evo.shm.itests.Peer;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The implementation bundle goes and comes back while the writers of other processes are watched.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WriterDeathIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CORE = "org.evo.shm.impl.linux";
  private static final String SEGMENT = "felix_watched";

  @Inject private BundleContext context;
  @Inject private ConfigurationAdmin configurations;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private <S> S service(Class<S> type) {
    ServiceReference<S> found = context.getServiceReference(type);
    return found == null ? null : context.getService(found);
  }

  private void record(SegmentEvent event) {
    if (event.segment().name().equals(SEGMENT)) {
      told.add(event.kind().name());
    }
  }

  private boolean isKnownToLive() {
    SegmentDiscovery discovery = service(SegmentDiscovery.class);
    return discovery != null
        && discovery.find(SEGMENT).filter(s -> s.owner().liveness() == Liveness.ALIVE).isPresent();
  }

  private Bundle core() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> CORE.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("evo-shm"))
        .toList();
  }

  /** Of processes and directories that are watched; nothing else in a container has any. */
  private static List<String> watchDescriptors() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(WriterDeathIT::target)
          .filter(target -> target.contains("pidfd") || target.contains("inotify"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed since the listing.
      return "";
    }
  }

  private static boolean isWatching() {
    return threads().contains("evo-shm-processes") && watchDescriptors().size() == 2;
  }

  @Test
  public void shouldLetGoOfWatchedWritersWhenItStopsAndWatchThemAgain() throws Exception {
    Path directory = service(ShmLifecycleManager.class).directory();
    try (Peer writer = Peer.start(JavaProgram.brief(), directory)) {
      writer.must(Peer.create(SEGMENT));
      until(this::isKnownToLive);
      until(WriterDeathIT::isWatching);
      core().stop();

      until(() -> threads().isEmpty());
      assertEquals(List.of(), watchDescriptors());
      core().start();
      until(this::isKnownToLive);
      until(WriterDeathIT::isWatching);
      service(SegmentDiscovery.class).addListener(this::record);
      writer.kill();
      until(() -> told.contains("WRITER_DEAD"));
      until(() -> !threads().contains("evo-shm-processes"));
      assertEquals(1, watchDescriptors().size());
    }
    assertTrue(told.toString(), told.contains("CREATED"));
    configurations
        .getConfiguration("org.evo.shm.cleanup", null)
        .update(new Hashtable<>(Map.of("graceMs", 0L)));
    until(() -> SegmentDirectory.content(directory).isEmpty());
    configurations.getConfiguration("org.evo.shm.cleanup", null).delete();
  }
}
