// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;
import org.evo.shm.NameGlob;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegment;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopVerbTest {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final TopVerb.Wish TWICE =
      new TopVerb.Wish(NameGlob.ALL, TopSort.NAME, SECOND_NS, 2, Long.MAX_VALUE);

  private final FakeSegments segments = new FakeSegments();
  private final FakeTime time = new FakeTime();
  private final Capture capture = new Capture();

  private FakeSegment add(String name, int commits) {
    FakeSegment segment = segments.add(SegmentSpec.named(name).module("hal").build());
    time.in(SECOND_NS / 2, () -> commit(segment, commits));
    return segment;
  }

  private static void commit(FakeSegment segment, int times) {
    for (int i = 0; i < times; i++) {
      segment.commit(new byte[8], 0);
    }
  }

  private int run(Output output, TopVerb.Wish wish) {
    return new TopVerb(segments, segments, segments.directory(), output, time, time).run(wish);
  }

  private List<String> names(JsonObject look) {
    return StreamSupport.stream(look.getAsJsonArray("segments").spliterator(), false)
        .map(s -> s.getAsJsonObject().get("name").getAsString())
        .toList();
  }

  @Test
  void shouldShowPeopleATableALookWithRatesFromTheSecondOnwards() {
    add("axis", 250);
    segments.add(SegmentSpec.named("io").layout(SegmentLayout.CLASSIC).build()).writerDies();

    assertEquals(ExitCodes.GOOD, run(capture.people(), TWICE));

    List<String> lines = capture.outLines();
    assertEquals("2 segments in /shm, 1 with a writer", lines.get(0));
    assertEquals("NAME  MODULE  STATE     WRITER     AGE  RATE  READERS   SIZE", lines.get(1));
    assertEquals("axis  hal     ACTIVE    alive (7)    -     -        0  4 KiB", lines.get(2));
    assertEquals("io    app     ORPHANED  dead (7)     -     -        0  4 KiB", lines.get(3));
    assertTrue(lines.get(7).contains("250.0/s"), capture.out());
    assertTrue(lines.get(8).contains("0.0/s"), capture.out());
  }

  @Test
  void shouldGiveProgramsAnObjectALook() {
    add("axis", 3);

    assertEquals(ExitCodes.GOOD, run(capture.json(), TWICE));

    List<JsonObject> looks = capture.objects();
    assertEquals(2, looks.size());
    JsonObject first = looks.get(0).getAsJsonArray("segments").get(0).getAsJsonObject();
    assertTrue(first.get("rate").isJsonNull());
    assertTrue(first.get("ageMs").isJsonNull());
    JsonObject second = looks.get(1).getAsJsonArray("segments").get(0).getAsJsonObject();
    assertEquals("/shm", looks.get(1).get("directory").getAsString());
    assertEquals("axis", second.get("name").getAsString());
    assertEquals("hal", second.get("module").getAsString());
    assertEquals("ACTIVE", second.get("state").getAsString());
    assertTrue(second.get("writerAlive").getAsBoolean());
    assertEquals(7, second.get("pid").getAsInt());
    assertEquals(6, second.get("version").getAsLong());
    assertEquals(1.5, second.get("ageMs").getAsDouble());
    assertEquals(3.0, second.get("rate").getAsDouble());
    assertEquals(0, second.get("readers").getAsInt());
    assertEquals(4096, second.get("size").getAsLong());
    assertEquals(20_480, second.get("fileBytes").getAsLong());
    assertEquals("ACTIVE", second.get("condition").getAsString());
  }

  @ParameterizedTest
  @CsvSource({"NAME, 'a b c'", "RATE, 'b c a'", "AGE, 'b c a'", "READERS, 'c a b'"})
  void shouldSortByWhatIsWished(TopSort sort, String order) {
    add("a", 0);
    add("b", 5);
    add("c", 1);
    segments.attachReader("c");

    run(capture.json(), new TopVerb.Wish(NameGlob.ALL, sort, SECOND_NS, 2, Long.MAX_VALUE));

    assertEquals(List.of(order.split(" ")), names(capture.objects().get(1)));
  }

  @ParameterizedTest
  @CsvSource({"*, 'a.b axb y'", "a*, 'a.b axb'", "a.b, 'a.b'", "?, 'y'", "'', ''"})
  void shouldShowTheSegmentsThatAreDescribed(String glob, String expected) {
    List.of("a.b", "axb", "y").forEach(name -> add(name, 0));

    run(
        capture.json(),
        new TopVerb.Wish(new NameGlob(glob), TopSort.NAME, SECOND_NS, 1, Long.MAX_VALUE));

    assertEquals(expected, String.join(" ", names(capture.object())));
  }

  @Test
  void shouldNotGiveARateAcrossSegmentsThatShareAName() {
    FakeSegment old = add("axis", 5);
    commit(old, 10);
    time.in(
        SECOND_NS / 2,
        () -> {
          segments.remove("axis");
          commit(segments.add(SegmentSpec.named("axis").build()), 1);
        });

    run(capture.json(), TWICE);

    JsonObject axis = capture.objects().get(1).getAsJsonArray("segments").get(0).getAsJsonObject();
    assertTrue(axis.get("rate").isJsonNull());
  }

  @Test
  void shouldStayWithinTheHeightOfTheTerminal() {
    for (int i = 0; i < 20; i++) {
      add("s" + i, 0);
    }

    run(capture.terminal(10), TWICE);

    assertTrue(capture.out().contains("and 14 more\n"), capture.out());
    assertTrue(capture.out().contains("\u001b[9A\r\u001b[J"), capture.out());
  }

  @Test
  void shouldEndWhenItIsCancelledOrItsTimeIsOver() {
    add("axis", 0);
    time.in(5 * SECOND_NS / 2, time::cancel);
    TopVerb.Wish endless =
        new TopVerb.Wish(NameGlob.ALL, TopSort.NAME, SECOND_NS, Long.MAX_VALUE, Long.MAX_VALUE);

    assertEquals(ExitCodes.GOOD, run(capture.json(), endless));
    assertEquals(3, capture.objects().size());
  }

  @Test
  void shouldSayThatThereIsNothing() {
    run(capture.people(), TWICE);

    assertEquals("0 segments in /shm, 0 with a writer", capture.outLines().get(0));
    assertFalse(capture.out().contains("NAME"));
  }
}
