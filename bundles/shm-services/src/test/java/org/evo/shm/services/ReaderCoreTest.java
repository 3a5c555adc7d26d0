// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentEvent.Kind;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentState;
import org.evo.shm.ServiceProperties;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReaderCoreTest {

  private static final String SEGMENT = "axis_state";
  private static final RecordLayout AXIS = layout("position");

  private final FakeRegistry registry = new FakeRegistry();
  private final FakeDiscovery discovery = new FakeDiscovery();
  private final Map<String, Consumer<RecordLayout>> layouts = new HashMap<>();
  private final ReaderCore core = new ReaderCore(this::watch, offer -> registry);

  private Runnable watch(String name, Consumer<RecordLayout> found) {
    layouts.put(name, found);
    return () -> layouts.remove(name);
  }

  @BeforeEach
  void start() {
    core.discoveryCame(discovery);
  }

  @Test
  void shouldComeAndGoWithTheSegment() {
    configure(SEGMENT, "");
    discovery.happened(Kind.CREATED, info("another", Optional.empty()));
    assertFalse(registry.isRegistered());

    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));
    discovery.happened(Kind.REMOVED, info(SEGMENT, Optional.empty()));
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));

    assertEquals(List.of("register", "unregister", "register"), registry.history());
  }

  @Test
  void shouldSayWhatIsKnownOfTheSegment() {
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.of(AXIS)));

    configure(SEGMENT, "");

    assertEquals(
        Map.of(
            ServiceProperties.SEGMENT,
            SEGMENT,
            ServiceProperties.MODULE,
            "axis",
            ServiceProperties.LAYOUT,
            "axis",
            ServiceProperties.FINGERPRINT,
            HexFormat.of().toHexDigits(AXIS.fingerprint()),
            ServiceProperties.WRITER,
            ServiceProperties.WRITER_ALIVE),
        registry.registered().orElseThrow());
  }

  @Test
  void shouldStayWhileNobodyWritesAndSaySo() {
    configure(SEGMENT, "");
    SegmentInfo info = info(SEGMENT, Optional.empty());
    discovery.happened(Kind.CREATED, info);

    assertEquals(ServiceProperties.WRITER_PARKED, writerAfter(Kind.PARKED, info));
    assertEquals(ServiceProperties.WRITER_ALIVE, writerAfter(Kind.ADOPTED, info));
    assertEquals(ServiceProperties.WRITER_DEAD, writerAfter(Kind.WRITER_DEAD, info));
    assertEquals(ServiceProperties.WRITER_DEAD, writerAfter(Kind.ORPHANED, info));
    assertEquals(1, registry.history().stream().filter("register"::equals).count());
  }

  @Test
  void shouldNotTouchTheRegistryForValues() {
    configure(SEGMENT, "");
    SegmentInfo info = info(SEGMENT, Optional.empty());
    discovery.happened(Kind.CREATED, info);

    discovery.happened(Kind.UPDATED, info);
    discovery.happened(Kind.RETIRED, info);

    assertEquals(List.of("register"), registry.history());
  }

  @Test
  void shouldGoWhenTheFileCannotBeUsed() {
    configure(SEGMENT, "");
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));

    discovery.happened(Kind.CORRUPT, info(SEGMENT, Optional.empty()));

    assertFalse(registry.isRegistered());
  }

  @Test
  void shouldStayOverAnUpdateOfDiscoveryAndGoIfTheSegmentWentMeanwhile() {
    configure(SEGMENT, "");
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));

    FakeDiscovery second = new FakeDiscovery();
    second.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));
    core.discoveryCame(second);
    core.discoveryWent(discovery);
    assertEquals(List.of("register"), registry.history());
    assertEquals(0, discovery.listeners());

    core.discoveryWent(second);
    assertTrue(registry.isRegistered());
    core.discoveryCame(new FakeDiscovery());
    assertFalse(registry.isRegistered());
  }

  @Test
  void shouldWaitForItsLayoutAndOfferNothingThatItCannotRead() {
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.of(AXIS)));
    configure(SEGMENT, "axis");
    assertFalse(registry.isRegistered());

    layouts.get("axis").accept(layout("velocity"));
    assertFalse(registry.isRegistered());

    layouts.get("axis").accept(layout("position"));
    assertTrue(registry.isRegistered());
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));
    assertFalse(registry.isRegistered());
  }

  @Test
  void shouldKeepTheOldSettingsWhenTheNewOnesAreWrong() {
    configure(SEGMENT, "");
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));

    configure("../x", "");
    configure("", "");
    configure(SEGMENT, "(*)");
    configure(SEGMENT, "");

    assertEquals(List.of("register"), registry.history());
  }

  @Test
  void shouldMoveToAnotherSegment() {
    configure(SEGMENT, "");
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.empty()));
    discovery.happened(Kind.CREATED, info("another", Optional.empty()));

    configure("another", "");

    assertEquals("another", registry.registered().orElseThrow().get(ServiceProperties.SEGMENT));
    assertEquals(1, discovery.listeners());
  }

  @Test
  void shouldLeaveNothingAtItsEnd() {
    configure(SEGMENT, "axis");
    layouts.get("axis").accept(AXIS);
    discovery.happened(Kind.CREATED, info(SEGMENT, Optional.of(AXIS)));

    core.stop();

    assertFalse(registry.isRegistered());
    assertEquals(0, discovery.listeners());
    assertEquals(Map.of(), layouts);
  }

  private Object writerAfter(Kind kind, SegmentInfo info) {
    discovery.happened(kind, info);
    return registry.registered().orElseThrow().get(ServiceProperties.WRITER);
  }

  private void configure(String segment, String layout) {
    core.configure(new TestConfig.Reader(segment, layout));
  }

  private static SegmentInfo info(String name, Optional<RecordLayout> record) {
    return new SegmentInfo(
        name,
        "axis",
        Path.of("/dev/shm/evo_axis_" + name + "_1"),
        new SegmentInfo.Geometry(SegmentLayout.SLOTTED, 4, 4096, 4096, 20480, false),
        new SegmentInfo.Owner(Liveness.ALIVE, 1, 1, Instant.EPOCH),
        SegmentState.ACTIVE,
        new SegmentInfo.Activity(2, false, 0, 0),
        record);
  }

  private static RecordLayout layout(String field) {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64(field, "mm");
    return fields.build();
  }
}
