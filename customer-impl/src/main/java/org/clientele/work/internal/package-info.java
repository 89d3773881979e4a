/** Threads that look for work, and get it done. */
@NullMarked
package org.clientele.work.internal;

import org.jspecify.annotations.NullMarked;
