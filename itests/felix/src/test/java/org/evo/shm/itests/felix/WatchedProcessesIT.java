// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.itests.JavaProgram;
import org.evo.shm.itests.Peer;
import org.evo.shm.spi.DirectoryWatch;
import org.evo.shm.spi.ProcessWatch;
import org.evo.shm.spi.SegmentProbe;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Discovery of the segments of other processes while bundles and services come and go. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WatchedProcessesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DISCOVERY = "org.evo.shm.discovery";
  private static final String CORE_PID = "org.evo.shm.core";
  private static final String CORE = "org.evo.shm.impl.linux";
  private static final List<String> UNANNOUNCED = List.of("CREATED", "WRITER_DEAD", "ORPHANED");

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private ConfigurationAdmin configurations;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private Path directory;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @Before
  public void rememberDirectory() {
    directory = manager.directory();
  }

  @After
  public void shouldLeaveNothingBehind() throws Exception {
    peers.forEach(Peer::close);
    configurations.getConfiguration(DISCOVERY, null).delete();
    try (Peer heir = Peer.start(JavaProgram.brief(), directory)) {
      heir.must("clean 0");
    }
    assertEquals(List.of(), SegmentDirectory.content(directory));
  }

  private Peer writerOf(String segment) {
    Peer peer = Peer.start(JavaProgram.brief(), directory);
    peers.add(peer);
    peer.must(Peer.create(segment));
    return peer;
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private void record(SegmentEvent event) {
    told.add(event.segment().name() + " " + event.kind());
  }

  private List<String> told(String segment) {
    String begin = segment + " ";
    return told.stream()
        .filter(event -> event.startsWith(begin))
        .map(event -> event.substring(begin.length()))
        .toList();
  }

  private <S> S service(Class<S> type) {
    ServiceReference<S> found = context.getServiceReference(type);
    return found == null ? null : context.getService(found);
  }

  private Bundle bundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(each -> name.equals(each.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("evo-shm-(discovery|listener|cleanup)"))
        .toList();
  }

  /** Of those who announce something. */
  private static List<String> descriptors(String kind) {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(WatchedProcessesIT::target).filter(name -> name.contains(kind)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // It was closed meanwhile.
      return "";
    }
  }

  @Test
  public void shouldLeaveNeitherThreadNorDescriptorWhenItsBundleStops() throws Exception {
    writerOf("seg");
    until(() -> service(SegmentDiscovery.class).find("seg").isPresent());
    until(() -> !descriptors("inotify").isEmpty() && !descriptors("pidfd").isEmpty());
    Bundle discovery = bundle(DISCOVERY);
    for (int round = 0; round < 3; round++) {
      discovery.stop();
      until(() -> threads().isEmpty());
      until(() -> descriptors("inotify").isEmpty() && descriptors("pidfd").isEmpty());
      discovery.start();
      until(() -> service(SegmentDiscovery.class) != null);
      assertTrue(service(SegmentDiscovery.class).find("seg").isPresent());
      until(() -> descriptors("inotify").size() == 1 && descriptors("pidfd").size() == 1);
    }
  }

  /** The next one is bound before the last is unbound. */
  @Test
  public void shouldKeepItsIndexAndItsListenersWhenWatchesAreReplaced() throws Exception {
    SegmentDiscovery discovery = service(SegmentDiscovery.class);
    DirectoryWatch directoryWatch = service(DirectoryWatch.class);
    ProcessWatch processWatch = service(ProcessWatch.class);
    try (SegmentDiscovery.Registration listening = discovery.addListener(this::record)) {
      writerOf("first");
      until(() -> told("first").equals(List.of("CREATED")));
      ServiceRegistration<?> directories = better(DirectoryWatch.class, directoryWatch::open);
      ServiceRegistration<?> processes = better(ProcessWatch.class, processWatch::watchWriter);
      writerOf("second");
      until(() -> told("second").equals(List.of("CREATED")));
      directories.unregister();
      processes.unregister();
      Peer third = writerOf("third");
      until(() -> told("third").equals(List.of("CREATED")));

      assertTrue(discovery.find("first").isPresent());
      assertEquals(List.of("CREATED"), told("first"));
      assertEquals(discovery, service(SegmentDiscovery.class));
      third.kill();
      until(() -> told("third").equals(UNANNOUNCED));
    }
  }

  private <S> ServiceRegistration<S> better(Class<S> type, S service) {
    return context.registerService(
        type, service, new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 100)));
  }

  @Test
  public void shouldKeepItsServiceItsIndexAndItsListenersWhileTheImplementationIsUpdated()
      throws Exception {
    SegmentDiscovery discovery = service(SegmentDiscovery.class);
    Peer lives = writerOf("lives");
    Peer dies = writerOf("dies");
    try (SegmentDiscovery.Registration listening = discovery.addListener(this::record)) {
      until(() -> told.size() == 2);
      Bundle core = bundle(CORE);
      core.stop();
      until(() -> descriptors("inotify").isEmpty() && descriptors("pidfd").isEmpty());
      until(() -> threads().stream().allMatch("evo-shm-listener"::equals));
      assertTrue(discovery.find("lives").isPresent());
      assertThrows(NotFoundException.class, discovery::refresh);
      lives.must("write lives 7");
      dies.kill();
      assertEquals(discovery, service(SegmentDiscovery.class));
      core.start();

      until(() -> told("dies").equals(UNANNOUNCED));
      Peer comes = writerOf("comes");
      until(() -> told("comes").equals(List.of("CREATED")));
      comes.kill();
      lives.kill();
      until(() -> told("comes").equals(UNANNOUNCED) && told("lives").contains("ORPHANED"));
      assertEquals(
          UNANNOUNCED, told("lives").stream().filter(kind -> !kind.equals("UPDATED")).toList());
      assertEquals(discovery, service(SegmentDiscovery.class));
    }
  }

  /** A change of its configuration restarts it. */
  @Test
  public void shouldKeepItsListenersWhenTheImplementationIsConfiguredAnew() throws Exception {
    SegmentDiscovery discovery = service(SegmentDiscovery.class);
    try (SegmentDiscovery.Registration listening = discovery.addListener(this::record)) {
      writerOf("first");
      until(() -> told("first").equals(List.of("CREATED")));
      org.osgi.service.cm.Configuration core = configurations.getConfiguration(CORE_PID, null);
      ServiceReference<?> before = context.getServiceReference(SegmentProbe.class);
      try {
        core.update(new Hashtable<>(Map.of("limit.process.segments", 17)));
        until(
            () -> {
              ServiceReference<?> now = context.getServiceReference(SegmentProbe.class);
              return now != null && !now.equals(before);
            });
        writerOf("second");
        until(() -> told("second").equals(List.of("CREATED")));
        assertEquals(List.of("CREATED"), told("first"));
      } finally {
        core.delete();
      }
    }
  }

  @Test
  public void shouldValidateWritersWhereNobodyIsToWatchThem() throws Exception {
    configurations
        .getConfiguration(DISCOVERY, null)
        .update(new Hashtable<>(Map.of("processWatch", "off", "validationMs", 100L)));
    until(() -> descriptors("pidfd").isEmpty());
    SegmentDiscovery discovery = service(SegmentDiscovery.class);
    try (SegmentDiscovery.Registration listening = discovery.addListener(this::record)) {
      Peer writer = writerOf("seg");
      until(() -> told("seg").equals(List.of("CREATED")));
      assertEquals(List.of(), descriptors("pidfd"));
      writer.kill();

      until(() -> told("seg").equals(UNANNOUNCED));
    }
  }
}
