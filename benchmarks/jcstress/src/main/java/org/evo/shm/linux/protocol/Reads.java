// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** Outcomes of the reads of one reader. */
@Outcome(id = Seen.REFUSED, expect = ACCEPTABLE, desc = "a write was in the way of all")
@Outcome(id = Seen.ONE, expect = ACCEPTABLE, desc = "one whole value")
@Outcome(id = Seen.FORWARD, expect = ACCEPTABLE, desc = "whole values, newer ones later")
@Outcome(id = Seen.TORN, expect = FORBIDDEN, desc = "a mixture of two values")
@Outcome(id = Seen.BACKWARDS, expect = FORBIDDEN, desc = "an older value after a newer one")
@Outcome(id = Seen.UNCOMMITTED, expect = FORBIDDEN, desc = "what no write committed")
@Outcome(id = Seen.REVIVED, expect = FORBIDDEN, desc = "a value of a segment that has ended")
public class Reads {}
