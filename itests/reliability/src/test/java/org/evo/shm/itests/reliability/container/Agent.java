// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.spi.SegmentCleaner;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The activator of a bundle that reports what happens in its container, one line each: {@code event
 * KIND SEGMENT NS}, {@code removed SEGMENT NS}, and what {@link CountingCleaner} says. On {@code
 * own SEGMENT} it creates a writer and says {@code owns}, on {@code read SEGMENT} it attaches a
 * reader and says {@code reads}, on {@code rest} it collects garbage and says {@code rested} with
 * the names of the threads, on {@code list} it says {@code listed} with the names of the index.
 */
public final class Agent implements BundleActivator {

  static final String GRACE_PROPERTY = "agent.graceMs";
  static final String PERIOD_PROPERTY = "agent.periodMs";

  private static final String CLEANUP_PID = "org.evo.shm.cleanup";
  private static final int ABOVE_THE_PLATFORM = 1000;
  private static final int VALUES = 3;
  private static final int COLLECTIONS = 3;
  private static final long COLLECTION_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<SegmentWriter> writers = new ArrayList<>();
  private final List<SegmentReader> readers = new ArrayList<>();
  private BundleContext context;
  private ShmLifecycleManager manager;

  @Override
  public void start(BundleContext bundle) throws IOException {
    context = bundle;
    configure();
    SegmentCleaner cleaner = service(SegmentCleaner.class);
    Dictionary<String, Object> first = new Hashtable<>();
    first.put(Constants.SERVICE_RANKING, ABOVE_THE_PLATFORM);
    context.registerService(SegmentCleaner.class, new CountingCleaner(cleaner), first);
    manager = service(ShmLifecycleManager.class);
    manager.addCleanupHandler(name -> System.out.println("removed " + name + " " + nowNs()));
    listen();
    Thread commands = new Thread(this::obey, "agent");
    commands.setDaemon(true);
    commands.start();
  }

  private void configure() throws IOException {
    Dictionary<String, Object> settings = new Hashtable<>();
    settings.put("graceMs", Long.valueOf(context.getProperty(GRACE_PROPERTY)));
    settings.put("periodMs", Long.valueOf(context.getProperty(PERIOD_PROPERTY)));
    service(ConfigurationAdmin.class).getConfiguration(CLEANUP_PID, null).update(settings);
  }

  private <S> S service(Class<S> type) {
    ServiceReference<S> reference = context.getServiceReference(type);
    if (reference == null) {
      throw new IllegalStateException("no " + type.getName());
    }
    return context.getService(reference);
  }

  private void listen() {
    new ServiceTracker<SegmentDiscovery, SegmentDiscovery.Registration>(
        context, SegmentDiscovery.class, null) {
      @Override
      public SegmentDiscovery.Registration addingService(ServiceReference<SegmentDiscovery> found) {
        return context.getService(found).addListener(Agent::tell);
      }
    }.open();
  }

  private static void tell(SegmentEvent event) {
    if (event.kind() != SegmentEvent.Kind.UPDATED) {
      System.out.println("event " + event.kind() + " " + event.segment().name() + " " + nowNs());
    }
  }

  private static long nowNs() {
    return System.nanoTime();
  }

  private void obey() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "own" -> own(words[1]);
          case "read" -> read(words[1]);
          case "rest" -> rest();
          case "list" -> list();
          default -> throw new IllegalArgumentException("what?");
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void own(String segment) {
    SegmentWriter writer = manager.createWriter(SegmentSpec.named(segment).module("rel").build());
    for (int i = 0; i < VALUES; i++) {
      writer.write(new byte[] {1});
    }
    writers.add(writer);
    System.out.println("owns " + writers.size());
  }

  private void read(String segment) {
    readers.add(manager.attachReader(segment));
    System.out.println("reads " + readers.size());
  }

  private static void rest() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      LockSupport.parkNanos(COLLECTION_NS);
    }
    System.out.println(
        "rested "
            + Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replace(' ', '_'))
                .sorted()
                .collect(Collectors.joining(" ")));
  }

  private void list() {
    System.out.println(
        "listed "
            + service(SegmentDiscovery.class).list().segments().stream()
                .map(segment -> segment.name())
                .sorted()
                .collect(Collectors.joining(" ")));
  }

  @Override
  public void stop(BundleContext bundle) {
    // It is never stopped: its container is killed.
  }
}
