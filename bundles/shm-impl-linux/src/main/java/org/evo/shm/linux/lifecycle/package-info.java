// SPDX-License-Identifier: Apache-2.0
/**
 * How segments come to be, change hands and end: claim, birth, adoption, new generation, attach and
 * retirement. Everything here is cold.
 *
 * <p>Two locks, both of open file descriptions (fcntl(2), F_OFD_SETLK): the <i>owner lock</i> on a
 * byte of the data file says that a writer lives; the <i>maintenance lock</i> on {@code
 * .evo-{name}.lock}, held for milliseconds, says that somebody is changing what has the name.
 */
package org.evo.shm.linux.lifecycle;
