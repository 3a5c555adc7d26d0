// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ServiceProperties;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterCoreTest {

  private static final String SEGMENT = "axis_state";
  private static final TestConfig CONFIG = TestConfig.of(SEGMENT);
  private static final byte[] VALUE = {1, 2, 3};

  @TempDir(factory = InMemoryDirectory.class)
  Path directory;

  private final FakeTimer timer = new FakeTimer();
  private final FakeRegistry registry = new FakeRegistry();
  private final Map<String, Consumer<RecordLayout>> layouts = new HashMap<>();
  private final List<WriterLease> leases = new ArrayList<>();
  private LinuxSharedMemory memory;
  private LinuxSharedMemory others;
  private WriterCore core;

  @BeforeEach
  void create() {
    memory = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    others = new LinuxSharedMemory(LinuxSettings.inDirectory(directory));
    LayoutWatch watch =
        (name, found) -> {
          layouts.put(name, found);
          return () -> layouts.remove(name);
        };
    core =
        new WriterCore(
            memory,
            watch,
            timer,
            lease -> {
              leases.add(lease);
              return registry;
            });
  }

  @AfterEach
  void close() {
    memory.close();
    others.close();
  }

  @Test
  void shouldOfferTheWriterWhenTheSegmentIsClaimed() {
    core.configure(CONFIG);
    assertFalse(registry.isRegistered());

    timer.fire();

    Map<String, Object> properties = registry.registered().orElseThrow();
    assertEquals(SEGMENT, properties.get(ServiceProperties.SEGMENT));
    assertEquals("test", properties.get(ServiceProperties.MODULE));
    assertFalse(properties.containsKey(ServiceProperties.LAYOUT));
  }

  @Test
  void shouldWaitWithBackOffForASegmentThatIsTaken() {
    try (SegmentWriter taken = others.createWriter(SegmentSpec.named(SEGMENT).build())) {
      core.configure(CONFIG);
      for (int attempt = 0; attempt < 8; attempt++) {
        timer.fire();
      }
      assertTrue(taken.isOpen());
      assertFalse(registry.isRegistered());
    }
    assertEquals(List.of(0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L), timer.delaysMs());

    timer.fire();

    assertTrue(registry.isRegistered());
  }

  @Test
  void shouldHaveOneUserAtATimeAndOfferItAgainToWhoWasTurnedAway() {
    start(CONFIG);
    SegmentWriter writer = lease().lend("first");

    SegmentBusyException busy =
        assertThrows(SegmentBusyException.class, () -> lease().lend("second"));
    assertTrue(busy.getMessage().contains("first"), busy.getMessage());
    lease().giveBack(writer);
    timer.fire();

    assertEquals(List.of("register", "unregister", "register"), registry.history());
    lease().giveBack(lease().lend("second"));
  }

  @Test
  void shouldParkWhatIsGivenBackAndGoOnInTheSameFileWithItsValue() {
    start(CONFIG);
    SegmentWriter first = lease().lend("first");
    long version = first.write(VALUE);
    Path file = first.info().file();

    lease().giveBack(first);

    assertFalse(first.isOpen());
    try (SegmentReader reader = others.attachReader(SEGMENT)) {
      assertEquals(SegmentState.PARKED, reader.info().state());
      byte[] read = new byte[reader.capacityBytes()];
      assertArrayEquals(VALUE, Arrays.copyOf(read, reader.read(read)));
    }
    SegmentWriter second = lease().lend("second");
    assertEquals(file, second.info().file());
    assertEquals(version, second.version());
    assertEquals(List.of("register"), registry.history());
  }

  @Test
  void shouldWithdrawTheServiceAndWaitWhenTheSegmentWentToAnotherMeanwhile() {
    start(CONFIG);
    lease().lend("first").close();
    lease().giveBack(memory.createWriter(SegmentSpec.named("unrelated").build()));
    try (SegmentWriter taken = others.createWriter(SegmentSpec.named(SEGMENT).build())) {
      assertThrows(SegmentBusyException.class, () -> lease().lend("second"));
      timer.fire();
      timer.fire();
      assertTrue(taken.isOpen());
      assertFalse(registry.isRegistered());
    }

    timer.fire();

    assertTrue(registry.isRegistered());
  }

  @Test
  void shouldClaimAgainWhatWasLost() {
    start(CONFIG);
    SegmentWriter writer = lease().lend("user");
    writer.close();

    lease().lost(SEGMENT, new SegmentBusyException(SEGMENT, "another has it", "wait"));
    timer.fire();
    assertFalse(registry.isRegistered());
    lease().giveBack(writer);
    timer.fire();

    assertTrue(registry.isRegistered());
    assertTrue(lease().lend("user").isOpen());
  }

  @Test
  void shouldKeepTheOldSettingsWhenTheNewOnesAreWrong() {
    start(CONFIG);
    SegmentWriter writer = lease().lend("user");

    core.configure(CONFIG.withSlots(3));

    assertTrue(writer.isOpen());
    assertEquals(List.of("register"), registry.history());
  }

  @Test
  void shouldOfferNothingAfterAWrongFirstConfigurationUntilAGoodOneComes() {
    core.configure(CONFIG.withSlots(3));
    assertEquals(0, timer.pending());

    start(CONFIG);

    assertTrue(registry.isRegistered());
  }

  @Test
  void shouldLeaveTheUserAloneWhenNothingHasChanged() {
    start(CONFIG);
    SegmentWriter writer = lease().lend("user");

    core.configure(CONFIG);

    assertTrue(writer.isOpen());
    assertEquals(1, leases.size());
  }

  @Test
  void shouldMoveToAnotherSizeKeepingTheName() {
    start(CONFIG);
    SegmentWriter writer = lend();
    writer.write(VALUE);

    start(CONFIG.withSizeBytes(8192));

    assertFalse(writer.isOpen());
    assertEquals(8192, lease().lend("user").capacityBytes());
    assertEquals(1, segments());
  }

  @Test
  void shouldRemoveASegmentThatIsConfiguredNoMore() {
    start(CONFIG);
    lend();

    start(TestConfig.of("other"));

    assertEquals("other", lease().lend("user").segment());
    assertEquals(1, segments());
  }

  @Test
  void shouldWaitForItsLayout() {
    core.configure(CONFIG.withLayout("axis"));
    assertEquals(0, timer.pending());

    RecordLayout layout = layout("position");
    layouts.get("axis").accept(layout);
    timer.fire();

    Map<String, Object> properties = registry.registered().orElseThrow();
    assertEquals(layout.name(), properties.get(ServiceProperties.LAYOUT));
    assertEquals(layout.sizeBytes(), lease().lend("user").capacityBytes());
  }

  @Test
  void shouldMoveToAnotherLayoutButNotToAnEqualOne() {
    core.configure(CONFIG.withLayout("axis"));
    layouts.get("axis").accept(layout("position"));
    timer.fire();
    SegmentWriter writer = lend();

    layouts.get("axis").accept(layout("position"));
    assertTrue(writer.isOpen());
    RecordLayout other = layout("velocity");
    layouts.get("axis").accept(other);
    timer.fire();

    assertFalse(writer.isOpen());
    assertEquals(other, lease().lend("user").info().record().orElseThrow());
  }

  @Test
  void shouldParkAtItsEndUnlessTheConfigurationWasDeleted() {
    start(CONFIG);
    SegmentWriter writer = lend();
    writer.write(VALUE);

    core.stop(false);

    assertFalse(registry.isRegistered());
    assertTrue(timer.isClosed());
    try (SegmentReader reader = others.attachReader(SEGMENT)) {
      assertEquals(SegmentState.PARKED, reader.info().state());
    }
  }

  @Test
  void shouldRemoveTheSegmentWhenItsConfigurationWasDeleted() throws IOException {
    start(CONFIG);
    lend();

    core.stop(true);

    assertEquals(0, segments());
    assertEquals(List.of(), layouts.keySet().stream().toList());
  }

  private void start(TestConfig config) {
    core.configure(config);
    timer.fire();
  }

  /** As the container does it: what is lent is taken back when the service goes. */
  private SegmentWriter lend() {
    WriterLease lender = lease();
    SegmentWriter writer = lender.lend("user");
    registry.whenUnregistered(() -> lender.giveBack(writer));
    return writer;
  }

  private WriterLease lease() {
    return leases.get(leases.size() - 1);
  }

  private long segments() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.toString().endsWith(".meta")).count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static RecordLayout layout(String field) {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64(field, "mm");
    return fields.build();
  }
}
