// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.Locale;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;

/**
 * The shape of a segment, as programs tell each other.
 *
 * @param layout classic or slotted
 * @param slots values it holds
 * @param payloadBytes the length of every value
 */
record Shape(SegmentLayout layout, int slots, int payloadBytes) {

  static final String SEGMENT = "seg";
  static final String MODULE = "rel";

  private static final int PAGE_BYTES = 4096;

  static Shape slotted(int slots, int payloadBytes) {
    return new Shape(SegmentLayout.SLOTTED, slots, payloadBytes);
  }

  static Shape classic(int payloadBytes) {
    return new Shape(SegmentLayout.CLASSIC, 1, payloadBytes);
  }

  static Shape parse(String text) {
    String[] parts = text.split(":");
    return new Shape(
        SegmentLayout.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]));
  }

  /** The same with values of another length, which cannot be adopted. */
  Shape doubled() {
    return new Shape(layout, slots, 2 * payloadBytes);
  }

  /** For people. */
  String words() {
    String kind = layout.name().toLowerCase(Locale.ROOT);
    return kind + ", " + slots + (slots == 1 ? " slot" : " slots") + " of " + payloadBytes + " B";
  }

  SegmentSpec spec() {
    return spec(SEGMENT);
  }

  /** For a segment of that name. */
  SegmentSpec spec(String segment) {
    return SegmentSpec.named(segment)
        .module(MODULE)
        .layout(layout)
        .slots(slots)
        .capacityBytes(payloadBytes)
        .sizeBytes(Math.max(PAGE_BYTES, payloadBytes))
        .build();
  }

  @Override
  public String toString() {
    return layout.name().toLowerCase(Locale.ROOT) + ":" + slots + ":" + payloadBytes;
  }
}
