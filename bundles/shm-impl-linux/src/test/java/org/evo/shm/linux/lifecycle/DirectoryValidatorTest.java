// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.identity.BootId;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.spi.SegmentValidator.Finding;
import org.evo.shm.spi.SegmentValidator.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of damage is found and told, and nothing else. */
class DirectoryValidatorTest {

  private static final long GRACE_OVER_MS = 0;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private DirectoryValidator validator(long graceMs) {
    return new DirectoryValidator(
        fixture.posix, fixture.directory, fixture.processes, OptionalInt.empty(), graceMs);
  }

  private Report validate(boolean repair) {
    return validator(TimeUnit.HOURS.toMillis(1)).validate(repair);
  }

  private Finding onlyFinding(boolean repair) {
    return only(validate(repair));
  }

  private static Finding only(Report report) {
    assertEquals(1, report.findings().size(), report.findings()::toString);
    return report.findings().get(0);
  }

  private static void assertSays(String words, Finding finding) {
    assertTrue(finding.problem().contains(words), finding::toString);
    assertFalse(finding.remedy().isBlank());
  }

  private Path meta() {
    return path.resolve("evo_seg.meta");
  }

  private static void patch(Path file, long offset, int... bytes) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.seek(offset);
      for (int b : bytes) {
        content.write(b);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldFindNothingWrongWithSegmentsInUse(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.claim(layout);
    ClaimFixture.write(segment, 1);
    try (LinuxSharedMemory client = fixture.client();
        SegmentReader reader = client.attachReader("seg")) {
      assertEquals(2, reader.version());
      Report report = validate(false);
      assertEquals(List.of(), report.findings());
      assertEquals(1, report.segments());
      assertEquals(List.of(), validate(true).findings());
    }
  }

  @Test
  void shouldFindNothingWrongWithATypedAndChecksummedSegmentThatChangedHands() throws IOException {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64s("position", 3, "mm");
    SegmentSpec typed =
        SegmentSpec.named("seg").record(fields.build()).checksummed(true).slots(4).build();
    fixture.orphan(typed);
    OwnedSegment heir = fixture.claim(typed);
    for (int i = 0; i < 9; i++) {
      ClaimFixture.write(heir, i);
      assertEquals(List.of(), validate(false).findings());
    }
  }

  @Test
  void shouldFindNothingWrongWithAnEmptyDirectoryOrFilesOfOthers() throws IOException {
    Files.writeString(path.resolve("sem.other"), "x");
    Files.writeString(path.resolve(".evo-something"), "x");
    assertEquals(new Report(0, List.of()), validate(true));
    assertEquals(2, fixture.files().size());
  }

  @Test
  void shouldFindNothingWrongWithAnOrphanWhoseWriterMayStillComeBack() throws IOException {
    fixture.orphan(SegmentLayout.SLOTTED);
    assertEquals(List.of(), validate(true).findings());
    assertEquals(1, fixture.dataFiles().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | no segment's magic",
        "8   | it has format",
        "16  | it claims a size",
        "40  | slots",
        "80  | checksum of its header",
        "260 | checksum of its owner record",
        "391 | version",
        "392 | state"
      })
  void shouldTellWhatOfAHeaderIsDamaged(long offset, String words) throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    patch(segment.path(), offset, 0x7f);
    Finding finding = onlyFinding(true);
    assertSays(words, finding);
    assertEquals(segment.path(), finding.file());
    assertFalse(finding.repaired());
    assertTrue(Files.exists(segment.path()), "damage is no proof that nobody uses it");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 300, 5000})
  void shouldTellThatAFileIsTooShort(long length) throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    try (RandomAccessFile file = new RandomAccessFile(segment.path().toFile(), "rw")) {
      file.setLength(length);
    }
    assertSays("bytes", onlyFinding(false));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "8, 127"})
  void shouldTellThatASlotContradictsTheVersionWord(int offset, int value) throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    ClaimFixture.write(segment, 1);
    long slot = segment.header().geometry().slotOffset(1);
    patch(segment.path(), slot + offset, value, value, value, value);
    assertSays("slot 1 claims", onlyFinding(false));
  }

  @Test
  void shouldKeepWhatIsDamagedOfTheDeadForWhoeverLooksForTheCause() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    patch(segment.path(), segment.header().geometry().slotOffset(1) + 8, 127, 127, 127, 127);
    List<Finding> findings = validator(GRACE_OVER_MS).validate(true).findings();
    assertTrue(
        findings.stream().anyMatch(f -> f.remedy().contains("rm " + segment.path())),
        findings::toString);
    assertTrue(
        findings.stream().anyMatch(f -> f.remedy().startsWith("keep a copy ")), findings::toString);
    assertTrue(findings.stream().noneMatch(Finding::repaired), findings::toString);
    assertTrue(Files.exists(segment.path()));
  }

  @Test
  void shouldTellOfOneFileWhatIsDamagedAndNothingElse() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    Files.delete(meta());
    DirectoryValidator validator = validator(GRACE_OVER_MS);
    assertEquals(Optional.empty(), validator.damage(segment.path()));
    patch(segment.path(), segment.header().geometry().slotOffset(1) + 8, 127, 127, 127, 127);
    assertTrue(validator.damage(segment.path()).orElseThrow().startsWith("slot 1 claims"));
    assertEquals(Optional.empty(), validator.damage(path.resolve("evo_test_gone_1")));
  }

  @Test
  void shouldTellThatADamagedFileHasMetadata() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    patch(segment.path(), 0, 0x7f);
    String remedy = onlyFinding(true).remedy();
    assertTrue(remedy.contains("evo_seg.meta with it"), remedy);
    assertTrue(Files.exists(meta()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "directory", "link", "names"})
  void shouldSayHowToBeRidOfWhatIsNoLockFile(String kind) throws Exception {
    Path lock = path.resolve(".evo-seg.lock");
    switch (kind) {
      case "fifo" ->
          assertEquals(0, new ProcessBuilder("mkfifo", lock.toString()).start().waitFor());
      case "directory" -> Files.createDirectory(lock);
      case "link" -> Files.createSymbolicLink(lock, Path.of("/etc/passwd"));
      default -> Files.createLink(lock, Files.createFile(path.resolve("other")));
    }
    Finding finding = onlyFinding(true);
    assertFalse(finding.repaired());
    assertTrue(
        List.of("rm " + lock, "rm -r " + lock).contains(finding.remedy()), finding::toString);
    assertTrue(Files.exists(lock));
  }

  @Test
  void shouldTellAnotherNameOfAFileFromAnotherFile() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Path other = path.resolve("evo_test_seg_999999");
    Files.createLink(other, segment.path());
    List<Finding> findings = validate(true).findings();
    assertEquals(3, findings.size(), findings::toString);
    Finding link =
        findings.stream().filter(f -> f.problem().contains("another name of")).findAny().get();
    assertEquals(other, link.file());
    assertEquals("rm " + other, link.remedy());
    assertTrue(Files.exists(segment.path()));
  }

  @Test
  void shouldNotTakeACopyUnderAnotherNameForTheSegment() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    Path copy = fixture.copyAs(segment, "evo_test_other_1");
    Report report = validate(true);
    assertEquals(1, report.segments());
    assertEquals(copy, only(report).file());
    assertSays("its name is not that of segment 'seg'", only(report));
  }

  @Test
  void shouldSayOfAStrangersFileWhetherItIsInUse() throws IOException {
    assumeTrue(fixture.posix.effectiveUid() == 0, "only root can give files away");
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Files.delete(meta());
    Files.setAttribute(segment.path(), "unix:uid", 4711);
    assertSays("is not trusted, and has a writer", onlyFinding(true));
    assertFalse(onlyFinding(true).remedy().contains("rm "), onlyFinding(true)::remedy);
    ClaimFixture.crash(segment);
    assertTrue(onlyFinding(true).remedy().contains("or rm "), onlyFinding(true)::remedy);
  }

  @Test
  void shouldTellThatAChecksumDoesNotFit() throws IOException {
    OwnedSegment segment = fixture.claim(spec(SegmentLayout.SLOTTED).checksummed(true).build());
    ClaimFixture.write(segment, 1);
    assertEquals(List.of(), validate(false).findings());
    patch(segment.path(), segment.header().geometry().slotOffset(1) + 100, 7);
    assertSays("checksum of its newest value", onlyFinding(false));
  }

  @Test
  void shouldTellThatAFileHasTheWrongName() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Path wrong = path.resolve("evo_other_seg_1");
    Files.move(segment.path(), wrong);
    List<Finding> findings = validate(false).findings();
    assertTrue(
        findings.stream()
            .anyMatch(f -> f.file().equals(wrong) && f.problem().contains("its name is not")),
        findings::toString);
  }

  @Test
  void shouldWriteMissingMetadataOfAnOrphanAnew() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    String before = Files.readString(meta());
    Files.delete(meta());
    assertFalse(onlyFinding(false).repaired());
    assertTrue(onlyFinding(true).repaired());
    assertEquals(withoutTimes(before), withoutTimes(Files.readString(meta())));
    assertEquals(List.of(), validate(true).findings());
    assertTrue(Files.exists(segment.path()));
  }

  private static List<String> withoutTimes(String json) {
    return json.lines().filter(line -> !line.contains("_since_epoch")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "{\"name\": \"seg\"}", "{\"inode\": 1}"})
  void shouldReplaceMetadataOfAnOrphanThatCannotBeUsed(String content) throws IOException {
    fixture.orphan(SegmentLayout.SLOTTED);
    Files.writeString(meta(), content);
    assertSays("metadata", onlyFinding(false));
    assertTrue(onlyFinding(true).repaired());
    assertEquals(List.of(), validate(false).findings());
  }

  @Test
  void shouldTellWhichKeyOfTheMetadataIsWrongAndLeaveThemToALivingOwner() throws IOException {
    fixture.claim(SegmentLayout.SLOTTED);
    Files.writeString(meta(), Files.readString(meta()).replace("\"slotted\"", "\"classic\""));
    Finding finding = onlyFinding(true);
    assertSays("'layout'", finding);
    assertFalse(finding.repaired());
  }

  @Test
  void shouldRemoveMetadataWithoutASegment() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    Files.delete(segment.path());
    assertSays("without a segment", onlyFinding(false));
    assertEquals("seg", onlyFinding(false).segment());
    assertTrue(onlyFinding(true).repaired());
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldKeepMetadataThatMayBelongToAFileWhichCannotBeJudged() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    patch(segment.path(), 0, 0x7f);
    assertEquals(segment.path(), onlyFinding(true).file());
    assertTrue(Files.exists(meta()));
  }

  @Test
  void shouldTellThatTheRecordedOwnerIsNotTheOneThatHoldsTheLock() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    ClaimFixture.recordOwner(segment, fixture.endedBefore(), 0);
    List<Finding> findings = validate(true).findings();
    assertTrue(
        findings.stream().anyMatch(f -> f.problem().contains("holds its lock")),
        findings::toString);
    assertTrue(findings.stream().noneMatch(Finding::repaired), findings::toString);
    assertTrue(Files.exists(segment.path()));
  }

  @Test
  void shouldRemoveASegmentWhoseLockAChildOfItsDeadWriterHolds() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    try (Descriptor child = Takers.own(segment.path(), fixture.ended())) {
      assertSays("a child holds its lock on", onlyFinding(false));
      assertTrue(onlyFinding(true).repaired());
      assertEquals(0, child.status().links());
      assertEquals(List.of(), fixture.files());
    }
  }

  @Test
  void shouldTellThatTheLockIsHeldBySomethingElse() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    try (Descriptor other = fixture.posix.openExisting(segment.path(), true)) {
      assertTrue(other.tryLockExclusive(1L << 62, 1));
      assertSays("does not say which", onlyFinding(true));
      assertTrue(Files.exists(segment.path()));
    }
  }

  @Test
  void shouldTellOfAnnouncementsOfTheDead() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    try (Descriptor child = Takers.announce(segment.path(), fixture.endedBefore())) {
      assertEquals(segment.path(), child.path());
      assertSays("announced a takeover", onlyFinding(true));
    }
  }

  @Test
  void shouldRemoveOrphansWhoseGraceIsOver() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    SegmentValidator validator = validator(GRACE_OVER_MS);
    Finding finding = only(validator.validate(false));
    assertSays("left it without closing it", finding);
    assertTrue(finding.remedy().contains("evo-shm cleanup"), finding.remedy());
    assertTrue(Files.exists(segment.path()));
    assertTrue(only(validator.validate(true)).repaired());
    assertEquals(List.of(), fixture.files());
    assertEquals(List.of(), validator.validate(true).findings());
  }

  @Test
  void shouldKeepOrphansThatAreBeingRead() throws IOException {
    fixture.orphan(SegmentLayout.SLOTTED);
    try (LinuxSharedMemory client = fixture.client();
        SegmentReader reader = client.attachReader("seg")) {
      Finding finding = only(validator(GRACE_OVER_MS).validate(true));
      assertFalse(finding.repaired());
      assertTrue(finding.remedy().contains("end its readers (fuser "), finding.remedy());
      assertTrue(finding.remedy().contains("cleanup --emergency"), finding.remedy());
      assertEquals(2, reader.version());
    }
    assertEquals(1, fixture.dataFiles().size());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepWhatIsParkedAndSayWhenItsTimeIsOver(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.claim(layout);
    ParkedSegments parked = new ParkedSegments(fixture.posix, fixture.directory, fixture.processes);
    parked.park(segment, System.nanoTime() + TimeUnit.HOURS.toNanos(1));
    assertEquals(List.of(), validator(GRACE_OVER_MS).validate(true).findings());
    OwnedSegment again = fixture.claim(layout);
    parked.park(again, System.nanoTime() - 1);
    assertSays("parked it and did not come back", only(validator(GRACE_OVER_MS).validate(false)));
  }

  @Test
  void shouldMendMetadataOfNobodyHoweverManyThereAre() throws IOException {
    OwnedSegment living = fixture.claim(SegmentLayout.SLOTTED);
    int lonely = 150;
    for (int i = 0; i < lonely; i++) {
      Files.writeString(path.resolve("evo_lonely" + i + ".meta"), "{}");
    }
    try (MaintenanceLock others =
        MaintenanceLock.acquire(fixture.posix, fixture.directory, fixture.processes, "lonely70")) {
      assertTrue(others.stillHeld());
      List<Finding> findings = validate(true).findings();
      assertEquals(lonely, findings.size());
      assertEquals(lonely - 1, findings.stream().filter(Finding::repaired).count());
    }
    assertEquals(
        List.of("lonely70"), validate(true).findings().stream().map(Finding::segment).toList());
    assertEquals(List.of(), validate(true).findings());
    assertEquals(List.of(living.path().getFileName().toString()), fixture.dataFiles());
  }

  @Test
  void shouldRemoveFilesOfAnEarlierBoot() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    ProcessIdentity self = fixture.processes.self();
    ClaimFixture.recordOwner(
        segment,
        new ProcessIdentity(new BootId(1, 2), self.pidNamespace(), self.pid(), self.startTicks()),
        0);
    ClaimFixture.crash(segment);
    assertSays("earlier boot", onlyFinding(false));
    assertTrue(onlyFinding(true).repaired());
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveRetiredFilesThatStillHaveTheirNames(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    try (SegmentFile file = SegmentFile.open(fixture.posix, segment.path(), true)) {
      LiveFields live = LiveFields.read(file.descriptor()::read, file.header());
      LiveFields.retire(file.descriptor()::write, file.header().geometry(), live);
    } catch (org.evo.shm.linux.format.MalformedSegmentException e) {
      throw new AssertionError(e);
    }
    assertSays("retired", onlyFinding(false));
    assertTrue(onlyFinding(true).repaired());
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldTellOfSeveralFilesOfOneName() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Path copy = fixture.copyAs(segment, "evo_test_seg_999");
    Finding finding = onlyFinding(false);
    assertSays("another file, " + FileNames.of(segment.path()), finding);
    assertEquals(copy, finding.file());
    assertTrue(onlyFinding(true).repaired());
    assertFalse(Files.exists(copy));
    assertEquals(List.of(), validate(false).findings());
  }

  @ParameterizedTest
  @ValueSource(strings = {".evo-seg.new", ".evo-seg.meta", ".evo-seg.lock"})
  void shouldRemoveWhatACrashLeftOfFilesThatAreThereForMilliseconds(String name)
      throws IOException {
    fixture.claim(SegmentLayout.SLOTTED);
    Path left = Files.createFile(path.resolve(name));
    Finding finding = onlyFinding(false);
    assertEquals(left, finding.file());
    assertEquals("seg", finding.segment());
    assertTrue(Files.exists(left), "a look removes nothing");
    assertTrue(onlyFinding(true).repaired());
    assertFalse(Files.exists(left));
    assertEquals(List.of(), validate(true).findings());
  }

  @Test
  void shouldRemoveALockThatAChildOfItsDeadHolderHolds() throws IOException {
    Path left = Files.createFile(path.resolve(FileNames.lock("seg")));
    try (Descriptor child = Takers.own(left, fixture.ended())) {
      assertSays("a child holds it on", onlyFinding(false));
      assertTrue(onlyFinding(true).repaired());
      assertEquals(0, child.status().links());
    }
  }

  @Test
  void shouldLeaveAMaintenanceLockThatIsHeld() throws IOException {
    fixture.orphan(SegmentLayout.SLOTTED);
    try (MaintenanceLock held =
        MaintenanceLock.acquire(fixture.posix, fixture.directory, fixture.processes, "seg")) {
      assertEquals(List.of(), validate(true).findings());
      assertTrue(held.stillHeld());
    }
  }

  @Test
  void shouldTakeAwayPermissionsThatAreTooManyUnlessTheSegmentIsOwned() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Set<java.nio.file.attribute.PosixFilePermission> all =
        PosixFilePermissions.fromString("rw-rw-rw-");
    Files.setPosixFilePermissions(segment.path(), all);
    assertSays("its mode is 0666", onlyFinding(true));
    assertFalse(onlyFinding(true).repaired());
    ClaimFixture.crash(segment);
    assertTrue(onlyFinding(true).repaired());
    assertEquals(0640, fixture.posix.status(segment.path()).orElseThrow().permissions());
  }

  @Test
  void shouldTellThatAFileHasFurtherNames() throws IOException {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    Files.createLink(path.resolve("further"), segment.path());
    assertSays("it has 2 names", onlyFinding(true));
  }

  @Test
  void shouldTellOfThingsThatAreNoFiles() throws IOException {
    Files.createDirectory(path.resolve("evo_a_b_1"));
    Files.createSymbolicLink(path.resolve("evo_a_c_1"), Path.of("/dev/zero"));
    Report report = validate(true);
    assertEquals(2, report.findings().size());
    assertEquals(0, report.segments());
    assertSays("a directory", report.findings().get(0));
    assertSays("a symbolic link", report.findings().get(1));
    assertEquals(2, fixture.files().size());
  }

  @Test
  void shouldTellThatTheDirectoryIsNotInMemory(@TempDir Path disk) {
    SegmentDirectory directory = new SegmentDirectory(fixture.posix, disk, Set.of(), false);
    SegmentValidator validator =
        new DirectoryValidator(fixture.posix, directory, fixture.processes, OptionalInt.empty());
    assertSays("locks and mappings may misbehave", only(validator.validate(true)));
  }

  @Test
  void shouldTellThatEveryUserMayReplaceFilesInTheDirectory() throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertSays("every user", onlyFinding(true));
  }

  @Test
  void shouldCheckOneNameOnly() throws IOException {
    fixture.claim(SegmentLayout.SLOTTED);
    Files.createFile(path.resolve(".evo-other.new"));
    assertEquals(new Report(1, List.of()), validator(1).validate("seg", true));
    assertEquals(1, validator(1).validate("other", false).findings().size());
    assertThrows(NotFoundException.class, () -> validator(1).validate("third", true));
    assertThrows(InvalidNameException.class, () -> validator(1).validate("../x", true));
  }

  @Test
  void shouldSayThatThereIsNoSuchDirectory() {
    SegmentDirectory missing =
        new SegmentDirectory(fixture.posix, path.resolve("missing"), Set.of(), false);
    SegmentValidator validator =
        new DirectoryValidator(fixture.posix, missing, fixture.processes, OptionalInt.empty());
    assertThrows(NotFoundException.class, () -> validator.validate(true));
  }
}
