// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSamplerTest {

  private static final long S = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path dir;
  private HostFixture host;
  private DiskSampler sampler;

  @BeforeEach
  void createMachine() {
    host = new HostFixture(dir).machine();
    sampler = new DiskSampler(host.procDir(), host.sysDir());
  }

  @Test
  void shouldTrustNoRateBeforeTheSecondSample() throws IOException {
    assertEquals(DiskSample.bad(3), sampler.read(3));
  }

  @Test
  void shouldGiveTheRatesOfDisksAndNotOfPartitionsOrLoops() throws IOException {
    sampler.read(0);
    host.diskstats(1000 + 20, 2000 + 40, 50 + 600);

    assertEquals(
        new DiskSample(2 * S, Quality.GOOD, 20 * 512 / 2, 40 * 512 / 2, 30), sampler.read(2 * S));
  }

  @Test
  void shouldSumDisksAndShowTheBusiest() throws IOException {
    host.physicalDisk("sda");
    host.proc("diskstats", line("vda", 0, 0, 0) + line("sda", 0, 0, 0));
    sampler.read(0);
    host.proc("diskstats", line("vda", 1, 2, 100) + line("sda", 3, 4, 700));

    assertEquals(new DiskSample(S, Quality.GOOD, 4 * 512, 6 * 512, 70), sampler.read(S));
  }

  @Test
  void shouldSurviveTheWrapOfTheBusyTime() throws IOException {
    host.diskstats(1000, 2000, 4_294_967_200L);
    sampler.read(0);
    host.diskstats(1000, 2000, 104);

    assertEquals(20, sampler.read(S).busyPercent());
  }

  @Test
  void shouldNeverBeBusierThanAllTheTime() throws IOException {
    sampler.read(0);
    host.diskstats(1000, 2000, 50 + 1003);

    assertEquals(100, sampler.read(S).busyPercent());
  }

  @Test
  void shouldLetANewDiskJoinWithItsSecondSample() throws IOException {
    sampler.read(0);
    host.physicalDisk("sdb");
    host.proc("diskstats", line("vda", 1000, 2000, 50) + line("sdb", 9999, 9999, 999));
    assertEquals(new DiskSample(S, Quality.GOOD, 0, 0, 0), sampler.read(S));
    host.proc("diskstats", line("vda", 1000, 2000, 50) + line("sdb", 10_000, 9999, 999));

    assertEquals(512, sampler.read(2 * S).readBytesPerS());
  }

  @Test
  void shouldTakeNothingFromADiskThatStartedAnew() throws IOException {
    sampler.read(0);
    host.diskstats(5, 5, 5);

    assertEquals(new DiskSample(S, Quality.GOOD, 0, 0, 0), sampler.read(S));
  }

  @Test
  void shouldLookAgainAtANameThatWentAndCameBack() throws IOException {
    host.proc("diskstats", line("vda", 0, 0, 0) + line("sdc", 0, 0, 0));
    sampler.read(0);
    host.proc("diskstats", line("vda", 0, 0, 0));
    sampler.read(S);
    host.physicalDisk("sdc");
    host.proc("diskstats", line("vda", 0, 0, 0) + line("sdc", 0, 0, 0));
    sampler.read(2 * S);
    host.proc("diskstats", line("vda", 0, 0, 0) + line("sdc", 1, 0, 0));

    assertEquals(512, sampler.read(3 * S).readBytesPerS());
  }

  @Test
  void shouldFindADiskWithASlashInItsName() throws IOException {
    host.physicalDisk("cciss!c0d0");
    host.proc("diskstats", line("cciss/c0d0", 0, 0, 0));
    sampler.read(0);
    host.proc("diskstats", line("cciss/c0d0", 1, 0, 0));

    assertEquals(512, sampler.read(S).readBytesPerS());
  }

  @Test
  void shouldGiveNoRateOverNoTime() throws IOException {
    sampler.read(S);

    assertEquals(DiskSample.bad(S), sampler.read(S));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "254 0\n",
        "254 0 vda 1 2 3\n",
        "254 0 vda a b c d e f g h i j k l m n\n",
        "7 0 loop0 0 0 0 0 0 0 0 0 0 0 0\n",
        "254 0 v\0da 0 0 0 0 0 0 0 0 0 0 0\n"
      })
  void shouldRefuseGarbageAndAMachineWithoutADisk(String diskstats) {
    host.proc("diskstats", diskstats);

    assertThrows(SourceFormatException.class, () -> sampler.read(0));
  }

  private static String line(String name, long readSectors, long writtenSectors, long busyMs) {
    return "8 0 %s 1 1 %d 1 1 1 %d 1 0 %d 1\n".formatted(name, readSectors, writtenSectors, busyMs);
  }
}
