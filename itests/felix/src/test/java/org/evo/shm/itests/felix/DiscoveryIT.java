// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.event.SegmentKeys;
import org.evo.shm.event.SegmentTopics;
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
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DiscoveryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PID = "org.evo.shm.discovery";
  private static final String BUNDLE = "org.evo.shm.discovery";
  private static final String SEGMENT = "felix_discovered";
  private static final byte[] PAYLOAD = {1, 2, 3};

  @Inject private BundleContext context;
  @Inject private ShmLifecycleManager manager;
  @Inject private ConfigurationAdmin configurations;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @After
  public void shouldLeaveNothingBehind() throws Exception {
    configurations.getConfiguration(PID, null).delete();
    assertEquals(List.of(), SegmentDirectory.content(manager.directory()));
  }

  private SegmentDiscovery discovery() {
    ServiceReference<SegmentDiscovery> found = context.getServiceReference(SegmentDiscovery.class);
    return found == null ? null : context.getService(found);
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private void record(SegmentEvent event) {
    if (event.segment().name().equals(SEGMENT)) {
      told.add(event.kind().name());
    }
  }

  private SegmentWriter createWriter() {
    return manager.createWriter(SegmentSpec.named(SEGMENT).module("itest").build());
  }

  private void configure(Map<String, Object> values) throws Exception {
    Dictionary<String, Object> properties = new Hashtable<>(values);
    configurations.getConfiguration(PID, null).update(properties);
  }

  @Test
  public void shouldTellAListenerHowASegmentComesAndGoes() throws Exception {
    configure(Map.of("validationMs", 50L));
    try (SegmentDiscovery.Registration listening = discovery().addListener(this::record)) {
      SegmentWriter writer = createWriter();
      until(() -> told.contains("CREATED"));
      assertTrue(discovery().find(SEGMENT).isPresent());
      writer.close();

      until(() -> told.contains("REMOVED"));
      assertEquals(List.of("CREATED", "RETIRED", "REMOVED"), told);
      assertTrue(discovery().find(SEGMENT).isEmpty());
    }
  }

  @Test
  public void shouldTellOfASegmentThatABundleLeavesParked() throws Exception {
    configure(Map.of("validationMs", 50L));
    try (SegmentDiscovery.Registration listening = discovery().addListener(this::record);
        ClientBundle client = ClientBundle.start(context, "parking.client")) {
      client
          .service(ShmLifecycleManager.class)
          .createWriter(SegmentSpec.named(SEGMENT).module("itest").build());
      until(() -> told.contains("CREATED"));
      client.stop();
      until(() -> told.contains("PARKED"));
      createWriter().close();

      until(() -> told.contains("REMOVED"));
    }
  }

  @Test
  public void shouldTakeOverAConfigurationAndKeepItWhenTheNextIsRefused() throws Exception {
    configure(Map.of("validationMs", 50L, "updatedMs", 20L));
    try (SegmentDiscovery.Registration listening = discovery().addListener(this::record);
        SegmentWriter writer = createWriter()) {
      until(() -> told.contains("CREATED"));
      writeUntilTold(writer);
      configure(Map.of("scanMs", -1L, "updatedMs", 0L));
      configure(Map.of("processWatch", "perhaps", "updatedMs", 0L));
      configure(Map.of("validationMs", "soon", "updatedMs", 0L));
      told.clear();

      writeUntilTold(writer);
    }
  }

  private void writeUntilTold(SegmentWriter writer) {
    until(() -> writer.write(PAYLOAD) > 0 && told.contains("UPDATED"));
  }

  @Test
  public void shouldKeepItsListenersWhenItsConfigurationChanges() throws Exception {
    try (SegmentDiscovery.Registration listening = discovery().addListener(this::record)) {
      configure(Map.of("validationMs", 50L));
      createWriter().close();
      try (SegmentWriter writer = createWriter()) {
        until(() -> told.contains("CREATED"));
      }
    }
  }

  @Test
  public void shouldPostEventsWithTheirKeys() throws Exception {
    configure(Map.of("validationMs", 50L));
    List<Event> posted = new CopyOnWriteArrayList<>();
    Dictionary<String, Object> topics = new Hashtable<>();
    topics.put(EventConstants.EVENT_TOPIC, new String[] {SegmentTopics.ALL});
    topics.put(EventConstants.EVENT_FILTER, "(" + SegmentKeys.SEGMENT + "=" + SEGMENT + ")");
    ServiceRegistration<EventHandler> handler =
        context.registerService(EventHandler.class, posted::add, topics);
    try (SegmentWriter writer = createWriter()) {
      until(() -> posted.stream().anyMatch(e -> e.getTopic().equals(SegmentTopics.CREATED)));

      Event created = posted.get(0);
      assertEquals("itest", created.getProperty(SegmentKeys.MODULE));
      assertEquals(writer.info().file().toString(), created.getProperty(SegmentKeys.FILE));
      assertEquals((int) ProcessHandle.current().pid(), created.getProperty(SegmentKeys.OWNER_PID));
      assertEquals(
          SegmentEvent.Kind.CREATED,
          ((SegmentEvent) created.getProperty(SegmentKeys.EVENT)).kind());
    } finally {
      handler.unregister();
    }
  }

  @Test
  public void shouldLeaveNoThreadWhenItsBundleStopsAndComeBack() throws Exception {
    Bundle bundle =
        Arrays.stream(context.getBundles())
            .filter(each -> BUNDLE.equals(each.getSymbolicName()))
            .findFirst()
            .orElseThrow();
    until(() -> !threads().isEmpty());
    discovery().addListener(this::record);
    bundle.stop();

    until(() -> threads().isEmpty());
    bundle.start();
    until(() -> discovery() != null);
    try (SegmentWriter writer = createWriter()) {
      assertTrue(discovery().refresh(SEGMENT).isPresent());
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("evo-shm-(discovery|listener)"))
        .toList();
  }
}
