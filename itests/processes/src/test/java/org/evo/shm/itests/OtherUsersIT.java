// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evo.shm.SegmentListing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes of several users in one directory that all of them may write to, as /dev/shm. */
class OtherUsersIT {

  private static final int OWNER = 61001;
  private static final int MEMBER = 61002;
  private static final int STRANGER = 61003;
  private static final int GROUP = 61500;
  private static final int EACCES = 13;

  @TempDir static Path programs;

  private static JavaProgram java;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final List<Peer> peers = new ArrayList<>();

  @BeforeAll
  static void copyPrograms() {
    assumeTrue(user(OWNER, GROUP).available(), "needs root, and setpriv to become other users");
    java = JavaProgram.brief().copiedTo(programs);
  }

  @BeforeEach
  void openToAll() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
  }

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
  }

  private static Surroundings user(int uid, int... groups) {
    return Surroundings.SAME.user(uid, uid, groups);
  }

  private Peer peer(int uid, String group, String trusted, int... groups) {
    Peer peer = Peer.start(java.in(user(uid, groups)), directory, group, trusted);
    peers.add(peer);
    return peer;
  }

  private Peer ordinary(int uid) {
    return peer(uid, "-", "-");
  }

  private Peer owner() {
    return peer(OWNER, Integer.toString(GROUP), "-", GROUP);
  }

  private EvoTool tool() {
    return new EvoTool(JavaProgram.brief(), directory);
  }

  private Path dataFile(Peer creator, String name) {
    return directory.resolve("evo_peer_" + name + "_" + creator.process().pid());
  }

  @Test
  void shouldLetMembersOfTheGroupReadAndTheKernelRefuseThemToWrite() throws IOException {
    Peer owner = owner();
    owner.must(Peer.create("seg"));
    owner.must("write seg 7");
    Path file = dataFile(owner, "seg");
    Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,gid,permissions");
    assertEquals(OWNER, attributes.get("uid"));
    assertEquals(GROUP, attributes.get("gid"));
    assertEquals(PosixFilePermissions.fromString("rw-r-----"), attributes.get("permissions"));

    Peer member = peer(MEMBER, "-", Integer.toString(OWNER), GROUP);
    member.must("attach seg 3");
    assertEquals(7, member.must("read seg").number(0));
    assertEquals(3, new Onlooker(directory).info("seg", OWNER).activity().readers());
    owner.must("write seg 8");
    assertEquals(8, member.must("read seg").number(0));

    assertEquals("refused", member.must("openWritable " + file).word(0));
    Peer.Answer claim = member.ask(Peer.create("seg"));
    assertEquals("AlreadyExists", claim.code(), claim.text());
    assertTrue(claim.text().contains("user " + OWNER), claim.text());
    assertEquals(4, owner.must("write seg 9").number(0) - 2);
    assertEquals(9, member.must("read seg").number(0));
  }

  @Test
  void shouldRefuseThoseWhoAreNotInTheGroupAndThoseWhoDoNotTrustTheOwner() {
    Peer owner = owner();
    owner.must(Peer.create("seg"));
    owner.must("write seg 7");

    Peer outsider = peer(STRANGER, "-", Integer.toString(OWNER));
    Peer.Answer kernel = outsider.ask("attach seg 1");
    assertEquals("PermissionDenied", kernel.code(), kernel.text());
    assertEquals(EACCES, kernel.errno());

    Peer doubter = peer(MEMBER, "-", "-", GROUP);
    Peer.Answer rule = doubter.ask("attach seg 1");
    assertEquals("PermissionDenied", rule.code(), rule.text());
    assertTrue(rule.text().contains("user " + OWNER), rule.text());
    assertEquals(0, new Onlooker(directory).info("seg", OWNER).activity().readers());
  }

  /** Root may open everything, and is as easily deceived: it looks only where it is told to. */
  @Test
  void shouldShowRootTheSegmentsOfThoseWhomItTrusts() {
    Peer owner = owner();
    owner.must(Peer.create("seg"));
    owner.must("write seg 7");

    EvoTool.Result listed = tool().run("list");
    assertEquals(0, listed.json().getAsJsonArray("segments").size());
    assertTrue(listed.transcript().contains("user " + OWNER), listed.transcript());
    assertEquals("PermissionDenied", tool().run("info", "seg").errorCode());
    assertEquals("PermissionDenied", tool().run("read", "seg").errorCode());

    String trust = "--trust=" + STRANGER + "," + OWNER;
    listed = tool().run("list", trust);
    assertEquals(1, listed.json().getAsJsonArray("segments").size());
    EvoTool.Result info = tool().run("info", "seg", trust);
    assertEquals(0, info.exit(), info.transcript());
    assertTrue(info.json().get("writerAlive").getAsBoolean());
    EvoTool.Result watch = tool().run("watch", "seg", "--count", "1", trust);
    assertEquals(2, watch.number("version"));
    EvoTool.Result read = tool().run("read", "seg", "--seconds", "0.2", trust);
    assertEquals(0, read.exit(), read.transcript());
    assertEquals(7, read.number("last"));
    EvoTool.Result top = tool().run("top", "--count", "1", trust);
    assertEquals(1, top.json().getAsJsonArray("segments").size());
  }

  /** A lock file of root's in a shared directory would keep the owner out of its own name. */
  @Test
  void shouldJudgeTheSegmentsOfTrustedUsersWithoutTouchingThem() throws IOException {
    Peer owner = owner();
    owner.must(Peer.create("seg"));
    owner.must("write seg 7");
    EvoTool.Result untrusted = tool().run("validate", "--repair");
    assertEquals(1, untrusted.exit());
    assertTrue(untrusted.transcript().contains("--trust " + OWNER), untrusted.transcript());

    String trust = "--trust=" + OWNER;
    EvoTool.Result good = tool().run("validate", "--repair", trust);
    assertEquals(0, good.exit(), good.transcript());
    assertEquals(1, good.number("segments"));

    Path lonely = directory.resolve("evo_other.meta");
    Files.writeString(lonely, "{}");
    Files.setAttribute(lonely, "unix:uid", OWNER);
    EvoTool.Result found = tool().run("validate", "--repair", trust);
    assertEquals(1, found.exit(), found.transcript());
    assertTrue(found.transcript().contains("have user " + OWNER), found.transcript());
    assertTrue(Files.exists(lonely));
  }

  @Test
  void shouldNeitherReadNorBeStoppedByACopyThatAStrangerPlantsBesideTheOriginal()
      throws IOException {
    Peer owner = ordinary(OWNER);
    owner.must(Peer.create("seg"));
    owner.must("write seg 7");
    Path planted = directory.resolve("evo_peer_seg_99999");
    Files.copy(dataFile(owner, "seg"), planted);
    Files.setAttribute(planted, "unix:uid", STRANGER);
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-rw-rw-"));
    owner.must("write seg 8");

    Peer reader = ordinary(OWNER);
    reader.must("attach seg 1");
    assertEquals(8, reader.must("read seg").number(0));
    EvoTool asOwner = new EvoTool(java.in(user(OWNER)), directory);
    EvoTool.Result listed = asOwner.run("list");
    assertEquals(1, listed.json().getAsJsonArray("segments").size(), listed.transcript());
    assertEquals(1, listed.json().getAsJsonArray("skipped").size(), listed.transcript());
    assertTrue(listed.transcript().contains("user " + STRANGER), listed.transcript());
    EvoTool.Result validated = asOwner.run("validate", "--repair");
    assertEquals(1, validated.exit());
    assertEquals(1, validated.json().getAsJsonArray("findings").size(), validated.transcript());
    assertTrue(validated.transcript().contains("user " + STRANGER), validated.transcript());

    owner.must("close seg");

    assertEquals("PermissionDenied", reader.ask("attach seg 1").code());
    Peer.Answer claim = owner.ask(Peer.create("seg"));
    assertEquals("AlreadyExists", claim.code());
    assertTrue(claim.text().contains(planted.toString()), claim.text());
    assertTrue(claim.text().contains("user " + STRANGER), claim.text());
    assertTrue(Files.exists(planted));
  }

  @Test
  void shouldSkipWhatBelongsToOthersInTheListing() {
    Peer owner = ordinary(OWNER);
    owner.must(Peer.create("mine"));
    ordinary(STRANGER).must(Peer.create("theirs"));
    SegmentListing root = new Onlooker(directory).list();
    assertEquals(List.of(), root.segments());
    assertEquals(2, root.skipped().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-"})
  void shouldSayWhoseLockFileIsInTheWayAndWhatToDo(String mode) throws IOException {
    Path lock = directory.resolve(".evo-seg.lock");
    Files.createFile(lock);
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString(mode));
    Files.setAttribute(lock, "unix:uid", STRANGER);

    Peer.Answer claim = ordinary(OWNER).ask(Peer.create("seg"));

    assertEquals("AlreadyExists", claim.code(), claim.text());
    assertTrue(claim.text().contains(lock.toString()), claim.text());
    assertTrue(claim.text().contains("user " + STRANGER), claim.text());
    assertTrue(claim.text().contains("remove"), claim.text());
    assertTrue(Files.exists(lock));
  }

  @Test
  void shouldSayThatTheDirectoryDoesNotLetUsCreateAnything() throws IOException {
    Files.setAttribute(directory, "unix:mode", 0755);
    Peer.Answer claim = ordinary(OWNER).ask(Peer.create("seg"));
    assertEquals("PermissionDenied", claim.code(), claim.text());
    assertEquals(EACCES, claim.errno());
    assertEquals(List.of(), new Onlooker(directory).files());
  }
}
