// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import static org.evo.shm.linux.format.SlottedFormat.BLOB_LENGTH_OFFSET;
import static org.evo.shm.linux.format.SlottedFormat.FINGERPRINT_OFFSET;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.ClassicFormat;

/** What is wrong in a directory. */
enum Kind {
  /** The header of a data file. */
  HEADER {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      Bytes data = new Bytes(template.data());
      spoil(data, template.format().fixed(), random);
      sealMostly(data, template, random);
      scene.with(template.fileName(), data.array());
    }
  },
  /** The encoded record layout, its checksum and its fingerprint right. */
  RECORD_LAYOUT {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      Bytes data = new Bytes(template.data());
      byte[] layout = spoiltText(template.record().orElse(new byte[0]), random);
      data.put(template.recordOffset(), layout);
      if (template.isClassic()) {
        Span length = new Span(ClassicFormat.BLOB_LENGTH_OFFSET, 4);
        long flags = data.get(length) & ~ClassicFormat.BLOB_LENGTH_MASK;
        data.put(length, flags | layout.length);
      } else {
        data.put(new Span(BLOB_LENGTH_OFFSET, 4), layout.length);
        data.put(new Span(FINGERPRINT_OFFSET, 8), fingerprint(layout));
      }
      template.format().seal(data);
      scene.with(template.fileName(), data.array());
    }
  },
  /** The owner record and the state. */
  OWNER {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      Bytes data = new Bytes(template.data());
      spoil(data, template.format().owner(), random);
      if (random.nextBoolean()) {
        data.put(template.format().state(), 1 + random.nextInt(SegmentState.values().length + 1));
      }
      sealMostly(data, template, random);
      scene.with(template.fileName(), data.array());
    }
  },
  /** The version word, the state and the headers of slots. */
  LIVE_FIELDS {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      Bytes data = new Bytes(template.data());
      spoilLive(data, template, random);
      scene.with(template.fileName(), data.array());
    }
  },
  /** The same while a reader has it mapped. */
  WHILE_MAPPED {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      Bytes data = new Bytes(template.data());
      spoilLive(data, template, random);
      if (random.nextInt(4) == 0) {
        spoil(data, template.format().fixed(), random);
      }
      scene.with(template.fileName(), template.data());
      scene.patchedBy(new Scene.Patch(template.fileName(), 0, data.array()));
    }
  },
  /** The length of a data file. */
  LENGTH {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      int whole = template.data().length;
      int[] lengths = {
        0, 1, 7, 8, 16, 64, 127, 128, 129, 256, 511, 512, 513, 4095, 4096, 4097, whole / 2,
        whole - 1,
      };
      int chosen = random.nextInt(lengths.length + 4);
      int length = chosen < lengths.length ? lengths[chosen] : random.nextInt(2 * whole);
      long hole = random.nextInt(50) == 0 ? Math.abs(Values.next(random, whole)) % (4L << 30) : 0;
      scene.with(
          new Piece.Regular(
              template.fileName(), Arrays.copyOf(template.data(), length), 0600, hole));
    }
  },
  /** Bytes of no meaning, some behind a magic. */
  RANDOM {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      byte[] noise = new byte[random.nextInt(9000)];
      random.nextBytes(noise);
      Bytes data = new Bytes(noise);
      if (random.nextBoolean()) {
        data.put(0, Arrays.copyOf(template.data(), 8 + random.nextInt(120)));
      }
      scene.with(template.fileName(), data.array());
    }
  },
  /** What the data file is, and who may open it. */
  FILE_TYPE {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      scene.with("elsewhere", template.data());
      String name = template.fileName();
      scene.with(Pieces.strange(name, template.data(), random));
      if (random.nextInt(4) == 0) {
        scene.with(otherName(template, random), template.data());
      }
    }
  },
  /** Several files that claim the name, some of them one file. */
  SEVERAL {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      scene.with(template.fileName(), template.data());
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        String name = otherName(template, random);
        if (random.nextInt(4) == 0) {
          scene.with(new Piece.HardLink(name, template.fileName()));
        } else {
          Bytes data = new Bytes(template.data());
          spoil(data, template.format().owner(), random);
          spoilLive(data, template, random);
          sealMostly(data, template, random);
          scene.with(name, data.array());
        }
      }
    }
  },
  /** Names of data files. */
  FILE_NAME {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      String[] names = {
        "evo_seg",
        "evo__seg_1",
        "evo_seg_",
        "evo_seg_0",
        "evo_app_seg_99999999999",
        "evo_app_seg_4294967296",
        "evo_seg_seg_1",
        "evo_a_b_c_seg_1",
        "evo_app_seg_1_",
        "evo_ app_seg_1",
        "evo_\u001b[31m_seg_1",
        "evo_\u202e_seg_1",
        "evo_app\n_seg_1",
        "evo_" + "m".repeat(200) + "_seg_1",
        "evo_app_seg_-1",
        "evo_app_seg_1.meta",
        "EVO_app_seg_1",
      };
      String name = names[random.nextInt(names.length)];
      boolean good = random.nextBoolean();
      scene.with(name, good ? template.data() : new byte[random.nextInt(600)]);
      if (random.nextBoolean()) {
        scene.with(template.fileName(), template.data());
      }
    }
  },
  /** The metadata, which decides nothing. */
  METADATA {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      byte[] json =
          switch (random.nextInt(5)) {
            case 0 -> "[".repeat(1 + random.nextInt(100_000)).getBytes(StandardCharsets.US_ASCII);
            case 1 -> ("{\"inode\":" + Values.word(random) + "}").getBytes(StandardCharsets.UTF_8);
            case 2 -> new byte[random.nextInt(2 << 20)];
            default -> spoiltText(template.metadata(), random);
          };
      scene.with(Pieces.strangeOrRegular("evo_seg.meta", json, random));
      if (random.nextBoolean()) {
        scene.with(template.fileName(), template.data());
      }
    }
  },
  /** The lock file, as a process that died or means harm left it. */
  LOCK_FILE {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      byte[] noise = new byte[random.nextBoolean() ? 0 : random.nextInt(100)];
      random.nextBytes(noise);
      scene.with(Pieces.strangeOrRegular(".evo-seg.lock", noise, random));
      scene.with(template.fileName(), template.data());
    }
  },
  /** Files on their way to another name. */
  TEMPORARY {
    @Override
    void fill(Scene scene, Template template, RandomGenerator random) {
      for (String name : List.of(".evo-seg.new", ".evo-seg.meta")) {
        if (random.nextInt(3) != 0) {
          scene.with(Pieces.strangeOrRegular(name, template.data(), random));
        }
      }
      if (random.nextBoolean()) {
        scene.with(template.fileName(), template.data());
      }
    }
  };

  /** Adds to a scene what is wrong. */
  abstract void fill(Scene scene, Template template, RandomGenerator random);

  private static void spoil(Bytes data, List<Span> spans, RandomGenerator random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      data.spoil(spans.get(random.nextInt(spans.size())), random);
    }
  }

  private static void spoilLive(Bytes data, Template template, RandomGenerator random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (random.nextBoolean()) {
        data.spoil(template.format().live().get(random.nextInt(2)), random);
      } else {
        List<Span> fields = template.format().slot();
        int slot = template.slotOffsets()[random.nextInt(template.slotOffsets().length)];
        data.spoil(fields.get(random.nextInt(fields.size())).plus(slot), random);
      }
    }
  }

  /** Wrong checksums would hide whatever lies behind them. */
  private static void sealMostly(Bytes data, Template template, RandomGenerator random) {
    if (random.nextInt(5) != 0) {
      template.format().seal(data);
    }
  }

  private static String otherName(Template template, RandomGenerator random) {
    String pid = Integer.toString(1 + random.nextInt(1 << 22));
    return template.isClassic() ? "evo_seg_" + pid : "evo_app_seg_" + pid;
  }

  private static byte[] spoiltText(byte[] text, RandomGenerator random) {
    byte[] spoilt = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(spoilt.length + 1);
      int to = from + random.nextInt(Math.min(12, spoilt.length - from) + 1);
      byte[] word = Values.word(random).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(3) == 0 && spoilt.length > 0) {
        spoilt = spoilt.clone();
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      } else {
        spoilt =
            ByteBuffer.allocate(spoilt.length - (to - from) + word.length)
                .put(spoilt, 0, from)
                .put(word)
                .put(spoilt, to, spoilt.length - to)
                .array();
      }
    }
    return Arrays.copyOf(spoilt, Math.min(spoilt.length, 3500));
  }

  /** First 8 bytes of SHA-256, as the format has it. */
  private static long fingerprint(byte[] layout) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(layout);
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
