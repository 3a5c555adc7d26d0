// SPDX-License-Identifier: Apache-2.0
/**
 * The read and write path: a seqlock over one or more slots. Hot: no system call, lock, allocation
 * or clock. It knows neither files nor offsets.
 *
 * <pre>
 * write:  v := 2k+1 (release); store-store fence; fill slot k+1; v := 2k+2 (release)
 * read:   v1 := acquire; copy slot v1/2; load-load fence; v2 := opaque
 *         good when v2 - (v1 &amp; ~1) &lt; 2N - 1, unsigned
 * retire: state := RETIRED (release); v := v | 2^63 (release); full fence; then memory may be freed
 * </pre>
 *
 * <p>Pairings, which are all that aarch64 needs:
 *
 * <ul>
 *   <li>The release store of 2k+2 pairs with the acquire load of v1: whoever sees the version sees
 *       the whole value. The release store of the odd version does so for slot k, since with
 *       several slots a reader that sees 2k+1 reads slot k by it.
 *   <li>The store-store fence behind the odd store pairs with the load-load fence before v2: a
 *       reader that saw a byte of the value being written sees at least its odd version, and
 *       refuses.
 * </ul>
 *
 * <p>The version word never decreases. A write that was cut off leaves it odd; the next one stores
 * the same odd value again, fills the same slot and commits. With one slot and an odd version only
 * a whole value may be committed.
 */
package org.evo.shm.linux.protocol;
