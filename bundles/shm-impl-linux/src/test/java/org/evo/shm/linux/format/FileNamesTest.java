// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  @Test
  void shouldNameDataFilesByLayout() {
    assertEquals("evo_hal_seg_12", FileNames.data(SegmentLayout.SLOTTED, "hal", "seg", 12));
    assertEquals("evo_seg_12", FileNames.data(SegmentLayout.CLASSIC, "hal", "seg", 12));
    assertEquals("evo_seg.meta", FileNames.meta("seg"));
  }

  @Test
  void shouldBeginFilesOfOurOwnWithADot() {
    assertEquals(".evo-seg.lock", FileNames.lock("seg"));
    assertEquals(".evo-seg.new", FileNames.temporary("seg"));
    assertEquals(".evo-seg.meta", FileNames.temporaryMeta("seg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seg", "seg_1", "a.lock", "a.new", "a.meta", "evo_seg_1", "1"})
  void shouldNeverTakeFilesOfOurOwnForData(String name) {
    List<String> own =
        List.of(
            FileNames.lock(name),
            FileNames.temporary(name),
            FileNames.temporaryMeta(name),
            FileNames.meta(name));
    for (String file : own) {
      assertFalse(FileNames.isData(file), file);
      assertFalse(FileNames.canBe(file, name), file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evo_a_1, true",
    "evo_a_1234567890, true",
    "evo_a_b_c_07, true",
    "evo___1, true",
    "evo_a_12345678901, false",
    "evo_a_, false",
    "evo_a, false",
    "evo__1, false",
    "evo_1, false",
    "evo_a_1x, false",
    "evo_a_-1, false",
    "Evo_a_1, false",
    "xevo_a_1, false",
    "'evo_a\nb_1', false",
    "'', false",
    "_, false"
  })
  void shouldKnowTheNamesThatDataHas(String file, boolean data) {
    assertEquals(data, FileNames.isData(file), file);
  }

  @Test
  void shouldNotGiveTwoSegmentsTheSameFileOfOurOwn() {
    List<String> names = List.of("a", "a.lock", "a.new", "a.meta", "a.lock.new");
    long distinct =
        names.stream()
            .flatMap(
                n ->
                    List.of(FileNames.lock(n), FileNames.temporary(n), FileNames.temporaryMeta(n))
                        .stream())
            .distinct()
            .count();
    assertEquals(3L * names.size(), distinct);
  }

  @ParameterizedTest
  @CsvSource({
    "evo_hal_foo_1, foo, true",
    "evo_foo_1, foo, true",
    "evo_hal_foo_bar_1, foo_bar, true",
    "evo_foo_bar_1, foo_bar, true",
    "evo_foo_bar_1, bar, true",
    "evo_hal_foo_bar_1, bar, true",
    "evo_foo_bar_1, foo, false",
    "evo_hal_foo_bar_1, foo, false",
    "evo_hal_xfoo_1, foo, false",
    "evo_hal_foo_1, oo, false",
    "evo_hal_foo_1, hal, false",
    "evo_hal_foo_1x, foo, false",
    "evo_hal_foo_, foo, false",
    "evo_hal_foo, foo, false",
    "evo_foo.meta, foo, false",
    "evo_1, 1, false",
    "evo__1, 1, false",
    "xevo_foo_1, foo, false"
  })
  void shouldRuleOutOnlyFilesThatCannotBeTheSegment(String file, String name, boolean can) {
    assertEquals(can, FileNames.canBe(file, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evo_\u001b[31m_seg_1",
        "evo_\u202e_seg_1",
        "evo_ _seg_1",
        "evo_../x_seg_1",
        "evo_\u00e9_seg_1"
      })
  void shouldNeverTakeAFileWhoseNameNoSegmentHas(String file) {
    assertTrue(FileNames.isData(file));
    assertFalse(FileNames.canBe(file, "seg"));
    assertFalse(FileNames.isPlain(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evo_a_1", "evo_a_b_c_4294967295", "evo___1", "evo_a_0", "evo_../x_1"})
  void shouldTakeAnythingWithAPidForACandidate(String file) {
    assertTrue(FileNames.isData(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evo_",
        "evo_a",
        "evo_a_",
        "evo_a_-1",
        "evo_a_12345678901",
        "evo_1",
        "EVO_a_1"
      })
  void shouldNotTakeFilesWithoutAPidForCandidates(String file) {
    assertFalse(FileNames.isData(file));
  }

  @Test
  void shouldGiveTheLastPartOfAPath() {
    assertEquals("evo_a_1", FileNames.of(Path.of("/dev/shm/evo_a_1")));
    assertEquals("", FileNames.of(Path.of("/")));
  }

  @Test
  void shouldTellWhichSegmentLocksAndMetadataBelongTo() {
    assertEquals(Optional.of("a_b.c"), FileNames.companionOf(FileNames.meta("a_b.c")));
    assertEquals(Optional.of("a_b.c"), FileNames.companionOf(FileNames.lock("a_b.c")));
    assertEquals(Optional.empty(), FileNames.companionOf(FileNames.temporary("a_b.c")));
    assertEquals(Optional.empty(), FileNames.companionOf(FileNames.temporaryMeta("a_b.c")));
    assertEquals(Optional.empty(), FileNames.companionOf("evo_app_a_7"));
  }
}
