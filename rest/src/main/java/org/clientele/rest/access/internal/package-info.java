/** Callers, bound to threads. */
@NullMarked
package org.clientele.rest.access.internal;

import org.jspecify.annotations.NullMarked;
