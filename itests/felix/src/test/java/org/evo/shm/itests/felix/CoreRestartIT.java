// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The implementation bundle goes and comes back while a client holds a writer. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CoreRestartIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String CORE = "org.evo.shm.impl.linux";
  private static final String SEGMENT = "felix_restart";
  private static final byte[] PAYLOAD = "held over".getBytes(StandardCharsets.UTF_8);

  @Inject private BundleContext context;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.withoutModules();
  }

  @Test
  public void shouldKeepTheValueAndTheFileAndLeaveNoThread() throws Exception {
    try (ClientBundle client = ClientBundle.start(context, "client.of.core")) {
      SegmentWriter first = client.service(ShmLifecycleManager.class).createWriter(spec());
      long version = first.write(PAYLOAD);
      Path file = first.info().file();

      Bundle core = core();
      core.stop();

      assertFalse(first.isOpen());
      await().atMost(SOON).until(() -> threads().isEmpty());

      core.start();
      ShmLifecycleManager manager = client.service(ShmLifecycleManager.class);
      try (SegmentReader reader = manager.attachReader(SEGMENT)) {
        byte[] read = new byte[reader.capacityBytes()];
        assertArrayEquals(PAYLOAD, Arrays.copyOf(read, reader.read(read)));
        try (SegmentWriter second = manager.createWriter(spec())) {
          assertEquals(file, second.info().file());
          assertEquals(version + 2, second.write(PAYLOAD));
          assertEquals(PAYLOAD.length, reader.read(read));
          assertEquals(version + 2, reader.lastReadVersion());
        }
      }
      assertEquals(List.of(), SegmentDirectory.content(manager.directory()));
    }
  }

  @Test
  public void shouldRemoveWhatNobodyCameBackForAlsoAfterARestart() throws Exception {
    try (ClientBundle client = ClientBundle.start(context, "leaving.for.good")) {
      ShmLifecycleManager manager = client.service(ShmLifecycleManager.class);
      manager.createWriter(spec()).park(3_000);
      Path directory = manager.directory();
      Bundle core = core();
      core.stop();
      assertEquals(2, SegmentDirectory.content(directory).size());
      core.start();
      await().atMost(SOON).until(() -> SegmentDirectory.content(directory).isEmpty());
    }
  }

  private Bundle core() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals(CORE))
        .findFirst()
        .orElseThrow();
  }

  /** Discovery waits for the core to come back. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("evo-shm") && !name.equals("evo-shm-grace"))
        .toList();
  }

  private static SegmentSpec spec() {
    return SegmentSpec.named(SEGMENT).module("itest").build();
  }
}
