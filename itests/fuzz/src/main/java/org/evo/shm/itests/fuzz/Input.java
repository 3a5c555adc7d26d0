// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import org.evo.shm.SegmentSpec;

/**
 * One input, which follows from these two numbers alone.
 *
 * @param seed the campaign's
 * @param number which input of the campaign it is
 */
record Input(long seed, long number) {

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final Kind[] KINDS = Kind.values();

  private SplittableRandom random() {
    return new SplittableRandom(seed * GOLDEN_RATIO + number);
  }

  Kind kind() {
    return KINDS[random().nextInt(KINDS.length)];
  }

  Scene scene(List<Template> templates) {
    SplittableRandom random = random();
    Kind kind = KINDS[random.nextInt(KINDS.length)];
    Template template = templates.get(random.nextInt(templates.size()));
    // Mostly of the same shape, since only that one may be taken over.
    boolean same = random.nextInt(3) != 0;
    SegmentSpec wanted =
        same ? template.spec() : templates.get(random.nextInt(templates.size())).spec();
    Scene scene = new Scene(wanted);
    kind.fill(scene, template, random);
    return scene;
  }
}
