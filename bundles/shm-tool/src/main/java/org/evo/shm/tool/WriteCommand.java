// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.List;
import java.util.Locale;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.tool.verb.WriteVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code write}. Sizes and slots are judged by the segment's specification. */
final class WriteCommand implements ToolCommand {

  private static final long MAX_HZ = 1_000_000;
  private static final long DEFAULT_HZ = 1000;
  private static final String DEFAULT_MODULE = "tool";
  private static final String SLOTTED = "slotted";

  private final PositionalParamSpec segment = Arguments.segment();
  private final OptionSpec module =
      Arguments.text("--module", "M", "The owning module; default " + DEFAULT_MODULE + ".");
  private final OptionSpec size =
      Arguments.size(
          "--size",
          "Bytes of each value, also as 64K or 1G, "
              + SegmentSpec.MIN_SIZE_BYTES
              + " to "
              + SegmentSpec.MAX_SIZE_BYTES
              + " in whole pages; default "
              + SegmentSpec.MIN_SIZE_BYTES
              + ".");
  private final OptionSpec layout =
      Arguments.choice(
          "--layout",
          "Classic is understood by existing EVO processes; default " + SLOTTED + ".",
          List.of("classic", SLOTTED));
  private final OptionSpec slots =
      Arguments.number(
          "--slots",
          Integer.MIN_VALUE,
          Integer.MAX_VALUE,
          "Values in the ring, a power of two up to "
              + SegmentSpec.MAX_SLOTS
              + "; default by the size.");
  private final OptionSpec checksum =
      Arguments.flag("--checksum", "Every value carries a CRC-32C that every read checks.");
  private final OptionSpec hz =
      Arguments.number(
          "--hz", 0, MAX_HZ, "Writes a second, 0 for full speed; default " + DEFAULT_HZ + ".");
  private final OptionSpec seconds =
      Arguments.seconds("--seconds", "End after this time; default: at Ctrl-C.");

  @Override
  public CommandSpec spec(ToolContext context) {
    return Arguments.command(
            "write",
            "Create a segment and write a counting pattern, for 'read' to verify.",
            () -> run(context))
        .addPositional(segment)
        .addOption(module)
        .addOption(size)
        .addOption(layout)
        .addOption(slots)
        .addOption(checksum)
        .addOption(hz)
        .addOption(seconds);
  }

  private int run(ToolContext context) {
    SegmentSpec spec = WrongArgumentException.judged(this::segmentSpec);
    long rate = Arguments.valueOr(hz, DEFAULT_HZ);
    long durationNs = Arguments.valueOr(seconds, Long.MAX_VALUE);
    Host host = context.host();
    return context.withManager(
        manager ->
            new WriteVerb(manager, context.output(), host.nanoClock(), host.cancellation())
                .run(spec, rate, durationNs));
  }

  private SegmentSpec segmentSpec() {
    String shape = Arguments.valueOr(layout, SLOTTED);
    SegmentSpec.Builder builder =
        SegmentSpec.named(segment.getValue())
            .module(Arguments.valueOr(module, DEFAULT_MODULE))
            .sizeBytes(Arguments.valueOr(size, (long) SegmentSpec.MIN_SIZE_BYTES))
            .layout(SegmentLayout.valueOf(shape.toUpperCase(Locale.ROOT)))
            .checksummed(Arguments.valueOr(checksum, false))
            .commitTime(CommitTime.LOOP);
    Long ring = slots.getValue();
    return ring == null ? builder.build() : builder.slots(ring.intValue()).build();
  }
}
