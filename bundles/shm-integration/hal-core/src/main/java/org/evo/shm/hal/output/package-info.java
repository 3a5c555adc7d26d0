// SPDX-License-Identifier: Apache-2.0
/** What is driven: what was asked for, or safe outputs and why. */
package org.evo.shm.hal.output;
