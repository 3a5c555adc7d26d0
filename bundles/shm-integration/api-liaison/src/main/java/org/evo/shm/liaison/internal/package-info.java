// SPDX-License-Identifier: Apache-2.0
/** The module {@code liaison}: its configuration, its task, its life. */
package org.evo.shm.liaison.internal;
